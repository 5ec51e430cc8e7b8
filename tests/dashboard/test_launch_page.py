"""The review: what is shown is what goes, once, with the statement of whoever pressed."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from apps.campaigns import actions, breaker
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.common.ids import Maker
from apps.compliance.models import Attestation, ConsentEvent
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.dashboard.forms import campaigns as forms
from apps.dashboard.wordings import AUDIENCE_ASKED, TEST_AGREED
from apps.messaging.models import Message
from tests.campaigns.launches import draft, expand, fresh
from tests.clockface import EVENING, daytime, set_clock  # noqa: F401 - a fixture
from tests.dashboard.test_composer_pages import address, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime", "at_once")
PHONE = "+12025552077"


@pytest.fixture
def at_once(world: World) -> None:
    """Nothing can be taken back, so that a launch is one (tests/dashboard/test_undo.py)."""
    breaker.set_guard(world.acme.workspace, undo_seconds=0)


def press(client: Client, campaign: Campaign, **fields: str) -> HttpResponse:
    data = {"version": campaign.updated_at.isoformat(), "attested": "on", **fields}
    return client.post(address(campaign, "launch"), data)  # type: ignore[return-value]


def test_the_review_says_who_gets_it_and_why_others_do_not(maria: Client, world: World) -> None:
    contacts.set_dnd(world.dana, True)
    page = words(maria.get(address(draft(world.acme), "review")))
    assert "2 people get it" in page
    assert "<dt>Do not disturb is set on the contact<" in page
    assert ">Dana</a>" in page
    assert "<dt>Balance now</dt><dd>1,000</dd><dt>Left after</dt><dd>998</dd>" in page
    assert AUDIENCE_ASKED in page


def test_by_night_it_says_who_waits_until_when(maria: Client, world: World, settings: Settings) -> None:
    set_clock(settings, EVENING)
    page = words(maria.get(address(draft(world.acme), "review")))
    assert "Wait for texting hours where they live: from" in page
    assert "Nov 19, 08:00" in page
    assert "Nov 19, 09:00" in page


def test_who_waits_is_told_as_part_of_who_gets_it(maria: Client, world: World, settings: Settings) -> None:
    set_clock(settings, EVENING)
    contacts.set_dnd(world.dana, True)
    page = words(maria.get(address(draft(world.acme), "audience")))
    told = [page.index(one) for one in ("In the audience", "−1</dd>", "<b>Get it</b>", "of these, from")]
    assert told == sorted(told)


def test_maria_launches_and_her_words_are_kept(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    assert press(maria, campaign).headers["Location"].endswith(campaign.public_id)
    launched = fresh(campaign)
    assert launched.state == Campaign.State.EXPANDING
    assert launched.estimate["credits"] == 3
    kept = Attestation.objects.of(world.acme.workspace).get()
    assert (kept.wording, kept.attested_by, kept.ip) == (AUDIENCE_ASKED, world.maria, "127.0.0.1")
    expand(campaign)
    assert ledger.balance(world.acme.workspace) == 997


def test_a_double_click_launches_once_and_the_second_is_told(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    press(maria, campaign)
    answer = maria.get(press(maria, campaign).headers["Location"])
    assert "This campaign was launched already" in words(answer)  # type: ignore[arg-type]
    expand(campaign)
    assert Message.objects.of(world.acme.workspace).count() == 3
    assert Attestation.objects.of(world.acme.workspace).count() == 1


def test_without_the_statement_nothing_goes(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    answer = press(maria, campaign, attested="")
    assert answer.status_code == 422
    assert "Without this statement nothing is sent." in words(answer)
    assert fresh(campaign).state == Campaign.State.DRAFT


def test_many_people_are_confirmed_by_their_number(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "TYPE_ABOVE", 2)
    campaign = draft(world.acme)
    for typed in ("", "2", "30", "three"):
        assert press(maria, campaign, people=typed).status_code == 422
    assert fresh(campaign).state == Campaign.State.DRAFT
    assert press(maria, campaign, people=" 3 ").status_code == 302
    assert fresh(campaign).state == Campaign.State.EXPANDING


def test_a_campaign_that_adam_changed_meanwhile_is_not_launched(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    actions.edit(campaign, {"body": "Adam was here"})
    answer = press(maria, campaign)
    assert answer.headers["Location"] == address(campaign, "review")
    assert "Somebody else changed this campaign" in words(maria.get(address(campaign, "review")))
    assert fresh(campaign).state == Campaign.State.DRAFT


def test_a_planned_time_schedules_it(maria: Client, world: World) -> None:
    at = clock.now() + timedelta(days=1)
    campaign = draft(world.acme, scheduled_at=at)
    press(maria, campaign)
    assert (fresh(campaign).state, fresh(campaign).scheduled_at) == (Campaign.State.SCHEDULED, at)


def test_a_time_that_has_passed_meanwhile_is_said(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    past = clock.now() - timedelta(hours=2)
    Campaign.objects.of(world.acme.workspace).update(scheduled_at=past)
    answer = press(maria, fresh(campaign))
    assert answer.status_code == 422
    assert "Choose a time in the future" in words(answer)


@pytest.mark.parametrize("details", [{"body": ""}, {"audience": {"include": {"lists": [99999]}}}])
def test_a_campaign_of_nothing_or_to_nobody_is_not_launched(
    maria: Client, world: World, details: dict[str, object]
) -> None:
    campaign = draft(world.acme, **details)
    assert "Launch to" not in words(maria.get(address(campaign, "review")))
    assert press(maria, campaign).status_code == 422
    assert fresh(campaign).state == Campaign.State.DRAFT


def test_too_few_credits_are_said_before(maria: Client, world: World) -> None:
    ledger.grant(world.acme.workspace, -999, "Spent", kind="adjustment")
    assert "The credits do not last" in words(maria.get(address(draft(world.acme), "review")))


def test_a_test_goes_to_one_phone_as_the_first_person_reads_it(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    form = {"to": "202 555 2077", "agreed": "on", "public_id": Maker("msg")()}
    for _ in range(2):
        assert maria.post(address(campaign, "test"), form).status_code == 302
    sent = Message.objects.of(world.acme.workspace).get()
    assert (sent.phone, sent.kind, sent.lane) == (PHONE, Message.Kind.DIRECT, None)
    assert sent.body == "Hi Charlie, sale today. Reply STOP to opt out."
    event = ConsentEvent.objects.of(world.acme.workspace).get(phone=PHONE)
    assert event.attestation is not None
    assert event.attestation.wording == TEST_AGREED
    assert fresh(campaign).state == Campaign.State.DRAFT


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"to": "", "agreed": "on"}, "Type the number of a phone."),
        ({"to": "hello", "agreed": "on"}, "This is not a phone number that can be texted."),
        ({"to": PHONE}, "Without this statement nothing is sent."),
    ],
)
def test_a_test_that_cannot_be_is_said_at_its_field(
    maria: Client, world: World, fields: dict[str, str], said: str
) -> None:
    answer = maria.post(address(draft(world.acme), "test"), fields)
    assert answer.status_code == 422
    assert said in words(answer)  # type: ignore[arg-type]
    assert not Message.objects.of(world.acme.workspace).exists()


def test_a_refused_test_leaves_nothing_behind(maria: Client, world: World) -> None:
    ledger.grant(world.acme.workspace, -1_000, "Spent", kind="adjustment")
    answer = maria.post(address(draft(world.acme), "test"), {"to": PHONE, "agreed": "on"})
    assert "There are not enough credits." in words(answer)  # type: ignore[arg-type]
    assert not ConsentEvent.objects.of(world.acme.workspace).filter(phone=PHONE).exists()
