"""Defined fields: what their values may be, and that a definition moves nothing."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import AuditEntry
from apps.contacts import actions as contacts
from apps.contacts.custom import actions, found, judging
from apps.contacts.custom.actions import Wish
from apps.contacts.custom.kinds import DayOrder
from apps.contacts.models import CustomField
from apps.contacts.refusals import (
    FieldChanged,
    FieldExists,
    FieldWithoutName,
    InvalidValue,
    OptionsMissing,
    ReservedKey,
    TooManyFields,
    UnknownKind,
)
from tests.world import World


def field(world: World, kind: str, label: str = "It", **more: Any) -> CustomField:
    key = more.pop("key", "")
    options = ["Gold", "Silver"] if kind == "choice" else None
    return actions.add(world.acme.workspace, kind, Wish(label, more.pop("options", options), **more), key=key)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", " Reno ", "Reno"),
        ("text", "", ""),
        ("number", "1,200.50", "1200.50"),
        ("number", ".5", "0.5"),
        ("number", -3, -3),
        ("number", "", None),
        ("date", "2026-02-28", "2026-02-28"),
        ("date", "2026-05-04T10:00", "2026-05-04T10:00"),
        ("date", "3/4/2026", "2026-03-04"),
        ("date", "May 4, 2026", "2026-05-04"),
        ("yes_no", "Sí", "yes"),
        ("yes_no", "FALSE", "no"),
        ("yes_no", True, True),
        ("choice", "gold", "Gold"),
        ("choice", None, None),
    ],
)
def test_a_value_is_kept_in_the_spelling_that_segments_read(
    world: World, kind: str, given: Any, kept: Any
) -> None:
    assert field(world, kind).read(given, DayOrder.MONTH_FIRST) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", 5),
        ("text", True),
        ("number", "twelve"),
        ("number", "1e5"),
        ("number", "1,5"),
        ("number", True),
        ("number", 10**16),
        ("number", float("inf")),
        ("date", "2026-02-30"),
        ("date", "31/31/2026"),
        ("date", 20260504),
        ("yes_no", "maybe"),
        ("yes_no", 1),
        ("choice", "bronze"),
        ("choice", 1),
    ],
)
def test_a_value_of_another_kind_is_refused_by_the_fields_name(world: World, kind: str, given: Any) -> None:
    with pytest.raises(InvalidValue, match="Size must be") as refused:
        field(world, kind, "Size", key="size").read(given, DayOrder.DAY_FIRST)
    assert refused.value.at == "attributes.size"


def test_the_region_says_whether_the_month_comes_first(world: World) -> None:
    born = field(world, "date")
    assert born.read("03/04/2026", DayOrder.of("US")) == "2026-03-04"
    assert born.read("03/04/2026", DayOrder.of("GB")) == "2026-04-03"
    with pytest.raises(InvalidValue):
        born.read("03/04/2026")


def test_a_definition_changes_no_contact(world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"tier": "bronze", "shoe size": 42}})
    tier = field(world, "choice", "Loyalty tier", key="tier")
    actions.change(tier, Wish(options=["Silver"]))
    actions.archive(tier)
    world.charlie.refresh_from_db()
    assert world.charlie.attributes == {"tier": "bronze", "shoe size": 42}


def test_what_stands_there_may_be_said_again_and_nothing_else(world: World) -> None:
    field(world, "choice", key="tier")
    there = {"tier": "bronze"}
    given = {"tier": "bronze", "city": {"any": "thing"}}
    assert judging.judged(world.acme.workspace, given, there) == given
    with pytest.raises(InvalidValue):
        judging.judged(world.acme.workspace, {"tier": "bronze"}, {})
    assert judging.judged(world.acme.workspace, {"tier": None}, there) == {"tier": None}


def test_bobcos_fields_are_not_acmes(world: World) -> None:
    actions.add(world.bobco.workspace, "number", Wish("Tier"), key="tier")
    assert judging.judged(world.acme.workspace, {"tier": "x"}, {}) == {"tier": "x"}
    assert field(world, "text", key="tier").workspace == world.acme.workspace


def test_a_name_makes_the_key_and_each_key_has_one_field(world: World) -> None:
    assert field(world, "text", "Größe (EU)").key == "größe_eu"
    with pytest.raises(FieldExists):
        field(world, "number", "Another", key="größe_eu")
    for label, key in (("", ""), (" ", "tier"), ("!!", "")):
        with pytest.raises(FieldWithoutName):
            field(world, "text", label, key=key)
    for label in ("E-mail", "First name", "phone"):
        with pytest.raises(ReservedKey):
            field(world, "text", label)
    with pytest.raises(UnknownKind):
        field(world, "colour", "Colour")
    with pytest.raises(OptionsMissing):
        field(world, "choice", "Colour", options=[" "])


def test_options_stand_once_in_their_order(world: World) -> None:
    tier = field(world, "choice", options=["  Gold ", "silver", "GOLD", ""])
    assert tier.options == ["Gold", "silver"]
    with pytest.raises(OptionsMissing):
        actions.change(tier, Wish(options=[]))


def test_of_two_who_edit_at_once_the_second_is_told(world: World) -> None:
    tier = field(world, "text", "Tier")
    seen = tier.updated_at
    actions.change(tier, Wish("Loyalty"), seen=seen)
    with pytest.raises(FieldChanged) as refused:
        actions.change(tier, Wish("Rank"), seen=seen)
    assert str(refused.value.facts["custom_field"]) == "Loyalty"
    actions.change(tier, Wish("Rank"), seen=CustomField.objects.of(tier.workspace).get().updated_at)
    with pytest.raises(FieldChanged):
        actions.change(tier, Wish("Late"), seen=seen - timedelta(days=1))


def test_fields_are_put_in_order_and_the_ends_hold(world: World) -> None:
    a, b, c = (field(world, "text", name) for name in "ABC")

    def order() -> str:
        return "".join(one.label for one in CustomField.objects.of(world.acme.workspace).live())

    actions.shift(c, -1)
    assert order() == "ACB"
    actions.shift(a, -1)
    actions.shift(b, 1)
    assert order() == "ACB"
    actions.shift(a, 2)
    assert order() == "CBA"


def test_an_archived_field_comes_back_as_it_was_or_as_another(world: World) -> None:
    tier = field(world, "choice", "Tier", key="tier")
    actions.archive(tier)
    assert judging.by_key(world.acme.workspace) == {}
    actions.restore(tier)
    assert judging.by_key(world.acme.workspace)["tier"].options == ["Gold", "Silver"]
    actions.archive(tier)
    again = field(world, "number", "Rank", key="tier")
    assert (again.pk, again.kind, again.options, again.archived_at) == (tier.pk, "number", [], None)


def test_there_are_a_hundred_at_most(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    first = field(world, "text", "A")
    field(world, "text", "B")
    with pytest.raises(TooManyFields):
        field(world, "text", "C")
    actions.archive(first)
    field(world, "text", "C")
    with pytest.raises(TooManyFields):
        actions.restore(first)


def test_attributes_without_a_field_are_found_with_how_many_hold_them(world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"city": "Reno", "tier": "x", "empty": ""}})
    contacts.update(world.dana, {"attributes": {"city": "Boise"}})
    contacts.update(world.bobco.contacts["Zoe"], {"attributes": {"secret": "x"}})
    field(world, "text", key="tier")
    (one,) = found.undefined(world.acme.workspace)
    assert (one.key, one.people, sorted(one.values)) == ("city", 2, ["Boise", "Reno"])


def test_who_changed_the_fields_is_in_the_audit_log(world: World) -> None:
    tier = field(world, "choice", "Tier")
    actions.change(tier, Wish("Tier"))  # nothing differs
    actions.change(tier, Wish("Rank"))
    actions.archive(tier)
    actions.archive(tier)
    actions.restore(tier)
    lines = AuditEntry.objects.of(world.acme.workspace).filter(kind__startswith="setting.field")
    assert [one.kind for one in lines.order_by("id")] == [
        "setting.field_added",
        "setting.field_changed",
        "setting.field_archived",
        "setting.field_restored",
    ]
