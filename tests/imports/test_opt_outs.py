"""Whoever said stop stays stopped, whatever file comes."""

from typing import Any

import pytest

from apps.compliance import actions as compliance
from apps.compliance import many, queries
from apps.compliance.models import ConsentEvent, Suppression
from apps.compliance.statements import Statement
from apps.imports import asking
from tests.imports.files import bring, table
from tests.world import CHARLIE, World


def is_out(world: World, phone: str) -> bool:
    return phone in queries.opted_out(world.acme.workspace.pk, [phone])


@pytest.mark.parametrize(
    "word",
    ["yes", "Y", "TRUE", "1", "x", "Unsubscribed", "opted out", "STOP", "sí", "oui", "ja", "2026-01-02"],
)
def test_the_files_word_for_yes_is_understood(world: World, word: str) -> None:
    done = bring(world.acme.workspace, table("Phone,Unsubscribed", f"4155550001,{word}"))
    assert (done.opted_out, is_out(world, "+14155550001")) == (1, True)


@pytest.mark.parametrize("word", ["", "no", "false", "0", "subscribed", "nein"])
def test_other_words_opt_nobody_out(world: World, word: str) -> None:
    done = bring(world.acme.workspace, table("Phone,Unsubscribed", f"4155550001,{word}"))
    assert (done.opted_out, is_out(world, "+14155550001")) == (0, False)


def test_a_later_row_of_the_same_number_opts_it_out_and_no_consent_is_written(world: World) -> None:
    content = table("Phone,Opt out", "4155550001,", "(415) 555-0001,yes", "4155550001,yes")
    done = bring(world.acme.workspace, content)
    assert (done.created, done.duplicate, done.opted_out, done.opt_out_kept) == (1, 2, 1, 0)
    lines = ConsentEvent.objects.of(world.acme.workspace).filter(phone="+14155550001")
    assert [line.kind for line in lines] == ["opt_out"]
    suppression = Suppression.objects.of(world.acme.workspace).get(phone="+14155550001")
    assert (suppression.source, suppression.evidence["line"]) == ("import", 3)


def test_charlie_who_texted_stop_is_not_resurrected(world: World) -> None:
    place = world.acme.workspace
    compliance.opt_out(place.pk, CHARLIE, source="keyword", evidence={"keyword": "STOP"})
    lines = ConsentEvent.objects.of(place).filter(phone=CHARLIE).count()
    done = bring(place, table("Phone,Unsubscribed,Opt-in date", f"{CHARLIE},no,2026-01-01"))
    assert (done.opt_out_kept, done.opted_out, is_out(world, CHARLIE)) == (1, 0, True)
    assert ConsentEvent.objects.of(place).filter(phone=CHARLIE).count() == lines


def test_who_leaves_while_her_row_comes_in_gets_no_consent_behind_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, real = world.acme.workspace, asking.ask

    def leaving(*asked: Any) -> asking.Answers:
        answers = real(*asked)
        many.opt_out(place.pk, [Statement("+14155550001")], source="keyword")
        return answers

    monkeypatch.setattr(asking, "ask", leaving)
    done = bring(place, table("Phone", "4155550001", "4155550002"))
    lines = ConsentEvent.objects.of(place).order_by("position")
    assert list(lines.filter(phone="+14155550001").values_list("kind", flat=True)) == ["opt_out"]
    assert list(lines.filter(phone="+14155550002").values_list("kind", flat=True)) == ["import_attested"]
    assert (done.created, done.opt_out_kept) == (2, 1)


def test_an_opt_out_of_one_tenant_is_none_of_another(world: World) -> None:
    bring(world.bobco.workspace, table("Phone,Unsubscribed", f"{CHARLIE},yes"))
    assert not is_out(world, CHARLIE)


def test_do_not_disturb_is_set_but_never_lifted(world: World) -> None:
    world.charlie.dnd = True
    world.charlie.save()
    bring(world.acme.workspace, table("Phone,DND", f"{CHARLIE},no", "4155550001,yes"))
    world.charlie.refresh_from_db()
    assert world.charlie.dnd
