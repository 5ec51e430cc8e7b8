"""Defined fields on pages: the fields themselves, a contact's values, segments, the table, the composer."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.audiences import actions as segments
from apps.audiences.models import Segment
from apps.contacts import actions as contacts
from apps.contacts.custom import actions
from apps.contacts.custom.actions import Wish
from apps.contacts.models import Contact, CustomField
from apps.copywriting import actions as templates
from apps.dashboard.composer.findings import findings
from apps.dashboard.composer.wording import offers
from tests.sequences import ways
from tests.world import CHARLIE, World

FIELDS = "/dashboard/fields"


def field(world: World, kind: str, label: str, **more: Any) -> CustomField:
    key = more.pop("key", "")
    return actions.add(world.acme.workspace, kind, Wish(label, **more), key=key)


def at(one: CustomField) -> str:
    return f"{FIELDS}/{one.public_id}"


def edit(world: World) -> str:
    return f"/dashboard/contacts/{world.charlie.public_id}/edit"


def posted(page: str, **changes: str) -> dict[str, str]:
    """The form of a page as a browser would send it."""
    form = page[page.index('<form class="form card"') :]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            values[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        values[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        values[name] = inner.lstrip("\n")
    return {**values, **changes}


def attributes(world: World) -> dict[str, Any]:
    world.charlie.refresh_from_db()
    held: dict[str, Any] = world.charlie.attributes
    return held


def test_maria_makes_a_field_of_what_her_contacts_have(maria: Client, world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"shoe_size": 42}})
    page = maria.get(FIELDS).content.decode()
    assert "Attributes without a field" in page and f"{FIELDS}/new?key=shoe_size" in page
    form = maria.get(f"{FIELDS}/new?key=shoe_size").content.decode()
    assert 'value="Shoe size"' in form
    answer = maria.post(f"{FIELDS}/new", {"label": "Shoe size", "key": "shoe_size", "kind": "number"})
    assert answer.headers["Location"] == FIELDS
    assert CustomField.objects.of(world.acme.workspace).get().key == "shoe_size"
    assert "Attributes without a field" not in maria.get(FIELDS).content.decode()


def test_what_is_wrong_with_a_field_is_said_at_its_input_and_the_rest_stays_typed(maria: Client) -> None:
    wrong = {"label": "Tier", "kind": "choice", "key": "tier", "options": " "}
    answer = maria.post(f"{FIELDS}/new", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Name the options, one a line." in page and 'value="Tier"' in page
    assert maria.post(f"{FIELDS}/new", {"label": "", "kind": "text"}).status_code == 422
    assert maria.post(f"{FIELDS}/new", {"label": "x", "kind": "colour"}).status_code == 422
    assert "already" in maria.post(f"{FIELDS}/new", {"label": "E-mail", "kind": "text"}).content.decode()


def test_order_archive_and_use_again(maria: Client, world: World) -> None:
    tier, city = field(world, "text", "Tier"), field(world, "text", "City")
    maria.post(f"{at(city)}/shift", {"way": "up"})
    page = maria.get(FIELDS).content.decode()
    assert page.index(">City<") < page.index(">Tier<")
    maria.post(f"{at(tier)}/archive")
    assert "Archived" in maria.get(FIELDS).content.decode()
    maria.post(f"{at(tier)}/restore")
    assert "Archived" not in maria.get(FIELDS).content.decode()


def test_alice_is_told_that_maria_changed_the_field_meanwhile(maria: Client, world: World) -> None:
    tier = field(world, "text", "Tier")
    alices = posted(maria.get(at(tier)).content.decode(), label="Rank")
    maria.post(at(tier), posted(maria.get(at(tier)).content.decode(), label="Loyalty"))
    answer = maria.post(at(tier), alices)
    page = answer.content.decode()
    assert answer.status_code == 422 and "changed this field meanwhile" in page and 'value="Rank"' in page
    assert maria.post(at(tier), posted(page)).status_code == 302
    tier.refresh_from_db()
    assert tier.label == "Rank"


def test_the_field_says_where_it_is_used(maria: Client, world: World) -> None:
    tier = field(world, "text", "Tier")
    asked = {"field": "attribute", "name": "tier", "as": "text", "op": "known"}
    segments.create(world.acme.workspace, "Tiered", {"all": [{"any": [asked]}]})
    templates.keep(world.acme.workspace, "Thanks", "You are {TIER|one of us}")
    templates.keep(world.acme.workspace, "Other", "tier {tiers}")
    ways.sequence(world.acme, ways.text("s1", "Dear {tier}"))
    page = maria.get(at(tier)).content.decode()
    uses = page[page.index("Where it is used") :]
    assert "Tiered" in uses and "Thanks" in uses and "Other" not in uses and "/dashboard/sequences/" in uses
    assert "In no segment" in maria.get(at(field(world, "text", "City"))).content.decode()


def test_agnes_and_victor_look_and_change_nothing(agnes: Client, victor: Client, world: World) -> None:
    tier = field(world, "text", "Tier")
    for client in (agnes, victor):
        page = client.get(FIELDS).content.decode()
        assert "Tier" in page and "New field" not in page
        for path in (f"{FIELDS}/new", at(tier), f"{at(tier)}/shift", f"{at(tier)}/archive"):
            assert client.post(path, {"label": "Mine"}).status_code == 403


def test_bobs_fields_are_not_here(maria: Client, world: World) -> None:
    secret = actions.add(world.bobco.workspace, "text", Wish("Secret"))
    assert "Secret" not in maria.get(FIELDS).content.decode()
    assert maria.get(at(secret)).status_code == 404
    assert "Secret" not in maria.get(edit(world)).content.decode()


def test_a_contact_shows_its_fields_by_label_in_their_order(maria: Client, world: World) -> None:
    given = {"born": "2026-05-04", "tier": "bronze", "member": True, "city": "Reno"}
    contacts.update(world.charlie, {"attributes": given})
    field(world, "yes_no", "Club member", key="member")
    field(world, "date", "Birthday", key="born")
    field(world, "choice", "Loyalty", key="tier", options=["Gold"])
    field(world, "number", "Visits")
    page = maria.get(f"/dashboard/contacts/{world.charlie.public_id}").content.decode()
    said = page[page.index("Club member") :]
    places = [
        said.index(word) for word in ("<dd>Yes", "Birthday", "May 4, 2026", "Loyalty", "bronze", "city")
    ]
    assert places == sorted(places)
    assert "Not a value of this field" in said and "Not filled in" in said
    assert "<dt>born" not in page


def test_maria_types_values_and_they_are_read_by_their_kind(maria: Client, world: World) -> None:
    visits, born = field(world, "number", "Visits"), field(world, "date", "Birthday")
    tier = field(world, "choice", "Tier", options=["Gold", "Silver"])
    page = maria.get(edit(world)).content.decode()
    assert 'type="date"' in page
    typed = {
        f"custom_{visits.public_id}": "1,200",
        f"custom_{born.public_id}": "2026-05-04",
        f"custom_{tier.public_id}": "Silver",
    }
    assert maria.post(edit(world), posted(page, **typed)).status_code == 302
    assert attributes(world) == {"visits": "1200", "birthday": "2026-05-04", "tier": "Silver"}
    page = maria.get(edit(world)).content.decode()
    maria.post(edit(world), posted(page, **{f"custom_{visits.public_id}": ""}))
    assert attributes(world) == {"birthday": "2026-05-04", "tier": "Silver"}


def test_a_wrong_value_is_refused_at_its_input_and_stays_typed(maria: Client, world: World) -> None:
    visits = field(world, "number", "Visits")
    name = f"custom_{visits.public_id}"
    page = maria.post(edit(world), posted(maria.get(edit(world)).content.decode(), **{name: "many"}))
    said = page.content.decode()
    where = said[said.index(f'id="id_{name}_field"') :]
    assert "Visits must be a number" in where[:900] and 'value="many"' in where[:900]
    assert attributes(world) == {}


def test_a_required_field_is_asked_for_by_hand(maria: Client, world: World) -> None:
    city = field(world, "text", "City", required=True)
    new = {"phone": "(312) 555-2999", "first_name": "Frank"}
    assert "This field is required." in maria.post("/dashboard/contacts/new", new).content.decode()
    answer = maria.post("/dashboard/contacts/new", new | {f"custom_{city.public_id}": "Reno"})
    assert answer.status_code == 302
    frank = Contact.objects.of(world.acme.workspace).get(phone="+13125552999")
    assert frank.attributes == {"city": "Reno"}


def test_a_value_of_another_kind_survives_who_saves_something_else(maria: Client, world: World) -> None:
    given = {
        "born": "in May",
        "tier": "bronze",
        "member": "perhaps",
        "visits": "many",
        "on": "2026-05-04T10:00",
    }
    contacts.update(world.charlie, {"attributes": given})
    field(world, "date", "Birthday", key="born")
    field(world, "choice", "Tier", key="tier", options=["Gold"])
    field(world, "yes_no", "Member", key="member")
    field(world, "number", "Visits", key="visits")
    field(world, "date", "On", key="on")
    page = maria.get(edit(world)).content.decode()
    assert maria.post(edit(world), posted(page, first_name="Chuck")).status_code == 302
    assert attributes(world) == given and world.charlie.first_name == "Chuck"


def test_two_who_edit_charlie_at_once_take_nothing_from_each_other(maria: Client, world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"note": "old", "gone": "x"}})
    visits, city = field(world, "number", "Visits"), field(world, "text", "City")
    first = maria.get(edit(world)).content.decode()
    second = maria.get(edit(world)).content.decode()
    maria.post(edit(world), posted(first, first_name="Chuck", **{f"custom_{visits.public_id}": "7"}))
    contacts.update(world.charlie, {"attributes": {"from_a_program": "yes", "note": "new"}})
    maria.post(edit(world), posted(second, attributes="note: old", **{f"custom_{city.public_id}": "Reno"}))
    assert attributes(world) == {"visits": "7", "city": "Reno", "from_a_program": "yes", "note": "new"}
    assert world.charlie.first_name == "Chuck"


def test_a_field_is_not_typed_among_the_free_attributes(maria: Client, world: World) -> None:
    field(world, "number", "Visits")
    page = maria.post(edit(world), {"phone": CHARLIE, "attributes": "visits: many"}).content.decode()
    assert "has a field of its own above" in page and attributes(world) == {}


def test_the_table_shows_the_columns_that_were_chosen(maria: Client, world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"tier": "Gold", "city": "Reno"}})
    tier = field(world, "choice", "Loyalty", key="tier", options=["Gold"], is_column=True)
    field(world, "text", "City")
    page = maria.get("/dashboard/contacts").content.decode()
    assert '<th scope="col">Loyalty</th>' in page and ">Gold<" in page and "Reno" not in page
    actions.archive(tier)
    assert "Loyalty" not in maria.get("/dashboard/contacts").content.decode()


@pytest.mark.parametrize(
    ("kind", "question", "expected"),
    [
        ("number", "attribute.number:it", ("is at least", "is filled in", 'inputmode="decimal"')),
        ("date", "attribute.date:it", ("has its anniversary", "is not filled in", 'type="date"')),
        ("yes_no", "attribute.flag:it", ("is yes", "is no", "is filled in")),
        ("choice", "attribute.text:it", ("is not filled in", '<option value="Gold" selected', "Silver")),
        ("text", "attribute.text:it", ("starts with", 'maxlength="200"', "contains")),
    ],
)
def test_the_builder_asks_by_label_with_what_the_kind_can_answer(
    maria: Client, world: World, kind: str, question: str, expected: tuple[str, ...]
) -> None:
    field(world, kind, "Loyalty", key="it", options=["Gold", "Silver"])
    form = maria.get("/dashboard/segments/new").content.decode()
    assert f'<option value="{question}">Loyalty</option>' in form
    page = maria.post("/dashboard/segments/new", {"do": "add:", "new-": question, "kind-": "all"})
    row = page.content.decode()
    row = row[row.index('class="condition"') : row.index("conditions-add")]
    assert "Loyalty" in row and "Name of the attribute" not in row
    assert [word for word in expected if word not in row] == []


def test_a_segment_over_fields_is_saved_shown_and_finds(maria: Client, world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"visits": "12", "tier": "Gold"}})
    contacts.update(world.dana, {"attributes": {"visits": 3, "tier": "Gold"}})
    field(world, "number", "Visits")
    field(world, "choice", "Tier", options=["Gold", "Silver"])
    row = {"part-": ["r1", "r2"], "kind-": "all", "name": "Often", "do": "save"}
    visits = {
        "field-1": "attribute",
        "as-1": "number",
        "name-1": "visits",
        "op-1": "at_least",
        "value-1": "10",
    }
    tier = {"field-2": "attribute", "as-2": "text", "name-2": "tier", "op-2": "is", "value-2": "Gold"}
    answer = maria.post("/dashboard/segments/new", row | visits | tier)
    assert answer.status_code == 302
    page = maria.get(answer.headers["Location"]).content.decode()
    assert "Charlie" in page and "Dana" not in page
    assert "“Visits” is at least 10 and “Tier” is “Gold”" in page
    again = maria.get(f"{answer.headers['Location']}/edit").content.decode()
    assert "Visits" in again and 'value="visits"' in again


def test_whether_a_number_is_filled_in_is_kept_as_the_language_asks_it(maria: Client, world: World) -> None:
    field(world, "number", "Visits")
    row = {"part-": "r1", "kind-": "all", "name": "Counted", "do": "save"}
    asked = {"field-1": "attribute", "as-1": "number", "name-1": "visits", "op-1": "known"}
    answer = maria.post("/dashboard/segments/new", row | asked)
    held = Segment.objects.of(world.acme.workspace).get().filter["all"]
    assert held == [{"field": "attribute", "op": "known", "name": "visits", "as": "text"}]
    page = maria.get(f"{answer.headers['Location']}/edit").content.decode()
    assert 'name="as-0" value="number"' in page and '<option value="known" selected' in page


def test_the_composer_offers_fields_by_their_labels(world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"tier": "Gold", "city": "Reno"}})
    field(world, "text", "Loyalty tier", key="tier")
    named = dict(offers(world.acme.workspace)["merge_fields"])
    assert named["{tier}"] == "Loyalty tier" and named["{city}"] == "city"


def test_a_field_that_nobody_has_filled_in_yet_is_no_unknown_name(world: World) -> None:
    field(world, "text", "Loyalty tier", key="tier")
    assert findings(world.acme.workspace, "You are {tier}, {teir}").unknown == ["teir"]
