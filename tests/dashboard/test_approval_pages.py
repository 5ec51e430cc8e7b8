"""A second person's yes, in the browser: Maria asks, Adam reads and answers, everybody sees who did."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from apps.campaigns import breaker
from apps.campaigns.approval.limits import Limits, limits_of
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from apps.dashboard.wordings import AUDIENCE_ASKED
from apps.events import diary
from tests.campaigns.approvals import again, ask, limit
from tests.campaigns.launches import draft, fresh
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.conftest import browser
from tests.dashboard.test_campaign_page import page
from tests.dashboard.test_composer_pages import address, post, words
from tests.dashboard.test_launch_page import press
from tests.dashboard.test_safety_page import GOOD, PAGE
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime", "two")
Told = Approval.State


@pytest.fixture
def two(world: World) -> None:
    """Above two people two launch, and what is launched goes."""
    limit(world.acme)
    breaker.set_guard(world.acme.workspace, undo_seconds=0)


@pytest.fixture
def adam(world: World) -> Client:
    return browser(world.adam)


def press_ask(client: Client, campaign: Campaign, **fields: str) -> Any:
    data = {"version": campaign.updated_at.isoformat(), "attested": "on", **fields}
    return client.post(address(campaign, "ask"), data)


def answer(client: Client, asked: Approval, verb: str, **fields: str) -> Any:
    where = f"/dashboard/campaigns/{asked.campaign.public_id}/approvals/{asked.public_id}/{verb}"
    return client.post(where, fields)


def the_one(world: World) -> Approval:
    found: Approval = Approval.objects.of(world.acme.workspace).select_related("campaign", "workspace").get()
    return found


def test_the_review_offers_to_ask_and_says_who_can(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    shown = words(maria.get(address(campaign, "review")))
    assert "Ask for approval" in shown and "Launch to 3 people" not in shown
    assert "more than 2 people need a second person's yes".replace("'", "&#x27;") in shown
    assert "Alice or Adam can." in shown
    assert address(campaign, "ask") in shown and address(campaign, "launch") not in shown


def test_below_the_limit_the_review_is_as_ever(maria: Client, world: World) -> None:
    limit(world.acme, 3)
    shown = words(maria.get(address(draft(world.acme), "review")))
    assert "Launch to 3 people" in shown and "Ask for approval" not in shown


def test_a_form_of_before_the_limit_is_refused_and_offers_to_ask(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    answered = press(maria, campaign)
    assert answered.status_code == 422 and "Ask for approval" in words(answered)
    assert fresh(campaign).state == Campaign.State.DRAFT


def test_maria_asks_and_adam_launches(maria: Client, adam: Client, world: World) -> None:
    campaign = draft(world.acme)
    assert press_ask(maria, campaign).headers["Location"].endswith(campaign.public_id)
    asked = the_one(world)
    assert asked.attestation is not None and asked.attestation.wording == str(AUDIENCE_ASKED)
    assert asked.foreseen, "the dry run of a small audience is through before it is asked for"
    hers, his = page(maria, campaign), page(adam, campaign)
    assert "You asked" not in his and "Alice or Adam can say yes." in hers
    assert "do-approve" not in hers and "do-take-back" in hers
    assert "do-approve" in his and "Approve and launch it" in his and asked.foreseen in his
    answer(adam, asked, "approve")
    assert fresh(campaign).state == Campaign.State.EXPANDING
    after = page(maria, campaign)
    assert "Approvals" in after and "Adam, " in after and "Asked by Maria" in after


def test_a_double_click_of_two_approvers_launches_once(adam: Client, maria: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.maria)
    answer(adam, asked, "approve")
    alice = browser(world.alice)
    told = words(alice.get(answer(alice, asked, "approve").headers["Location"]))
    assert again(asked).answered_by == world.adam and "answered or taken back already" in told


def test_without_the_statement_nothing_is_asked(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    answered = press_ask(maria, campaign, attested="")
    assert answered.status_code == 422 and not Approval.everywhere.exists()
    stale = maria.post(address(campaign, "ask"), {"version": "2026-01-01T00:00:00+00:00", "attested": "on"})
    assert stale.headers["Location"] == address(campaign, "review") and not Approval.everywhere.exists()


def test_asked_twice_is_asked_once(maria: Client, world: World) -> None:
    campaign = draft(world.acme)
    for _ in range(2):
        press_ask(maria, campaign)
    assert Approval.everywhere.count() == 1


def test_adam_sends_it_back_and_maria_reads_why(maria: Client, adam: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.maria)
    empty = answer(adam, asked, "send-back", reason=" ")
    assert "Say what should be different." in words(adam.get(empty.headers["Location"]))
    assert again(asked).is_open
    answer(adam, asked, "send-back", reason="Not on a Sunday <b>\0please</b>")
    for shown in (page(maria, asked.campaign), words(maria.get(address(asked.campaign, "review")))):
        assert "Sent back by Adam" in shown and "Not on a Sunday &lt;b&gt;please" in shown
    assert "Ask for approval" in words(maria.get(address(asked.campaign, "review")))


def test_maria_takes_it_back(maria: Client, adam: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.maria)
    answer(maria, asked, "take-back")
    assert again(asked).state == Told.TAKEN_BACK
    refused = answer(adam, asked, "approve")
    assert "answered or taken back already" in words(adam.get(refused.headers["Location"]))
    assert fresh(asked.campaign).state == Campaign.State.DRAFT


def test_who_may_not_is_told_so(maria: Client, agnes: Client, victor: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.alice)
    for client in (maria, agnes, victor):
        for verb in ("approve", "send-back"):
            assert answer(client, asked, verb, reason="x").status_code == 403
        assert "do-approve" not in page(client, asked.campaign)
    assert answer(agnes, asked, "take-back").status_code == 403
    assert "do-take-back" not in page(victor, asked.campaign)
    alice = browser(world.alice)
    own = answer(alice, asked, "approve")
    assert "another one has to say yes" in words(alice.get(own.headers["Location"]))
    assert again(asked).is_open


def test_bob_answers_nothing_of_acmes(bob: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.maria)
    for verb in ("approve", "send-back", "take-back"):
        assert answer(bob, asked, verb, reason="x").status_code == 404
    theirs = draft(world.bobco)
    crossed = f"/dashboard/campaigns/{theirs.public_id}/approvals/{asked.public_id}/approve"
    assert bob.post(crossed).status_code == 404 and again(asked).is_open


def test_an_edit_says_that_it_takes_the_request_back(maria: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.maria)
    campaign = fresh(asked.campaign)
    assert "Approval was asked for" in words(maria.get(address(campaign, "message")))
    saved = post(maria, campaign, "message", body="Another text")
    assert "request for approval is taken back" in words(maria.get(saved.headers["Location"]))
    assert again(asked).answered_as == world.maria.email
    assert "The campaign was changed." in page(maria, campaign)


def test_home_and_the_table_show_what_waits(maria: Client, adam: Client, world: World) -> None:
    title = "Campaigns that wait for a second person's yes"
    assert title not in words(adam.get("/dashboard/"))
    ask(draft(world.acme, name="Autumn sale"), world.maria)
    his, hers = (words(client.get("/dashboard/")) for client in (adam, maria))
    assert title in his and "3 people, asked by Maria" in his and "Look at it" in his
    assert "Autumn sale" in hers and "Look at it" not in hers
    assert "Waiting for approval" in words(maria.get("/dashboard/campaigns"))
    assert title not in words(browser(world.bob).get("/dashboard/"))


def test_who_may_approve_gets_a_mail_and_who_asked_the_answer(
    adam: Client, maria: Client, world: World
) -> None:
    press_ask(maria, draft(world.acme, name="Autumn\nsale"))
    while diary.react():
        pass
    assert {tuple(one.to) for one in mail.outbox} == {("alice@acme.example",), ("adam@acme.example",)}
    told = mail.outbox[0]
    assert told.subject == "Sendwell: Autumn sale waits for a second person's yes"
    assert "Maria asks for a second person's yes to Autumn sale." in told.body
    assert "3 people in the audience, about 3 credits" in told.body
    assert "/dashboard/campaigns/cmp_" in told.body
    mail.outbox.clear()
    answer(adam, the_one(world), "send-back", reason="Not on a Sunday & never")
    while diary.react():
        pass
    (back,) = mail.outbox
    assert back.to == ["maria@acme.example"] and back.subject == "Sendwell: Autumn sale was sent back"
    assert "Adam sent Autumn sale back:" in back.body and "Not on a Sunday & never" in back.body


def test_each_reads_the_mail_in_their_language_and_once(adam: Client, maria: Client, world: World) -> None:
    asked = ask(draft(world.acme), world.maria)
    answer(adam, asked, "approve")
    while diary.react():
        pass
    subjects = [one.subject for one in mail.outbox if one.to == ["maria@acme.example"]]
    assert subjects == ["Sendwell: Sale is approved"]
    assert [one for one in mail.outbox if "waits" in one.subject] == [], "it is answered already"


def test_who_is_alone_is_told_how_to_go_on(world: World) -> None:
    limit(world.bobco, 1)
    bob = browser(world.bob)
    shown = words(bob.get(address(draft(world.bobco), "review")))
    assert "Nobody else here may approve campaigns." in shown


def test_adam_sets_the_limits(adam: Client, world: World) -> None:
    adam.post(PAGE, GOOD | {"approval_people": "1000", "approval_credits": ""})
    assert limits_of(world.acme.workspace) == Limits(1_000, None)
    assert 'value="1000"' in words(adam.get(PAGE))
    for wrong in ({"approval_people": "0"}, {"approval_credits": "-3"}, {"approval_credits": "x"}):
        answered = adam.post(PAGE, GOOD | wrong)
        assert answered.status_code == 422
    assert limits_of(world.acme.workspace) == Limits(1_000, None)
    adam.post(PAGE, GOOD)
    assert limits_of(world.acme.workspace) == Limits(None, None)
    assert browser(world.maria).post(PAGE, GOOD | {"approval_people": "9"}).status_code == 403
