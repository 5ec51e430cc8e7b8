"""Files and defined fields: headings by label, values by kind, and the way out and back in."""

import csv
import io

from django.test import Client

from apps.contacts import actions as contacts
from apps.contacts.custom import actions
from apps.contacts.custom.actions import Wish
from apps.contacts.models import Contact, CustomField
from apps.imports import export, places
from apps.imports.preview import preview
from tests.dashboard.conftest import maria  # noqa: F401 - a fixture
from tests.imports.files import bring, table, undone, upload
from tests.world import World

FILE = table(
    "Phone,Loyalty tier,Born,visits,Club",
    '4155550001,GOLD,5/4/1990,"1,200",yes',
    "4155550002,bronze,in May,many,perhaps",
    "4155550003,,,,",
)


def fields(world: World) -> None:
    def add(kind: str, label: str, key: str, options: list[str] | None = None) -> CustomField:
        return actions.add(world.acme.workspace, kind, Wish(label, options), key=key)

    add("choice", "Loyalty Tier", "tier", ["Gold"])
    add("date", "Born", "birthday")
    add("number", "Visits", "visits")
    add("yes_no", "Club", "member")


def held(world: World, phone: str) -> dict[str, object]:
    found: dict[str, object] = Contact.objects.of(world.acme.workspace).get(phone=phone).attributes
    return found


def test_columns_are_found_by_label_and_values_are_read_by_kind(world: World) -> None:
    fields(world)
    done = bring(world.acme.workspace, FILE)
    assert done.mapping == [
        "phone",
        "attributes.tier",
        "attributes.birthday",
        "attributes.visits",
        "attributes.member",
    ]
    kept = {"tier": "Gold", "birthday": "1990-05-04", "visits": "1200", "member": "yes"}
    assert held(world, "+14155550001") == kept


def test_a_value_that_does_not_fit_costs_the_value_and_is_told(world: World) -> None:
    fields(world)
    done = bring(world.acme.workspace, FILE)
    assert (done.created, done.invalid, done.values_dropped) == (3, 0, 1)
    assert held(world, "+14155550002") == held(world, "+14155550003") == {}
    text = places.remarks(done.public_id).read_text(encoding="utf-8-sig")
    (line,) = list(csv.reader(io.StringIO(text)))[1:]
    assert line[:2] == ["3", "imported without a value"]
    assert "“bronze”: Loyalty Tier must be one of: Gold." in line[2] and "“in May”: Born must be" in line[2]


def test_a_value_that_does_not_fit_leaves_the_one_that_is_there(world: World) -> None:
    fields(world)
    contacts.create(world.acme.workspace, "+14155550002", {"attributes": {"visits": "7"}}, source="manual")
    undone(bring(world.acme.workspace, FILE))
    assert held(world, "+14155550002") == {"visits": "7"}


def test_the_preview_says_what_would_be_left_out(world: World) -> None:
    fields(world)
    seen = preview(upload(world.acme.workspace, FILE))
    assert seen.problems == [] and [one.line for one in seen.unfit] == [3]


def test_the_page_offers_fields_by_their_labels(maria: Client, world: World) -> None:  # noqa: F811
    fields(world)
    found = upload(world.acme.workspace, FILE)
    page = maria.get(f"/dashboard/imports/{found.public_id}/map").content.decode()
    assert '<option value="attributes.tier" selected>Loyalty Tier</option>' in page
    assert "Comes in without this value" in page and "Attribute tier" not in page


def test_bobcos_labels_mean_nothing_here(world: World) -> None:
    actions.add(world.bobco.workspace, "number", Wish("Loyalty tier"), key="secret")
    assert upload(world.acme.workspace, FILE).mapping[1] == "attributes.loyalty_tier"


def test_what_goes_out_is_headed_by_labels_and_comes_back_in(world: World) -> None:
    fields(world)
    actions.add(world.acme.workspace, "text", Wish("Tags"), key="labels")  # an import reads it as tags
    given = {"tier": "Gold", "visits": "12", "member": "yes", "labels": "a", "shoe": "42"}
    contacts.update(world.charlie, {"attributes": given})
    text = "".join(export.text(world.acme.workspace)).lstrip("\ufeff")
    heads = next(csv.reader(io.StringIO(text)))
    own = ["Loyalty Tier", "Born", "Visits", "Club", "attributes.labels", "attributes.shoe"]
    assert heads[-6:] == own
    world.charlie.attributes = {}
    world.charlie.save()
    bring(world.acme.workspace, text.encode())
    assert held(world, world.charlie.phone) == given
