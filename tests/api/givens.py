"""What a golden file may name under "given": each sets one thing up in the world."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pytest_django import Settings

from apps.accounts.models import Workspace
from apps.api.readysms import hooks
from apps.audiences import actions as segments
from apps.campaigns import actions as campaigns
from apps.campaigns.models import Campaign
from apps.compliance import actions as compliance
from apps.compliance.actions import Witness
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.models import Account
from apps.imports import handed
from apps.imports.actions import Order
from apps.imports.tasks import run as run_imports
from apps.lists import actions as lists
from apps.messaging.actions import Single
from apps.messaging.erasure import delete_contacts
from apps.messaging.models import Message, Scheduled
from apps.messaging.scheduled import actions as scheduled
from apps.pipeline import actions as pipeline
from apps.senders.models import Sender
from apps.sequences.models import Sequence
from apps.tags import actions as tags
from apps.webhooks import actions as webhooks
from tests.api.keys import Caller, key_of
from tests.clockface import DAYTIME, EVENING, set_clock
from tests.messaging.orders import queued, texted, told
from tests.sequences.ways import enrol, sequence, wait
from tests.world import Tenant, World

Given = Callable[[World, Settings], None]
GIVENS: dict[str, Given] = {}


def given(words: str) -> Callable[[Given], Given]:
    def keep(function: Given) -> Given:
        GIVENS[words] = function
        return function

    return keep


@given("Charlie opted out")
def _(world: World, settings: Settings) -> None:
    compliance.opt_out(
        world.acme.workspace.pk, world.charlie.phone, source="keyword", evidence={"keyword": "STOP"}
    )


@given("Charlie is blacklisted")
def _(world: World, settings: Settings) -> None:
    compliance.suppress(
        world.acme.workspace.pk, world.charlie.phone, "blacklist", source="dashboard", evidence={}
    )


@given("a reply of Charlie waits for review")
def _(world: World, settings: Settings) -> None:
    evidence = {"text": "please no more"}
    compliance.pause_for_review(
        world.acme.workspace.pk, world.charlie.phone, evidence=evidence, contact_id=world.charlie.pk
    )


@given("Charlie has do-not-disturb on")
def _(world: World, settings: Settings) -> None:
    contacts.set_dnd(world.charlie, True)


@given("something of ours is broken")
def _(world: World, settings: Settings) -> None:
    """A setting that names nothing: whoever makes a webhook meets a KeyError."""
    settings.WEBHOOK_DIALECTS = {}


@given("it is late in New York")
def _(world: World, settings: Settings) -> None:
    set_clock(settings, EVENING)


@given("Acme has one credit")
def _(world: World, settings: Settings) -> None:
    Account.objects.of(world.acme.workspace).update(balance=1)


@given("Acme is suspended")
def _(world: World, settings: Settings) -> None:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(state=Workspace.State.SUSPENDED)


@given("Acme serves Britain only")
def _(world: World, settings: Settings) -> None:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(regions=["GB"])


@given("Acme's number is paused")
def _(world: World, settings: Settings) -> None:
    Sender.objects.of(world.acme.workspace).update(state=Sender.State.PAUSED)


@given("two requests a minute are allowed and were made")
def _(world: World, settings: Settings) -> None:
    settings.READYSMS_RATE_PER_MINUTE = 2
    call = Caller(key_of(world.acme.workspace))
    for _ in range(2):
        assert call("GET", "/contacts/tags").status_code == 200


@given("Charlie is known in full")
def _(world: World, settings: Settings) -> None:
    details: dict[str, Any] = {
        "first_name": "Charlie",
        "last_name": "Brown",
        "email": "charlie@example.com",
        "attributes": {"company": "Peanuts", "city": "San Francisco", "state": "CA", "shoe_size": 42},
    }
    contacts.update(world.charlie, details)
    tags.replace(world.charlie, ["hot-lead", "buyer"])
    pipeline.move(world.charlie, "qualified")


@given("Charlie was texted and it was delivered")
def _(world: World, settings: Settings) -> None:
    message = _direct(world, world.charlie)
    Message.everywhere.filter(pk=message.pk).update(state="sending")
    told(world.acme.sender, message, "sent", "delivered")


@given("Charlie wrote back")
def _(world: World, settings: Settings) -> None:
    texted(world.acme.sender, world.charlie, "Is it still on?")


@given("Charlie was texted and it waits")
def _(world: World, settings: Settings) -> None:
    _direct(world, world.charlie)


@given("Dana was texted and the carrier could not deliver it")
def _(world: World, settings: Settings) -> None:
    message = _direct(world, world.dana)
    Message.everywhere.filter(pk=message.pk).update(state="sending")
    told(world.acme.sender, message, "sent", "failed")


@given("Acme sent 12840 parts in the last 30 days")
def _(world: World, settings: Settings) -> None:
    """With 2500 left: the numbers of the contract's own example."""
    ledger.grant(world.acme.workspace, 12_840 + 2_500 - 1_000, "A pack", key="pack")
    ledger.debit(world.acme.workspace, 12_840, key="spent", description="Campaign")


@given("a Zap listens to new contacts")
def _(world: World, settings: Settings) -> None:
    _hook(world.acme)


@given("a Zap of Bobco listens to new contacts")
def _(world: World, settings: Settings) -> None:
    _hook(world.bobco)


def _hook(tenant: Tenant) -> None:
    webhooks.subscribe(
        tenant.workspace, "readysms", "https://hooks.zapier.com/abc", ["new_contact"], description="Zapier"
    )


@given("a sequence runs")
def _(world: World, settings: Settings) -> None:
    sequence(world.acme, wait("s1"), name="7-Day Follow Up")


@given("a sequence of Bobco runs")
def _(world: World, settings: Settings) -> None:
    sequence(world.bobco, wait("s1"), name="7-Day Follow Up")


@given("Charlie is in it")
def _(world: World, settings: Settings) -> None:
    enrol(Sequence.objects.of(world.acme.workspace).get(), world.charlie)


def _direct(world: World, contact: Contact) -> Message:
    return queued(world.acme, contact, kind=Message.Kind.DIRECT, body="Hi {first_name}")


@given("a text to Charlie is planned")
def _(world: World, settings: Settings) -> None:
    _planned(world.acme, world.charlie)


@given("a text to Charlie was planned and called off")
def _(world: World, settings: Settings) -> None:
    scheduled.cancel(_planned(world.acme, world.charlie), "alice@acme.example")


@given("a text to Charlie was planned and went out")
def _(world: World, settings: Settings) -> None:
    planned = _planned(world.acme, world.charlie)
    scheduled.turn(planned.pk)


@given("a text was planned for Charlie, who opted out before it was due")
def _(world: World, settings: Settings) -> None:
    planned = _planned(world.acme, world.charlie)
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="keyword", evidence={})
    scheduled.turn(planned.pk)


@given("a text of Bobco is planned")
def _(world: World, settings: Settings) -> None:
    _planned(world.bobco, world.bobco.contacts["Zoe"])


def _planned(tenant: Tenant, contact: Contact) -> Scheduled:
    single = Single(contact.phone, "See you soon", attested="They agreed.")
    return scheduled.plan(
        tenant.workspace, single, DAYTIME + timedelta(hours=1), Witness("rsms_a1b2"), "key_x"
    )


@given("a campaign to Charlie and Dana is drafted")
def _(world: World, settings: Settings) -> None:
    _campaign(world.acme, [world.charlie, world.dana])


@given("a campaign to Charlie and Dana is drafted for tomorrow")
def _(world: World, settings: Settings) -> None:
    _campaign(world.acme, [world.charlie, world.dana], scheduled_at=DAYTIME + timedelta(days=1))


@given("it was sent")
def _(world: World, settings: Settings) -> None:
    campaigns.launch(
        Campaign.objects.of(world.acme.workspace).get(), Witness("alice@acme.example"), "Agreed."
    )


@given("its people were deleted")
def _(world: World, settings: Settings) -> None:
    delete_contacts(world.acme.workspace, [world.charlie.pk, world.dana.pk], reason="asked", actor="alice")


@given("a campaign of Bobco is drafted")
def _(world: World, settings: Settings) -> None:
    _campaign(world.bobco, [world.bobco.contacts["Zoe"]])


def _campaign(tenant: Tenant, people: list[Contact], **more: Any) -> None:
    audience = {"include": {"contacts": [person.pk for person in people]}}
    details = {"name": "Spring", "body": "Hi {first_name}, spring is here", "audience": audience}
    campaigns.draft(tenant.workspace, {**details, **more})


@given("Acme has no credits")
def _(world: World, settings: Settings) -> None:
    Account.objects.of(world.acme.workspace).update(balance=0)


@given("Charlie is tagged buyer")
def _(world: World, settings: Settings) -> None:
    tags.add(world.charlie, ["buyer"])


@given("Charlie is in a list")
def _(world: World, settings: Settings) -> None:
    kept = lists.create(world.acme.workspace, "Regulars")
    lists.add(kept, [world.charlie.pk], actor="alice")


@given("a segment is everybody whose first name is Charlie")
def _(world: World, settings: Settings) -> None:
    wanted = {"version": 1, "all": [{"field": "first_name", "op": "is", "value": "Charlie"}]}
    segments.create(world.acme.workspace, "Charlies", wanted, actor="alice")


@given("the sequence is paused")
def _(world: World, settings: Settings) -> None:
    Sequence.objects.of(world.acme.workspace).update(state=Sequence.State.PAUSED)


@given("an import of two people waits")
def _(world: World, settings: Settings) -> None:
    _handed(world.acme)


@given("an import of two people is done")
def _(world: World, settings: Settings) -> None:
    _handed(world.acme)
    run_imports()


@given("an import of Bobco waits")
def _(world: World, settings: Settings) -> None:
    _handed(world.bobco)


def _handed(tenant: Tenant) -> None:
    order = Order([], "", "api import", attested=True)
    people = [{"phone": "+14155559001", "first_name": "Nina"}, {"phone": "nonsense"}]
    handed.begin(tenant.workspace, people, "leads.json", order, Witness("rsms_a1b2"))


@given("the settings tell https://hooks.example.com/sms of two events")
def _(world: World, settings: Settings) -> None:
    events = ["message_sent", "contact_opted_out"]
    hooks.keep_settings(world.acme.workspace, "https://hooks.example.com/sms", events, None)
