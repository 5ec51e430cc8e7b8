"""Settings, Notifications: each person's own choice, and the link in a mail that ends one kind of it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from apps.accounts import team
from apps.accounts.models import NoticeChoice, NoticeTold
from apps.accounts.notices.choosing import choose, chosen, wanting
from apps.accounts.notices.kinds import KINDS
from apps.accounts.notices.links import token
from apps.common import clock
from apps.credits import ledger
from apps.dashboard import digests
from apps.events import diary
from apps.messaging.models import Conversation
from apps.messaging.teamwork import actions as teamwork
from config.reactions import REACTIONS
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.conftest import browser
from tests.messaging.orders import texted
from tests.world import World

PAGE = "/dashboard/settings/notifications"


def run_low(world: World) -> None:
    ledger.set_threshold(world.acme.workspace, 900)
    ledger.debit(world.acme.workspace, 200, key="a", description="Texts")
    diary.react()


def told() -> list[str]:
    return sorted(address for sent in mail.outbox for address in sent.to)


def test_before_anybody_chose_owners_hear_of_low_credits(world: World) -> None:
    run_low(world)
    assert told() == ["alice@acme.example"]


def test_adam_switches_it_on_and_alice_off(world: World) -> None:
    assert browser(world.adam).post(PAGE, {"credits_low": "on"}).status_code == 302
    assert browser(world.alice).post(PAGE, {}).status_code == 302
    run_low(world)
    assert told() == ["adam@acme.example"]


def test_a_choice_holds_for_oneself_in_one_workspace(world: World) -> None:
    team.give_seat(world.alice, world.bobco.workspace, team.Role.OWNER)
    choose(world.alice, world.acme.workspace, {"credits_low": False})
    assert wanting(world.acme.workspace, "credits_low") == []
    assert set(wanting(world.bobco.workspace, "credits_low")) == {world.bob, world.alice}


def test_a_role_is_offered_what_it_may_know(world: World) -> None:
    assert set(chosen(world.seat(world.victor))) == {"credits_low", "campaign_finished"}
    assert "webhook_disabled" not in chosen(world.seat(world.maria))
    assert set(chosen(world.seat(world.alice))) == {kind.name for kind in KINDS}


def test_what_one_may_not_know_is_not_told_although_chosen_before(world: World) -> None:
    choose(world.maria, world.acme.workspace, {"webhook_disabled": True, "nonsense": True})
    assert world.maria not in wanting(world.acme.workspace, "webhook_disabled")
    assert not NoticeChoice.everywhere.filter(kind="nonsense").exists()


def test_who_left_is_told_of_nothing(world: World) -> None:
    choose(world.adam, world.acme.workspace, {"credits_low": True})
    team.remove(world.seat(world.alice), world.seat(world.adam))
    run_low(world)
    assert told() == ["alice@acme.example"]


def off_link() -> str:
    (sent,) = mail.outbox
    header = sent.extra_headers["List-Unsubscribe"]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<https?://[^/]+(/notices/off/[^>]+)>", header)
    assert link and link[1] in sent.body and PAGE in sent.body
    return link[1]


def test_one_click_ends_that_kind_of_mail_without_signing_in(world: World) -> None:
    run_low(world)
    stranger, link = Client(enforce_csrf_checks=True), off_link()
    assert stranger.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert wanting(world.acme.workspace, "credits_low") == []
    assert world.alice in wanting(world.acme.workspace, "review_waiting")


def test_opening_the_link_changes_nothing(world: World) -> None:
    run_low(world)
    page = Client().get(off_link())
    assert page.status_code == 200 and b"End these mails?" in page.content
    assert wanting(world.acme.workspace, "credits_low") == [world.alice]


def test_a_link_that_we_did_not_sign_does_nothing(world: World) -> None:
    good = token(world.alice, world.acme.workspace, "credits_low")
    for bad in (good[:-1], good.replace(":", ";"), "x", token(world.alice, world.acme.workspace, "nonsense")):
        assert Client().post(f"/notices/off/{bad}").status_code == 404
    assert NoticeChoice.everywhere.count() == 0


def test_a_mail_is_in_the_readers_language_and_a_server_that_is_down_stops_nobody(
    world: World, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.dashboard.mute.Backend"
    run_low(world)
    assert NoticeTold.everywhere.count() == 1


def thread(world: World) -> Conversation:
    texted(world.acme.sender, world.charlie, "Hello")
    return Conversation.objects.of(world.acme.workspace).get(contact=world.charlie)


@pytest.mark.usefixtures("daytime")
def test_agnes_hears_that_a_conversation_is_hers(world: World) -> None:
    found = thread(world)
    teamwork.assign(found, world.agnes, "adam@acme.example")
    diary.react()
    assert told() == ["agnes@acme.example"]
    assert found.public_id in mail.outbox[0].body


@pytest.mark.usefixtures("daytime")
def test_who_takes_a_conversation_knows_it(world: World) -> None:
    teamwork.assign(thread(world), world.agnes, "agnes@acme.example")
    diary.react()
    assert told() == []


@pytest.mark.usefixtures("daytime")
def test_the_digest_comes_once_a_morning_to_who_wants_it(world: World, monkeypatch: Any) -> None:
    Conversation.objects.of(world.acme.workspace).filter(pk=thread(world).pk).update(unread=2)
    assert digests.send_due() == 0
    choose(world.agnes, world.acme.workspace, {"replies_digest": True})
    assert (digests.send_due(), digests.send_due()) == (1, 0)
    assert told() == ["agnes@acme.example"]
    night = clock.now().replace(hour=6, minute=0)  # 01:00 or 02:00 in New York
    NoticeTold.everywhere.all().delete()
    monkeypatch.setattr("apps.dashboard.digests.clock.now", lambda: night)
    assert digests.send_due() == 0


def test_every_kind_has_a_mail_and_a_cause() -> None:
    files = ("notices", "approval_notices", "digests")
    code = "".join(Path(f"apps/dashboard/{name}.py").read_text() for name in files)
    assert [kind.name for kind in KINDS if f'"{kind.name}"' not in code] == []
    causes = {path for paths in REACTIONS.values() for path in paths if "notices" in path}
    assert len(causes) == 9


def test_the_page_names_what_always_comes(world: World) -> None:
    page = browser(world.victor).get(reverse("dashboard:notifications")).content.decode()
    assert "always come" in page and "victor@acme.example" in page
