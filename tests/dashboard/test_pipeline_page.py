"""The board: a column for each stage, cards that are moved, and a second hand that is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.dashboard import board
from apps.events.models import Event
from apps.pipeline import actions as pipeline
from apps.pipeline import board as stages
from apps.pipeline.models import Move, Placement
from apps.tags import actions as tags
from tests.clockface import DAYTIME, set_clock
from tests.dashboard.test_contacts_page import many, names
from tests.world import World

PAGE = "/dashboard/pipeline"


def columns(client: Client, query: str = "") -> dict[str, list[str]]:
    """Stage key → names on its cards."""
    shown = client.get(f"{PAGE}{query}").context["columns"]
    return {one.stage.key: [card.contact.first_name for card in one.cards] for one in shown}


def counts(client: Client, query: str = "") -> dict[str, str]:
    return {one.stage.key: one.count for one in client.get(f"{PAGE}{query}").context["columns"]}


def move(client: Client, contact: Contact, to: str, seen_in: str = "new_lead", **more: Any) -> Any:
    form = {"contact": contact.public_id, "stage": to, "seen_in": seen_in, "next": PAGE}
    return client.post(f"{PAGE}/move", form, **more)


def stands_in(contact: Contact) -> str:
    return Placement.objects.of(contact.workspace_id).get(contact=contact).stage.key


def test_everybody_has_a_card_and_who_was_never_placed_is_in_the_first_column(
    maria: Client, world: World
) -> None:
    pipeline.move(world.dana, "customer")
    shown = columns(maria)
    assert list(shown) == ["new_lead", "contacted", "qualified", "customer"]
    assert sorted(shown["new_lead"]) == ["Charlie", "Erin"]
    assert shown["customer"] == ["Dana"]
    assert counts(maria) == {"new_lead": "2", "contacted": "0", "qualified": "0", "customer": "1"}


def test_the_list_of_contacts_and_the_stages_tell_the_same(maria: Client, world: World) -> None:
    pipeline.move(world.dana, "customer")
    pipeline.move(world.erin, "new_lead")
    assert names(maria, "?stage=new_lead") == {"Charlie", "Erin"}
    assert names(maria, "?stage=customer") == {"Dana"}
    assert names(maria, "?stage=no_such") == set()
    rows = maria.get("/dashboard/stages").context["rows"]
    assert {stage.key: people for stage, people in rows}["new_lead"] == "2"


def test_a_card_says_who_with_which_tags_and_for_how_long(
    maria: Client, world: World, settings: Settings
) -> None:
    set_clock(settings, DAYTIME)
    tags.add(world.dana, ["vip", "gold", "poetry", "regular"])
    pipeline.move(world.dana, "qualified")
    set_clock(settings, DAYTIME + timedelta(days=3, hours=2))
    page = maria.get(PAGE).content.decode()
    assert ">Dana</a>" in page and "+1 212-555-2002" in page
    assert '<span class="tag">gold</span>' in page and "+1</span>" in page
    assert ">3 days</time>" in page


def test_maria_moves_charlie_and_it_is_kept_and_told(maria: Client, world: World) -> None:
    answer = move(maria, world.charlie, "qualified", follow=True)
    assert b"Charlie is in Qualified now." in answer.content
    assert columns(maria)["qualified"] == ["Charlie"]
    moved = Move.objects.of(world.acme.workspace).get()
    assert (moved.from_stage, moved.to_stage, moved.moved_by) == ("", "qualified", "maria@acme.example")
    told = Event.objects.of(world.acme.workspace).get(name="contact.stage_changed")
    assert told.facts == {"old_stage": "", "new_stage": "qualified"}


def test_with_htmx_the_board_alone_comes_back_with_its_filter(maria: Client, world: World) -> None:
    tags.add(world.charlie, ["vip"])
    vip = tags.named(world.acme.workspace, ["vip"])["vip"].public_id
    form = {"contact": world.charlie.public_id, "stage": "customer", "seen_in": "new_lead"}
    answer = maria.post(f"{PAGE}/move", form | {"next": f"{PAGE}?tag={vip}"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page and "is-moved" in page and "Charlie is in Customer now." in page
    assert "Dana" not in page and f"tag={vip}" in answer.context["here"]


def test_a_card_that_somebody_moved_meanwhile_stays_where_they_put_it(maria: Client, world: World) -> None:
    pipeline.move(world.charlie, "customer", actor="adam@acme.example")
    answer = move(maria, world.charlie, "contacted", follow=True)
    assert b"Somebody moved Charlie to Customer meanwhile. Nothing was changed." in answer.content
    assert stands_in(world.charlie) == "customer"


def test_two_who_move_a_card_to_one_stage_agree(maria: Client, world: World) -> None:
    move(maria, world.charlie, "contacted")
    answer = move(maria, world.charlie, "contacted", follow=True)
    assert b"Charlie is in Contacted already." in answer.content
    assert Move.objects.of(world.acme.workspace).count() == 1


def test_a_stage_that_is_not_here_moves_nobody(maria: Client, world: World) -> None:
    for name in ("no_such", "", "Brand new stage"):
        assert b"Choose a stage." in move(maria, world.charlie, name, follow=True).content
    assert len(pipeline.stages(world.acme.workspace)) == 4
    zoe = world.bobco.contacts["Zoe"]
    assert move(maria, zoe, "customer").status_code == 404


@pytest.mark.parametrize("who", ["agnes", "victor"])
def test_who_may_not_edit_sees_the_board_and_moves_nobody(
    who: str, request: pytest.FixtureRequest, world: World
) -> None:
    client: Client = request.getfixturevalue(who)
    page = client.get(PAGE).content.decode()
    assert "Charlie" in page and 'draggable="true"' not in page and "board-move" not in page
    assert "js/board" not in page
    assert move(client, world.charlie, "customer").status_code == 403
    assert not Placement.objects.of(world.acme.workspace).exists()


def test_filters_narrow_the_cards(maria: Client, world: World) -> None:
    contacts.update(world.dana, {"last_name": "Scully"})
    tags.add(world.erin, ["vip"])
    vip = tags.named(world.acme.workspace, ["vip"])["vip"].public_id
    pipeline.move(world.erin, "customer")
    assert columns(maria, "?q=scul")["new_lead"] == ["Dana"]
    assert columns(maria, f"?tag={vip}") == {
        "new_lead": [],
        "contacted": [],
        "qualified": [],
        "customer": ["Erin"],
    }
    assert b"Nobody of these here" in maria.get(f"{PAGE}?tag={vip}").content


def test_a_full_column_shows_the_latest_and_leads_to_the_rest(maria: Client, world: World) -> None:
    many(world, 3 * board.CARDS)
    people = Contact.objects.of(world.acme.workspace).filter(first_name__startswith="P")
    pipeline.place_many(world.acme.workspace.pk, {one.pk: "contacted" for one in people[: board.CARDS + 5]})
    shown = columns(maria)
    assert len(shown["new_lead"]) == len(shown["contacted"]) == board.CARDS
    assert counts(maria)["contacted"] == str(board.CARDS + 5)
    page = maria.get(PAGE).content.decode()
    assert "/dashboard/contacts?stage=contacted" in page and "See all 25" in page
    assert counts(maria, "?q=P0")["contacted"] == str(board.CARDS + 5)
    assert "?stage=contacted&amp;q=P0" in maria.get(f"{PAGE}?q=P0").content.decode()


def test_a_filter_puts_the_newest_it_finds_in_their_columns(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(world, 5)
    monkeypatch.setattr(board, "FOUND", 3)
    assert sorted(columns(maria, "?q=P0")["new_lead"]) == ["P002", "P003", "P004"]
    assert counts(maria, "?q=P0") == {
        "new_lead": "3+",
        "contacted": "0+",
        "qualified": "0+",
        "customer": "0+",
    }


def test_who_was_never_placed_is_looked_for_among_the_newest_and_the_count_says_so(
    maria: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "NEWEST", 2)
    assert columns(maria)["new_lead"] == ["Erin", "Dana"]
    assert counts(maria)["new_lead"] == "2+"
    assert b"/dashboard/contacts?stage=new_lead" in maria.get(PAGE).content
    monkeypatch.setattr(board, "NEWEST", 3)
    assert counts(maria)["new_lead"] == "3"


def queries(client: Client, query: str = "") -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{PAGE}{query}")
    return len(asked)


def test_the_board_costs_the_same_however_many_stand_on_it(maria: Client, world: World) -> None:
    many(world, 3 * board.CARDS)
    people = list(Contact.objects.of(world.acme.workspace).filter(first_name__startswith="P"))
    where = {one.pk: ("contacted", "qualified")[n % 2] for n, one in enumerate(people)}
    few, narrow = queries(maria), queries(maria, "?q=P")
    pipeline.place_many(world.acme.workspace.pk, where)
    tags.add_many(world.acme.workspace.pk, {one.pk: ["a", "b"] for one in people})
    assert queries(maria) <= few + 2  # the two full columns are counted
    assert queries(maria, "?q=P") <= narrow
    assert few <= 24


def test_many_stages_come_on_pages(maria: Client, world: World) -> None:
    for number in range(board.COLUMNS):
        stages.add(world.acme.workspace, f"Stage {number}")
    first, second = columns(maria), columns(maria, f"?start={board.COLUMNS}")
    assert (len(first), len(second)) == (board.COLUMNS, 4)
    assert not set(first) & set(second)
    assert b"Stages 13 to 16" in maria.get(PAGE).content
    assert columns(maria, "?start=-1") == columns(maria, "?start=999") == first
