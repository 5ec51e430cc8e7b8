"""Keywords, as Maria makes them and others see them."""

import html
from typing import Any

import pytest
from django.test import Client

from apps.keywords.models import AutoReply, Keyword
from apps.tags import actions as tags
from tests.dashboard.conftest import browser
from tests.keywords.words import keyword, says
from tests.world import World

PAGE = "/dashboard/keywords"
FORM = {"word": "Pizza", "reply": "Half price.", "consent": "none", "is_on": "on"}


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def made(world: World) -> Keyword:
    return Keyword.objects.of(world.acme.workspace).get()


def test_maria_makes_changes_and_deletes_one(maria: Client, world: World) -> None:
    assert "Your first keyword" in words(maria.get(PAGE))
    zone_form = {**FORM, "tags": "hungry, night ,", "active_from": "2026-01-05T09:00"}
    assert maria.post(f"{PAGE}/new", zone_form).status_code == 302
    row = made(world)
    assert (row.word, row.key, row.tags, row.is_on) == ("Pizza", "pizza", ["hungry", "night"], True)
    assert row.active_from and row.active_from.isoformat() == "2026-01-05T14:00:00+00:00"
    here = f"{PAGE}/{row.public_id}"
    assert 'value="2026-01-05T09:00"' in words(maria.get(f"{here}/edit"))
    maria.post(f"{here}/edit", {**FORM, "word": "Pasta", "is_on": ""})
    assert (made(world).word, made(world).is_on) == ("Pasta", False)
    assert "Delete Pasta?" in words(maria.get(f"{here}/delete"))
    maria.post(f"{here}/delete")
    assert not Keyword.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"word": ""}, "Give the keyword."),
        ({"word": "stop"}, "which is reserved"),
        ({"word": "!!"}, "letters or digits"),
        ({"reply": ""}, "Say what the keyword does"),
        ({"consent": "maybe"}, "not one of the available choices"),
        ({"active_from": "2026-02-01T09:00", "active_to": "2026-01-01T09:00"}, "ends before it begins"),
        ({"active_from": "soon"}, "Give a day and a time."),
        ({"sender": "snd_nonsense"}, "not one of the available choices"),
        ({"word": "JOIN", "consent": "double"}, "an opt-in by itself"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_the_rest_kept(
    maria: Client, world: World, fields: dict[str, str], said: str
) -> None:
    answer = maria.post(f"{PAGE}/new", {**FORM, "question": "Really?", **fields})
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Really?</textarea>" in words(answer)
    assert not Keyword.objects.of(world.acme.workspace).exists()


def test_a_word_that_is_taken_is_told(maria: Client, world: World) -> None:
    keyword(world.acme, "PIZZA")
    assert "There is a keyword like this one" in words(maria.post(f"{PAGE}/new", FORM))


def test_rows_of_another_tenant_cannot_be_chosen(maria: Client, world: World) -> None:
    answer = maria.post(f"{PAGE}/new", {**FORM, "sender": world.bobco.sender.public_id})
    assert (answer.status_code, Keyword.objects.of(world.acme.workspace).exists()) == (422, False)


def test_who_used_it_stands_on_its_page(maria: Client, world: World) -> None:
    row = keyword(world.acme)
    tags.add(world.charlie, ["x"])
    says(world.acme, world.charlie, "Pizza!!")
    shown = words(maria.get(f"{PAGE}/{row.public_id}"))
    assert all(one in shown for one in ("Charlie", "Pizza!!", "Answered", "used 1 time"))
    assert "Half price today." in words(maria.get(PAGE))


def test_automatic_replies_are_kept(maria: Client, world: World) -> None:
    place = f"{PAGE}/auto-replies"
    assert "no open hours yet" in words(maria.get(place))
    maria.post(place, {"away": "Closed.", "otherwise": "Pardon?", "hours": "12"})
    kept = AutoReply.objects.of(world.acme.workspace).get()
    assert (kept.away, kept.otherwise, kept.hours) == ("Closed.", "Pardon?", 12)
    assert "Pardon?" in words(maria.get(PAGE))
    for hours in ("0", "721", "", "x"):
        assert maria.post(place, {"hours": hours}).status_code == 422
    assert AutoReply.objects.of(world.acme.workspace).get().hours == 12


def test_victor_looks_on_and_changes_nothing(victor: Client, agnes: Client, world: World) -> None:
    row = keyword(world.acme)
    here = f"{PAGE}/{row.public_id}"
    for client in (victor, agnes):
        assert "Change</a>" not in words(client.get(here))
        assert client.get(PAGE).status_code == 200
        for address in (f"{PAGE}/new", f"{here}/edit", f"{here}/delete", f"{PAGE}/auto-replies"):
            assert client.post(address, FORM).status_code == 403


def test_bob_finds_nothing_of_acme(bob: Client, world: World) -> None:
    row = keyword(world.acme)
    for rest in ("", "/edit", "/delete"):
        assert bob.get(f"{PAGE}/{row.public_id}{rest}").status_code == 404
    assert bob.post(f"{PAGE}/{row.public_id}/delete").status_code == 404
    assert "Your first keyword" in words(bob.get(PAGE))
    assert browser(world.maria).get(f"{PAGE}/kwd_nonsense").status_code == 404
