"""The way to the first send: four steps, gone from the page once a text has left."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.senders.models import Sender


@dataclass(frozen=True, slots=True)
class Step:
    """`href` is "" where the page is not there."""

    title: str
    text: str
    action: str
    href: str
    is_done: bool


def steps(workspace: Workspace) -> list[Step]:
    """Empty once something was sent."""
    if Message.objects.of(workspace).outbound().exists():
        return []
    return [
        Step(
            _("Bring your people"),
            _("A file from any other tool will do. We ask how they gave their consent."),
            _("Import contacts"),
            _link("import_new", "imports", "contact_new"),
            Contact.objects.of(workspace).exists(),
        ),
        Step(
            _("Have a sender"),
            _("The number or name that your texts come from."),
            _("Add a sender"),
            _link("senders", "settings"),
            Sender.objects.of(workspace).usable().exists(),
        ),
        Step(
            _("Write a text"),
            _("You see every person and the exact cost before anything goes."),
            _("New campaign"),
            _link("campaign_new"),
            Campaign.objects.of(workspace).exists(),
        ),
        Step(_("Send it"), _("It goes out at an hour that is right where each phone is."), "", "", False),
    ]


def _link(*routes: str) -> str:
    """The first of these pages that there is."""
    for route in routes:
        try:
            return reverse(f"dashboard:{route}")
        except NoReverseMatch:
            continue
    return ""
