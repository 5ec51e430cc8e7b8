"""Alice's developers find their first call, what they asked, what happened, and numbers to try."""

import re

import pytest
from django.test import Client

from apps.accounts import actions
from apps.accounts.models import ApiKey
from apps.common import clock
from apps.common.ids import Maker
from apps.compliance import actions as compliance
from apps.events.models import Event
from apps.messaging.models import Message
from apps.requestlog.models import LoggedRequest
from tests.clockface import (
    EVENING,
    daytime,  # noqa: F401 - a fixture
    set_clock,
)
from tests.dashboard.conftest import browser
from tests.world import World

HERE = "/dashboard/developers"
PAGES = ("", "/keys", "/webhooks", "/requests", "/events", "/sandbox")
pytestmark = pytest.mark.usefixtures("daytime")


@pytest.fixture
def alice(world: World) -> Client:
    return browser(world.alice)


def logged(world: World, **more: object) -> LoggedRequest:
    values = {"method": "POST", "path": "/v1/messages", "status": 400, "error": "parameter_missing", **more}
    row: LoggedRequest = LoggedRequest.objects.create(
        workspace=world.acme.workspace,
        at=clock.now(),
        caller="msvs_live_ab12",
        ms=12,
        public_id=Maker("req")(),
        family=int(str(values["status"])[0]),
        **values,
    )
    return row


def text(client: Client, path: str) -> str:
    answer = client.get(HERE + path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_every_page_stands_in_the_nav_and_under_one_row_of_tabs(alice: Client) -> None:
    assert f'href="{HERE}"' in alice.get("/dashboard/").content.decode()
    for path in PAGES:
        for other in PAGES:
            assert f'href="{HERE}{other}"' in text(alice, path)


@pytest.mark.parametrize("name", ["maria", "agnes", "victor"])
def test_who_may_not_manage_is_told_whom_to_ask(world: World, name: str) -> None:
    client = browser(getattr(world, name))
    for path in PAGES:
        assert client.get(HERE + path).status_code == 403
    assert f'href="{HERE}"' not in client.get("/dashboard/").content.decode()


def test_the_examples_hold_the_beginning_of_her_own_key(world: World, alice: Client) -> None:
    assert "Make a key first" in text(alice, "")
    row, key = actions.make_key(world.acme.workspace, ApiKey.Kind.TEST, "Shop", world.alice)
    page = text(alice, "")
    assert page.count(f"{row.prefix}…") >= 3 and key not in page


def test_she_finds_the_request_that_was_refused(world: World, alice: Client) -> None:
    wrong, _ = (
        logged(world, param="to"),
        logged(world, status=200, error="", path="/v1/credits", method="GET"),
    )
    assert wrong.public_id in text(alice, "") and "/v1/credits" not in text(alice, "")
    for query in ("status=4xx", "status=400", "method=POST", "path=mess", "key=msvs_live_ab12&status=4xx"):
        page = text(alice, f"/requests?{query}")
        assert wrong.public_id in page and "/v1/credits" not in page, query
    assert "No request matches" in text(alice, "/requests?status=5xx")
    detail = text(alice, f"/requests/{wrong.public_id}")
    assert "parameter_missing" in detail and "400 Bad Request" in detail
    led = alice.get(f"{HERE}/requests?path={wrong.public_id}")
    assert led.headers["Location"] == f"{HERE}/requests/{wrong.public_id}"
    assert alice.get(f"{HERE}/requests?status=9xx&method=X&path=%00&key=%00&after=x").status_code == 200


def test_pages_of_requests_are_walked(world: World, alice: Client) -> None:
    rows = [logged(world) for _ in range(60)]
    first = text(alice, "/requests")
    assert rows[-1].public_id in first and rows[0].public_id not in first
    older = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert older and rows[0].public_id in text(alice, f"/requests{older[1]}")


def test_bobs_requests_and_events_are_his(world: World, bob: Client) -> None:
    row = logged(world)
    assert row.public_id not in text(bob, "/requests")
    assert bob.get(f"{HERE}/requests/{row.public_id}").status_code == 404
    event = opted_out(world)
    assert event.public_id not in text(bob, "/events")
    assert bob.get(f"{HERE}/events/{event.public_id}").status_code == 404


def opted_out(world: World) -> Event:
    workspace, dana = world.acme.workspace.pk, world.dana
    compliance.opt_out(
        workspace, dana.phone, source="keyword", evidence={}, contact_id=dana.pk, subject=dana.public_id
    )
    return Event.objects.of(workspace).filter(name="contact.opted_out").get()


def test_she_reads_an_event_as_her_program_is_told_it(world: World, alice: Client) -> None:
    event = opted_out(world)
    assert event.public_id in text(alice, "/events?type=contact.opted_out")
    assert event.public_id not in text(alice, "/events?type=credits.low")
    page = text(alice, f"/events/{event.public_id}")
    assert "&quot;type&quot;: &quot;contact.opted_out&quot;" in page and world.dana.phone in page
    world.dana.delete()
    assert "deleted since" in text(alice, f"/events/{event.public_id}")


def test_one_click_texts_a_magic_number_from_the_sandbox(world: World, alice: Client) -> None:
    answer = alice.post(f"{HERE}/sandbox/try", {"number": "0008"}, follow=True)
    assert "Sent." in answer.content.decode()
    sent = Message.everywhere.get()
    assert sent.workspace == world.acme.workspace.sandbox and sent.phone.endswith("5550008")
    assert sent.credits == 0
    compliance.opt_out(sent.workspace_id, sent.phone, source="keyword", evidence={})
    alice.post(f"{HERE}/sandbox/try", {"number": "0008"})
    assert Message.everywhere.exclude(phone=sent.phone).get().phone.endswith("5550008")


def test_one_of_each(world: World, alice: Client) -> None:
    alice.post(f"{HERE}/sandbox/try", {"number": "all"})
    assert Message.objects.of(world.acme.workspace.sandbox).count() == 12
    assert alice.post(f"{HERE}/sandbox/try", {"number": "0099"}).status_code == 404


def test_at_night_she_is_told_why_nothing_goes(world: World, alice: Client, settings: object) -> None:
    set_clock(settings, EVENING.replace(hour=9))  # type: ignore[arg-type]
    page = alice.post(f"{HERE}/sandbox/try", {"number": "0009"}, follow=True).content.decode()
    assert "Sent." not in page and not Message.everywhere.exists()
