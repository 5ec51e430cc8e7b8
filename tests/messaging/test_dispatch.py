"""dispatch(): each text reaches its carrier once, and its row says what became of it."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from apps.accounts.models import Workspace
from apps.carriers.outcomes import Outcome, Refused, Text, Unsure
from apps.common import clock
from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.messaging import actions, claiming, desks, lanes, pipeline, queue
from apps.messaging.models import Attempt, Message
from apps.messaging.queries import anything_due
from apps.messaging.refusals import NotUnsure
from tests.clockface import EVENING, set_clock
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.orders import queued
from tests.messaging.orders import send as send_all
from tests.world import World


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_queued_text_is_sent_once_however_often_the_clock_calls(
    world: World, carrier: ScriptedCarrier
) -> None:
    message = queued(world.acme, world.charlie)
    assert [pipeline.dispatch(5) for _ in range(3)] == [1, 0, 0]
    assert carrier.phones == [world.charlie.phone]
    assert state(message) == "sent"
    assert message.carrier_ref == "c-1" and message.sent_at is not None


def test_the_carrier_gets_our_reference_and_the_rendered_text(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    (text,) = carrier.given
    assert (text.reference, text.from_, text.body) == (
        message.public_id,
        world.acme.sender.address,
        message.body,
    )


def test_a_reply_overtakes_a_campaign(world: World, carrier: ScriptedCarrier) -> None:
    send_all(world.acme, world.charlie, world.dana)
    queued(world.acme, world.erin, kind=Message.Kind.REPLY)
    pipeline.dispatch(5)
    assert carrier.phones[0] == world.erin.phone


def test_a_refusal_fails_the_text_and_gives_the_credit_back(world: World, carrier: ScriptedCarrier) -> None:
    carrier.script[world.charlie.phone] = [Refused("unreachable", "No such phone", retryable=False)]
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    assert state(message) == "failed" and message.error_code == "unreachable"
    assert ledger.balance(world.acme.workspace) == 1_000
    assert Attempt.objects.of(world.acme.workspace).get().outcome == "refused"


def test_one_bad_number_does_not_stop_the_others(world: World, carrier: ScriptedCarrier) -> None:
    carrier.script[world.charlie.phone] = [Refused("bad", "Bad", retryable=False)]
    send_all(world.acme, world.charlie, world.dana, world.erin)
    pipeline.dispatch(5)
    assert sorted(m.state for m in Message.objects.of(world.acme.workspace)) == ["failed", "sent", "sent"]


def test_a_throttled_text_waits_as_long_as_the_carrier_says(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    carrier.script[world.charlie.phone] = [Refused("throttled", "Slow down", retryable=True, retry_after=30)]
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    assert state(message) == "queued"
    assert timedelta(seconds=25) < message.not_before - clock.now() <= timedelta(seconds=30)
    settings.CLOCK_SHIFT += 31
    pipeline.dispatch(5)
    assert state(message) == "sent" and message.attempts == 2
    assert ledger.balance(world.acme.workspace) == 999


def test_a_text_without_an_answer_is_never_sent_again_by_itself(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    carrier.script[world.charlie.phone] = [Unsure("No answer in time")]
    message = queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    settings.CLOCK_SHIFT += 3_600
    pipeline.dispatch(5)
    assert state(message) == "unsure"
    assert len(carrier.given) == 1


def test_who_opts_out_while_the_text_waits_does_not_get_it(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="keyword", evidence={})
    pipeline.dispatch(5)
    assert state(message) == "refused" and message.error_code == "opt_out"
    assert carrier.given == []
    assert ledger.balance(world.acme.workspace) == 1_000


def test_what_is_still_queued_when_quiet_hours_begin_waits_for_the_morning(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = queued(world.acme, world.dana)
    set_clock(settings, EVENING)
    pipeline.dispatch(5)
    assert state(message) == "queued" and message.held_by == "quiet_hours"
    assert message.not_before > clock.now() and carrier.given == []


def test_a_text_that_got_too_old_fails_and_is_refunded(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = queued(world.acme, world.charlie)
    settings.CLOCK_SHIFT += 73 * 3_600
    pipeline.dispatch(5)
    assert state(message) == "failed" and message.error_code == "expired"
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_carrier_that_knows_of_an_opt_out_teaches_us(world: World, carrier: ScriptedCarrier) -> None:
    carrier.script[world.charlie.phone] = [Refused("blocked", "Opted out", retryable=False, blocked=True)]
    queued(world.acme, world.charlie)
    pipeline.dispatch(5)
    (draft,) = send_all(world.acme, world.charlie)
    assert draft.verdict is not None and draft.verdict.rule == "opt_out"


def test_a_paused_lane_sends_nothing_until_it_is_resumed(world: World, carrier: ScriptedCarrier) -> None:
    lane = lanes.open_one(world.acme.workspace)
    message = queued(world.acme, world.charlie, lane=lane)
    lanes.pause(lane)
    pipeline.dispatch(5)
    assert state(message) == "queued" and carrier.given == []
    lanes.resume(lane)
    pipeline.dispatch(5)
    assert state(message) == "sent"


def test_a_retry_that_comes_back_into_a_paused_lane_waits_with_the_rest(
    world: World, carrier: ScriptedCarrier
) -> None:
    lane = lanes.open_one(world.acme.workspace)
    message = queued(world.acme, world.charlie, lane=lane)
    claimed = claiming.take_some(10, "w")
    lanes.pause(lane)
    queue.requeue(claimed)
    pipeline.dispatch(5)
    assert state(message) == "queued" and not anything_due()


def test_canceling_refunds_what_no_carrier_has_and_catches_what_comes_back(
    world: World, carrier: ScriptedCarrier
) -> None:
    lane = lanes.open_one(world.acme.workspace)
    claimed = queued(world.acme, world.charlie, lane=lane)
    claiming.take_some(10, "w")
    waiting = queued(world.acme, world.dana, lane=lane)
    lanes.cancel(lane)
    claimed.refresh_from_db()
    queue.requeue([claimed])
    assert lanes.sweep(lane) == 1
    assert (state(claimed), state(waiting)) == ("canceled", "canceled")
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_suspended_workspaces_queue_waits_and_goes_on(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = queued(world.acme, world.charlie)
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(state="suspended")
    pipeline.dispatch(5)
    assert state(message) == "queued" and carrier.given == []
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(state="active")
    settings.CLOCK_SHIFT += 301
    pipeline.dispatch(5)
    assert state(message) == "sent"


def test_a_text_whose_contact_got_another_number_is_not_sent(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    contacts.update(world.charlie, {"phone": "+14155552777"})
    pipeline.dispatch(5)
    assert state(message) == "refused" and carrier.given == []
    assert ledger.balance(world.acme.workspace) == 1_000


def test_nobody_is_lost_to_a_long_pause(world: World, carrier: ScriptedCarrier, settings: Settings) -> None:
    lane = lanes.open_one(world.acme.workspace)
    message = queued(world.acme, world.charlie, lane=lane)
    lanes.pause(lane)
    settings.CLOCK_SHIFT += 96 * 3_600
    lanes.resume(lane)
    pipeline.dispatch(5)
    assert state(message) == "sent"


def test_an_adapter_that_fails_costs_the_others_nothing(world: World, carrier: ScriptedCarrier) -> None:
    real = carrier.send

    async def send(session: Any, credentials: Any, text: Text, callback_url: str) -> Outcome:
        if text.to == world.charlie.phone:
            raise KeyError("base_url")
        return await real(session, credentials, text, callback_url)

    carrier.send = send  # type: ignore[method-assign]
    drafts = send_all(world.acme, world.charlie, world.dana)
    pipeline.dispatch(5)
    assert [state(draft.message) for draft in drafts if draft.message] == ["unsure", "sent"]


def test_a_claim_that_got_old_goes_back_and_does_not_count(
    world: World, carrier: ScriptedCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queued(world.acme, world.charlie)
    monkeypatch.setattr(desks, "STALE_SECONDS", -1.0)
    pipeline.dispatch(0.2)
    assert state(message) == "queued" and message.attempts == 0 and carrier.given == []


def test_a_carrier_that_says_in_a_second_for_ever_breaks_nothing(
    world: World, carrier: ScriptedCarrier, settings: Settings
) -> None:
    message = queued(world.acme, world.charlie)
    Message.objects.of(world.acme.workspace).update(attempts=30_000)
    carrier.script[world.charlie.phone] = [Refused("down", "\0No", retryable=True)]
    pipeline.dispatch(5)
    assert state(message) == "queued" and message.attempts == 30_000


def test_a_person_cannot_decide_on_what_is_known(world: World, carrier: ScriptedCarrier) -> None:
    message = queued(world.acme, world.charlie)
    for went_out in (True, False):
        with pytest.raises(NotUnsure):
            actions.decide(message, went_out, "maria")
    pipeline.dispatch(5)
    with pytest.raises(NotUnsure):
        actions.decide(message, False, "maria")
    assert state(message) == "sent" and ledger.balance(world.acme.workspace) == 999
