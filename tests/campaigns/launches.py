"""Campaigns as tests write them."""

from typing import Any

from apps.campaigns import actions, expansion
from apps.campaigns.models import Campaign
from apps.compliance.actions import Witness
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.world import Tenant

WITNESS = Witness("maria@acme.example", ip="127.0.0.1")
WORDING = "They asked to be texted."
BODY = "Hi {first_name|there}, sale today. Reply STOP to opt out."


def chosen(*people: Contact) -> dict[str, Any]:
    """An audience of these contacts."""
    return {"include": {"contacts": [one.pk for one in people]}}


def draft(tenant: Tenant, **details: Any) -> Campaign:
    """A draft to everybody of this tenant."""
    given = {"name": "Sale", "body": BODY, "audience": {"include": {"all": True}}, **details}
    return actions.draft(tenant.workspace, given)


def launch(campaign: Campaign, **more: Any) -> Campaign:
    return actions.launch(campaign, WITNESS, WORDING, **more)


def expand(campaign: Campaign) -> Campaign:
    """Do what the clock would: every recipient gets an outcome."""
    while expansion.snapshot(campaign):
        pass
    while expansion.expand_chunk(campaign):
        pass
    return fresh(campaign)


def gone(tenant: Tenant, **details: Any) -> Campaign:
    """Launched, and everybody has an outcome."""
    return expand(launch(draft(tenant, **details)))


def fresh(campaign: Campaign) -> Campaign:
    return Campaign.objects.of(campaign.workspace_id).get(pk=campaign.pk)


def text_of(campaign: Campaign, contact: Contact) -> Message:
    return Message.objects.of(campaign.workspace_id).get(lane=campaign.lane_id, contact=contact)


def put(message: Message, state: State, **changes: Any) -> None:
    """Where a carrier would have brought it."""
    Message.objects.of(message.workspace_id).filter(pk=message.pk).update(state=state, **changes)
