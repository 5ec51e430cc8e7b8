"""Make the demo, or find it."""

from typing import Any

from django.conf import settings
from django.db import transaction

from apps.accounts import actions as accounts
from apps.accounts.models import ApiKey, Member, User, Workspace
from apps.common.encryption import fingerprint
from apps.compliance import actions as compliance
from apps.compliance.actions import Grant, Witness
from apps.compliance.models import ConsentEvent
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.copywriting.models import Template
from apps.credits import ledger
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.pipeline import actions as pipeline
from apps.senders import actions as senders
from apps.senders import queries as sender_queries
from apps.tags import actions as tags
from apps.tags.telling import ADDED_IN_BULK
from config.demo import credentials
from config.demo.follow_up import follow_up
from config.demo.oauth import oauth_app
from config.demo.people import Person, people
from config.demo.words import words

NAME = "Demo"
CREDITS = 50_000
TEMPLATES = {
    "Sale": "Hi {first_name|there}, 20% off in {city|our shop} until Sunday. Reply STOP to opt out.",
    "Reminder": "Hi {first_name|there}, a short reminder: we meet tomorrow at 10. Reply STOP to opt out.",
    "Thank you": "Thank you, {first_name|friend}! We will get back to you today.",
}
WORDING = "These people of the demo do not exist, and asked to be texted."


@transaction.atomic
def demo() -> dict[str, Any]:
    """The demo's credentials, as `manage.py demo --json` prints them. Makes only what is missing."""
    user = _user()
    member = Member.everywhere.filter(user=user, workspace__live=None).select_related("workspace").first()
    workspace: Workspace = member.workspace if member else _furnish(user)
    _keys(workspace, user)
    return {
        "url": settings.BASE_URL,
        "email": credentials.EMAIL,
        "password": credentials.password(),
        "workspace": workspace.public_id,
        "sender": getattr(sender_queries.default(workspace), "address", ""),
        "keys": {name: credentials.key(name) for name in credentials.KINDS},
        "oauth": oauth_app(),
    }


def _user() -> User:
    """May enter the admin too: the demo is for looking around."""
    found = User.objects.filter(email=credentials.EMAIL).first()
    user = found or User.objects.create_superuser(credentials.EMAIL, first_name="Demo")
    if not user.check_password(credentials.password()):
        user.set_password(credentials.password())
        user.save(update_fields=["password"])
    return user


def _keys(workspace: Workspace, user: User) -> None:
    for name, kind in credentials.KINDS.items():
        key = credentials.key(name)
        ApiKey.everywhere.get_or_create(
            key_hash=fingerprint(key),
            defaults={
                "workspace": workspace.sandbox if kind == ApiKey.Kind.TEST else workspace,
                "kind": kind,
                "name": "Demo",
                "prefix": key[: len(kind.value) + 4],
                "created_by": user,
            },
        )


def _furnish(user: User) -> Workspace:
    workspace = accounts.open_workspace(user, NAME)
    senders.add_virtual(workspace, "Main line")
    senders.add_virtual(workspace, "Second line")
    sender_queries.usable(workspace.sandbox)
    _grant(workspace, user)
    for name, body in TEMPLATES.items():
        Template.objects.create(workspace=workspace, name=name, body=body)
    _people(workspace, user, list(people()))
    words(workspace, user)
    return workspace


def _grant(workspace: Workspace, user: User) -> None:
    ledger.grant(workspace, CREDITS, "Credits to try things with", by=user, kind="bonus", key="demo")


def _people(workspace: Workspace, user: User, cast: list[Person]) -> None:
    made = {
        person: contacts.create(
            workspace,
            person.phone,
            {
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
                "attributes": person.attributes,
            },
            source="demo",
        )
        for person in cast
    }
    witness = Witness(user.email, user)
    attestation = compliance.attest(workspace.pk, witness, WORDING, about=workspace.public_id, source="demo")
    compliance.grant(
        workspace.pk,
        [Grant(contact.phone, contact.pk, source="demo") for contact in made.values()],
        ConsentEvent.Kind.IMPORT_ATTESTED,
        channel="import",
        attestation=attestation,
    )
    tags.add_many(workspace.pk, {made[person].pk: person.tags for person in cast}, told_as=ADDED_IN_BULK)
    pipeline.place_many(workspace.pk, {made[person].pk: person.stage for person in cast})
    for person in cast:
        if person.opted_out:
            _leave(workspace, made[person])
    _fill_lists(workspace, list(made.values()))
    follow_up(workspace, user, list(made.values())[::7])


def _leave(workspace: Workspace, contact: Contact) -> None:
    compliance.opt_out(
        workspace.pk,
        contact.phone,
        source="keyword",
        evidence={"keyword": "STOP", "text": "STOP"},
        contact_id=contact.pk,
        subject=contact.public_id,
    )


def _fill_lists(workspace: Workspace, everybody: list[Contact]) -> None:
    sizes = {"Newsletter": everybody, "Spring sale": everybody[::3], "Webinar guests": everybody[::7]}
    for name, members in sizes.items():
        target: ContactList = lists.create(workspace, name)
        lists.add(target, [contact.pk for contact in members])
