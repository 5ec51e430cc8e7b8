"""The campaign's page: true numbers while it goes out, and the buttons that stop it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.campaigns import actions
from apps.campaigns.expansion import OUT_OF_CREDITS
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.compliance.models import Attestation
from apps.contacts import actions as contacts
from apps.credits import ledger
from apps.messaging import queue
from apps.messaging.models import Message
from apps.messaging.states import State
from tests.campaigns.launches import chosen, draft, expand, fresh, gone, launch, put, text_of
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.test_composer_pages import address, words
from tests.world import World, consenting

pytestmark = pytest.mark.usefixtures("daytime")
HTMX = {"HX-Request": "true"}


def page(client: Client, campaign: Campaign) -> str:
    answer = client.get(f"/dashboard/campaigns/{campaign.public_id}")
    assert answer.status_code == 200
    return words(answer)  # type: ignore[arg-type]


def live(client: Client, campaign: Campaign) -> str:
    answer = client.get(address(campaign, "live"), headers=HTMX)
    assert answer.status_code == 200
    return words(answer)  # type: ignore[arg-type]


def finish(campaign: Campaign) -> None:
    rows = Campaign.objects.of(campaign.workspace_id).filter(pk=campaign.pk)
    rows.update(state=Campaign.State.COMPLETED, completed_at=clock.now())


def test_the_page_tells_where_everybody_is_and_why(victor: Client, world: World) -> None:
    contacts.set_dnd(world.dana, True)
    campaign = gone(world.acme)
    put(text_of(campaign, world.charlie), State.DELIVERED, sent_at=clock.now())
    put(text_of(campaign, world.erin), State.SENDING)
    queue.end([text_of(campaign, world.erin).pk], State.FAILED, "30006", "The number is a landline.")
    shown = page(victor, campaign)
    assert "1 delivered, 0 without a receipt, 0 held, 1 skipped, 1 failed, of 3" in shown
    assert "Do not disturb is set on the contact." in shown
    assert "The number is a landline." in shown
    assert "30006" in shown
    assert "<dt>Given back</dt><dd>1</dd>" in shown


def test_the_moving_part_asks_again_until_the_campaign_is_final(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    assert 'hx-trigger="every 2s"' in live(maria, campaign)
    finish(campaign)
    assert "hx-trigger" not in live(maria, campaign)


def test_a_browser_without_script_is_sent_to_the_page(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    assert maria.get(address(campaign, "live")).headers["Location"].endswith(campaign.public_id)


def test_the_moving_part_costs_few_queries_whatever_the_size(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    live(maria, campaign)
    with CaptureQueriesContext(connection) as small:
        live(maria, campaign)
    for number in range(30):
        consenting(world.acme.workspace, f"P{number}", f"+141555530{number:02}")
    large = gone(world.acme)
    with CaptureQueriesContext(connection) as asked:
        live(maria, large)
    assert len(asked) == len(small) <= 16


def test_maria_pauses_resumes_and_cancels(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    maria.post(address(campaign, "pause"))
    assert fresh(campaign).state == Campaign.State.PAUSED
    assert "Paused" in page(maria, campaign)
    maria.post(address(campaign, "resume"))
    assert fresh(campaign).state == Campaign.State.EXPANDING
    assert "This cannot be undone." in words(maria.get(address(campaign, "cancel")))  # type: ignore[arg-type]
    assert fresh(campaign).state == Campaign.State.EXPANDING
    maria.post(address(campaign, "cancel"))
    assert fresh(campaign).state == Campaign.State.CANCELED
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_button_pressed_too_late_is_told_so(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    actions.cancel(campaign, "adam")
    for verb in ("pause", "resume", "cancel"):
        maria.post(address(campaign, verb))
    shown = page(maria, campaign)
    assert "Only a campaign that is going out can be paused." in shown
    assert "The campaign is not paused." in shown
    assert "The campaign has come to its end." in shown


def test_the_phone_shows_a_real_persons_text(maria: Client, world: World) -> None:
    waiting = draft(world.acme, body="Hi {first_name|there}, sale.")
    assert "Hi Charlie, sale. Reply STOP to opt out." in page(maria, waiting)
    campaign = gone(world.acme, body="Hi {first_name|there}, sale.")
    put(text_of(campaign, world.dana), State.SENT, sent_at=clock.now())
    shown = page(maria, campaign)
    assert "Hi Dana, sale. Reply STOP to opt out." in shown
    assert "{first_name|there}" not in shown


def test_a_get_changes_nothing(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    for verb in ("pause", "resume", "launch", "test"):
        assert maria.get(address(campaign, verb)).status_code == 405


def test_out_of_credits_says_so_with_the_way_out(maria: Client, world: World) -> None:
    ledger.grant(world.acme.workspace, -1_000, "Spent", kind="adjustment")
    campaign = expand(launch(draft(world.acme)))
    shown = page(maria, campaign)
    assert OUT_OF_CREDITS in shown
    assert 'href="/dashboard/credits">To the credits' in shown


def test_the_remaining_are_counted_attested_and_tried_again(maria: Client, world: World) -> None:
    stranger = contacts.create(world.acme.workspace, "+14155552009", {"first_name": "Sam"}, source="manual")
    campaign = gone(world.acme, audience=chosen(world.charlie, stranger))
    finish(campaign)
    assert "Send to the remaining 1" in page(maria, campaign)
    answer = maria.post(address(campaign, "remaining"), {})
    assert answer.status_code == 422
    assert fresh(campaign).state == Campaign.State.COMPLETED
    maria.post(address(campaign, "remaining"), {"attested": "on"})
    assert fresh(campaign).state == Campaign.State.EXPANDING
    assert Attestation.objects.of(world.acme.workspace).count() == 2
    maria.post(address(campaign, "remaining"), {"attested": "on"})
    assert "Wait until the campaign has gone through everybody." in page(maria, campaign)


@pytest.mark.parametrize(("went", "state", "balance"), [("yes", "sent", 997), ("no", "failed", 998)])
def test_a_person_decides_what_nobody_knows(
    maria: Client, world: World, went: str, state: str, balance: int
) -> None:
    campaign = gone(world.acme)
    message = text_of(campaign, world.charlie)
    put(message, State.UNSURE, attempted_at=clock.now())
    assert "Nobody knows whether these went out" in page(maria, campaign)
    decide = f"/dashboard/messages/{message.public_id}/decide"
    for _ in range(2):
        answer = maria.post(decide, {"went": went, "next": f"/dashboard/campaigns/{campaign.public_id}"})
    assert answer.headers["Location"] == f"/dashboard/campaigns/{campaign.public_id}"
    assert text_of(campaign, world.charlie).state == state
    assert ledger.balance(world.acme.workspace) == balance
    assert "The fate of this message is known by now." in page(maria, campaign)


def test_a_decision_that_is_none_changes_nothing(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    message = text_of(campaign, world.charlie)
    put(message, State.UNSURE)
    maria.post(
        f"/dashboard/messages/{message.public_id}/decide", {"went": "perhaps", "next": "//evil.example"}
    )
    assert text_of(campaign, world.charlie).state == "unsure"


def test_held_texts_say_until_when(maria: Client, world: World) -> None:
    campaign = gone(world.acme)
    put(
        text_of(campaign, world.charlie),
        State.QUEUED,
        not_before=clock.now() + timedelta(hours=3),
        held_by="quiet_hours",
    )
    assert "1 waits for its hour" in page(maria, campaign)


def test_drafts_and_schedules_have_a_page_for_everybody(victor: Client, world: World) -> None:
    assert "A draft" in page(victor, draft(world.acme))
    at = clock.now() + timedelta(days=1)
    assert "Who is in the audience is decided then." in page(victor, launch(draft(world.acme), at=at))
    assert not Message.objects.of(world.acme.workspace).exists()
