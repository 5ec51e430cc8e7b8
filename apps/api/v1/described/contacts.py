"""/v1/contacts."""

from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import (
    Schema,
    closed,
    const,
    filled,
    flag,
    free,
    many,
    moment,
    or_null,
    ref,
    text,
    thing,
    word,
)
from apps.api.v1.described.parts import PAGE, PHONE, gone, id_, listed
from apps.api.v1.refusals import AlreadyOptedOut
from apps.common.refusals import NotFound
from apps.contacts import refusals
from apps.contacts.models import Contact
from apps.merging.refusals import ContactsBusy, SameContact, UnknownValue

FIELDS: dict[str, Schema] = {
    "phone": filled("E.164; numbers of the workspace's country also without a country code.", PHONE),
    "first_name": text(eg="Maria"),
    "last_name": text(eg="Silva"),
    "email": text(eg="maria@example.com"),
    "attributes": free(
        "Names of your own: merged with those that are there; null deletes one. A value that is not of the "
        "kind of its field (`/v1/fields`) is refused, with `param` `attributes.NAME`."
    ),
    "tags": many(text(), "The whole set."),
    "stage": text("Of the pipeline."),
    "dnd": flag("Do not disturb."),
    "status": word(*Contact.Status.values),
}
OPT_IN = {
    **thing("Where they agreed.", source=filled(eg="checkout"), ip=or_null(text(eg="203.0.113.4"))),
    "required": ["source"],
}
WRONG = (refusals.InvalidPhone, refusals.InvalidEmail, refusals.InvalidValue, refusals.ContactExists)
GATES = many(
    closed(
        "",
        None,
        {
            "rule": text(eg="opted_out"),
            "title": text(),
            "passes": flag(),
            "reason": or_null(text()),
            "until": or_null(moment()),
        },
    )
)
TAGS = {"tags": many(text(), "Names.", ["vip"], maxItems=100)}
TABLE: Table = {
    ("contacts", "GET"): Operation(
        "List and search contacts",
        listed("Contact"),
        query={
            "query": text("Part of a phone, name or e-mail address."),
            "phone": text(),
            "email": text(),
            "list_id": text("Members of this list."),
            **PAGE,
        },
        refusals=(refusals.InvalidPhone, NotFound),
    ),
    ("contacts", "POST"): Operation(
        "Create a contact",
        ref("Contact"),
        201,
        body={**FIELDS, "opt_in": OPT_IN},
        needs=("phone",),
        refusals=WRONG,
        eg={
            "phone": "+14155550177",
            "first_name": "Maria",
            "opt_in": {"source": "checkout", "ip": "203.0.113.4"},
            "attributes": {"tier": "vip"},
        },
    ),
    ("contact", "GET"): Operation("Retrieve a contact", ref("Contact")),
    ("contact", "POST"): Operation(
        "Update a contact",
        ref("Contact"),
        said="What is not named stays.",
        body=FIELDS,
        refusals=WRONG,
        eg={"attributes": {"tier": "gold"}},
    ),
    ("contact", "DELETE"): Operation("Delete a contact", gone("contact", "con")),
    ("contact-opt-out", "POST"): Operation(
        "Opt a contact out",
        ref("Contact"),
        body={"reason": text(eg="asked by phone")},
        refusals=(AlreadyOptedOut,),
    ),
    ("contact-merge", "POST"): Operation(
        "Merge another contact into this one",
        ref("Contact"),
        said="Texts, conversations, lists, tags and history of both come together; this cannot be undone. "
        "Consent and opt-outs stay with their numbers. The number that is not chosen belongs to no contact "
        "any more, and texts that wait to go to it are canceled and paid back.",
        body={
            "contact_id": id_("con", "The contact that goes."),
            "take": many(
                text(),
                "Values of the one that goes that replace this one's: phone, first_name, last_name, email, "
                "stage, attributes.NAME. What this one lacks is taken in any case.",
                ["email"],
            ),
        },
        needs=("contact_id",),
        eg={"contact_id": "{contact_id}", "take": ["email"]},
        refusals=(SameContact, UnknownValue, ContactsBusy),
    ),
    ("contact-tags", "POST"): Operation(
        "Add tags", ref("Contact"), body=TAGS, needs=("tags",), eg={"tags": ["vip"]}
    ),
    ("contact-tags", "DELETE"): Operation(
        "Remove tags",
        ref("Contact"),
        said="Names in the body, or `?tag=` where a client sends none with DELETE.",
        body=TAGS,
        query={"tag": text("A name; may stand several times.")},
        eg={"tags": ["vip"]},
    ),
    ("contact-explain", "GET"): Operation(
        "Explain whether a contact can be texted",
        thing(object=const("explanation"), contact_id=id_("con"), can_text=flag(), gates=GATES),
        said="What each gate says to a marketing text now.",
    ),
}
