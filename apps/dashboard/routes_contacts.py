"""Contacts."""

from django.urls import path

from apps.dashboard.views import contact, contact_bulk, contact_side, contacts, merging, permits

ONE = "contacts/<str:public_id>"

urlpatterns = [
    path("contacts", contacts.index, name="contacts"),
    path("contacts/new", contacts.new, name="contact_new"),
    path("contacts/duplicates", merging.duplicates, name="contacts_duplicates"),
    path("contacts/bulk", contact_bulk.apply, name="contacts_bulk"),
    path(ONE, contact.page, name="contact"),
    path(f"{ONE}/edit", contact.edit, name="contact_edit"),
    path(f"{ONE}/merge", merging.merge, name="contact_merge"),
    path(f"{ONE}/delete", contact.delete, name="contact_delete"),
    path(f"{ONE}/dnd", contact_side.dnd, name="contact_dnd"),
    path(f"{ONE}/tags", contact_side.tag, name="contact_tag"),
    path(f"{ONE}/stage", contact_side.stage, name="contact_stage"),
    path(f"{ONE}/lists", contact_side.membership, name="contact_membership"),
    path(f"{ONE}/consent", permits.consent, name="contact_consent"),
    *(
        path(
            f"{ONE}/{name}",
            permits.stop if verb.is_stop else permits.permit,
            {"name": name},
            f"contact_{name}",
        )
        for name, verb in permits.VERBS.items()
    ),
]
