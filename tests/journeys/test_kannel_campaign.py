"""A campaign of 200 through a real Kannel: receipts applied, a STOP honoured."""

import time
from collections.abc import Callable

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.campaigns import actions as campaigns
from apps.campaigns import queries, tasks
from apps.campaigns.models import Campaign
from apps.carriers.models import CarrierAccount
from apps.compliance.actions import Witness
from apps.messaging import pipeline, receipts
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.senders import actions as senders
from apps.senders.models import Sender
from apps.senders.registration import actions as registration
from apps.senders.registration.models import Registration
from tests.carriers.kannel import TOKEN, kannel
from tests.clockface import DAYTIME, set_clock
from tests.world import World, consenting

PEOPLE = 200
pytestmark = [pytest.mark.kannel, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def work_until(done: Callable[[], bool], seconds: float = 90) -> None:
    """What the clock would call, until `done()`."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, list(
            Message.everywhere.order_by().values_list("state", "error_text").distinct()
        )
        tasks.advance()
        pipeline.dispatch(5)
        receipts.apply_waiting()
        time.sleep(0.05)


def test_two_hundred_texts_go_through_kannel_once_and_a_stop_is_honoured(
    world: World, live_server: LiveServer, settings: Settings
) -> None:
    set_clock(settings, DAYTIME)
    settings.CALLBACK_BASE_URL = live_server.url
    acme = world.acme.workspace
    account = CarrierAccount.objects.create(
        workspace=acme, name="Kannel", adapter="kannel", callback_token=TOKEN
    )
    sender = senders.add(account, "+12125550177", label="Through Kannel")
    sender.tier = Sender.Tier.TOP  # a number of which no tier is known takes 75 a minute
    sender.save()
    leave = Registration.objects.create(workspace=acme, kind="campaign", name="Offers", status="approved")
    registration.assign(sender, leave)
    people = [consenting(acme, f"Person {n}", f"+1415555{3000 + n}") for n in range(PEOPLE)]
    with kannel(account.callback_url.partition("?")[0]) as gateway:
        account.credentials = gateway.credentials
        account.save()
        campaign = launch(world, sender.pk, [person.pk for person in people])
        sent = Message.objects.of(acme).filter(origin=campaign.public_id)
        work_until(lambda: sent.filter(state="delivered").count() == PEOPLE)

        gateway.wait_until(lambda: len(gateway.received()) >= PEOPLE, "hand over 200 texts")
        assert len(gateway.received()) == PEOPLE
        assert queries.progress(Campaign.everywhere.get(pk=campaign.pk)).delivered == PEOPLE

        gateway.text_from_phone(people[0].phone, sender.address, "STOP")
        confirmation = Message.objects.of(acme).filter(kind="system", contact=people[0])
        work_until(lambda: confirmation.filter(state="delivered").exists())
    again = launch(world, sender.pk, [people[0].pk, people[1].pk])
    tasks.advance()
    reasons = {skip.rule: skip.count for skip in queries.skips(again)}
    assert reasons == {"opt_out": 1}
    assert prove(acme).differences == {}


def launch(world: World, sender_id: int, contacts: list[int]) -> Campaign:
    sender = Sender.objects.of(world.acme.workspace).get(pk=sender_id)
    details = {
        "name": "Through Kannel",
        "body": "Hi {first_name}, sale today. STOP to end",
        "sender": sender,
        "audience": {"include": {"contacts": contacts}},
    }
    return campaigns.launch(
        campaigns.draft(world.acme.workspace, details), Witness("maria@acme.example"), "They asked for it."
    )
