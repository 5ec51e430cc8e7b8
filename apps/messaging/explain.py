"""Can we text this person now? Every gate's answer, in order."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.gates import Verdict
from apps.contacts.models import Contact
from apps.messaging import gates
from apps.messaging.drafts import Order, compose
from apps.messaging.models import Message

TITLES = {
    "workspace_live": _("The workspace is live"),
    "region_served": _("The country is served"),
    "sender_usable": _("There is a sender"),
    "sender_registered": _("The sender is registered for their country"),
    "suppression": _("No opt-out, blacklist or do-not-disturb"),
    "consent": _("They asked for texts"),
    "do_not_call": _("The do-not-call registry lets them be texted"),
    "screened": _("They are on no list of numbers not to text"),
    "frequency_cap": _("They were not texted too often"),
    "quiet_hours": _("It is an hour for texts where they are"),
    "open_hours": _("The workspace is open"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One gate's answer; `verdict` None means pass."""

    rule: str
    title: str
    verdict: Verdict


def can_text(workspace: Workspace, contact: Contact) -> list[Answer]:
    """What each gate says to a marketing text now. The text itself is not judged."""
    order = Order(workspace, "Hello", Message.Kind.MARKETING, charge_key="", charge_text="")
    drafts = compose(order, [contact])
    asked = [gate for gate in gates.BEFORE_QUEUE if gate.__name__ in TITLES]
    return [
        Answer(gate.__name__, TITLES[gate.__name__], gate(workspace, drafts, clock.now())[0])
        for gate in asked
    ]
