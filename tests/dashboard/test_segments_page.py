"""Maria builds segments without a line of script; Victor looks at them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.audiences import actions
from apps.audiences.models import Segment, Sync
from apps.campaigns import actions as campaigns
from apps.campaigns.models import Campaign
from apps.lists.models import ContactList
from apps.tags import actions as tags
from apps.tags.models import Tag
from tests.world import World

NUMBER = {
    "part-": ["r1"],
    "field-1": "attribute",
    "as-1": "number",
    "name-1": "a",
    "op-1": "is",
    "do": "save",
}


@pytest.fixture
def vip(world: World) -> Tag:
    tags.add(world.charlie, ["VIP"])
    return Tag.objects.of(world.acme.workspace).get()


@pytest.fixture
def segment(world: World, vip: Tag) -> Segment:
    filter_ = {"version": 1, "all": [{"field": "tag", "op": "has", "ids": [vip.public_id]}]}
    return actions.create(world.acme.workspace, "Good people", filter_)


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: str) -> str:
    return reverse(f"dashboard:{name}", args=args)


def typed(vip: Tag, **more: Any) -> dict[str, Any]:
    row = {"part-": ["r1"], "field-1": "tag", "op-1": "has", "ids-1": [vip.public_id]}
    return {"name": "Good people", "kind-": "all", **row, **more}


def test_a_row_is_added_and_removed_by_buttons(world: World, vip: Tag) -> None:
    maria = browser(world.maria)
    page = maria.post(address("segment_new"), {"kind-": "all", "new-": "replied", "do": "add:"})
    assert 'name="field-1" value="replied"' in page.content.decode()
    gone = {"kind-": "all", "part-": ["r1"], "field-1": "replied", "op-1": "within", "days-1": "30"}
    assert (
        'name="field-1"' not in maria.post(address("segment_new"), {**gone, "do": "drop:r1"}).content.decode()
    )


def test_maria_saves_what_she_built_and_sees_who_is_in(world: World, vip: Tag) -> None:
    maria = browser(world.maria)
    group = {
        "part-": ["r1", "g2"],
        "kind-2": "none",
        "part-2": ["r3", "r4"],
        "field-3": "replied",
        "op-3": "within",
        "days-3": "30",
        "field-4": "attribute",
        "as-4": "number",
        "name-4": "points",
        "op-4": "more",
        "value-4": "1,000",
    }
    answer = maria.post(address("segment_new"), typed(vip, **group, do="save"), follow=True)
    page = answer.content.decode()
    assert "Charlie" in page and "1 person" in page and "Dana" not in page
    assert "has the tag VIP and not (replied in the last 30 days or “points” is more than 1000)" in page
    saved = Segment.objects.of(world.acme.workspace).get()
    assert saved.filter["all"][1] == {
        "not": {
            "any": [
                {"field": "replied", "op": "within", "days": 30},
                {"field": "attribute", "op": "more", "name": "points", "as": "number", "value": 1000},
            ]
        }
    }
    again = maria.get(address("segment_edit", saved.public_id)).content.decode()
    assert 'value="none" selected' in again and 'value="points"' in again


def test_what_is_wrong_is_said_at_its_row_and_nothing_is_lost(world: World, vip: Tag) -> None:
    bad = {"part-": ["r1", "r2"], "field-2": "replied", "op-2": "within", "days-2": "5000"}
    answer = browser(world.maria).post(address("segment_new"), typed(vip, **bad, do="save"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert (
        "Days must be between 1 and 3650." in page
        and 'value="5000"' in page
        and 'value="Good people"' in page
    )
    assert not Segment.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"part-": ["r1"], "field-1": "nobody", "do": "save"},
        {"part-": ["rx", "g", "", "r9999", "g1", "g1"], "part-1": ["g1", "r2"], "do": "save"},
        {"part-": ["r1"], "field-1": "attribute", "as-1": "poem", "op-1": "is", "do": "save"},
        {"part-": ["r1"], "field-1": "tag", "op-1": "has", "ids-1": ["tag_1", "\0"], "do": "save"},
        {
            "part-": ["r1"],
            "field-1": "attribute",
            "as-1": "number",
            "op-1": "is",
            "value-1": "nan",
            "do": "save",
        },
        {
            "part-": ["r1"],
            "field-1": "attribute",
            "as-1": "number",
            "op-1": "is",
            "value-1": "1e400",
            "do": "save",
        },
        {"part-": ["r1"], "field-1": "created", "op-1": "after", "value-1": "9999-12-31", "do": "save"},
        {"do": "add:77", "new-77": "tag"},
        {"do": "add:", "new-": "attribute.poem"},
        {"do": "drop:"},
        {"kind-": "none", "do": "group"},
    ],
)
def test_nonsense_is_no_fault_of_the_server(world: World, nonsense: dict[str, Any]) -> None:
    answer = browser(world.maria).post(address("segment_new"), {"name": "X", **nonsense})
    assert answer.status_code in (200, 422)
    assert not Segment.objects.of(world.acme.workspace).exists()


def test_the_count_beside_the_builder_saves_nothing(world: World, vip: Tag) -> None:
    answer = browser(world.maria).post(address("segment_look"), typed(vip))
    assert "1 person" in answer.content.decode()
    assert not Segment.objects.of(world.acme.workspace).exists()


def test_a_filter_deeper_than_the_page_is_shown_in_words_and_kept(world: World, segment: Segment) -> None:
    deep = {"all": [{"any": [{"all": [{"field": "dnd", "op": "no"}]}]}]}
    actions.change(segment, name="Deep", filter_=deep)
    answer = browser(world.maria).get(address("segment_edit", segment.public_id), follow=True)
    assert "nested deeper" in answer.content.decode()


def test_contacts_are_narrowed_to_a_segment(world: World, segment: Segment) -> None:
    page = browser(world.victor).get(address("contacts"), {"segment": segment.public_id}).content.decode()
    assert "Charlie" in page and "Dana" not in page
    nobody = browser(world.victor).get(address("contacts"), {"segment": "seg_nonsense"}).content.decode()
    assert "Charlie" not in nobody


def test_a_campaign_includes_and_leaves_out_segments(world: World, segment: Segment) -> None:
    maria = browser(world.maria)
    page = maria.get(address("campaign_new"), {"segment": segment.public_id}).content.decode()
    assert f'value="{segment.public_id}" id="id_include_segments_0" checked' in page
    maria.post(address("campaign_new"), {"name": "To the good", "include_segments": [segment.public_id]})
    draft = Campaign.objects.of(world.acme.workspace).get()
    assert draft.audience["include"]["segments"] == [segment.pk]


def test_a_segment_that_a_scheduled_campaign_asks_for_is_not_deleted(world: World, segment: Segment) -> None:
    details = {"name": "Soon", "body": "Hello", "audience": {"exclude": {"segments": [segment.pk]}}}
    draft = campaigns.draft(world.acme.workspace, details)
    Campaign.everywhere.filter(pk=draft.pk).update(state=Campaign.State.SCHEDULED)
    answer = browser(world.maria).post(address("segment_delete", segment.public_id), follow=True)
    assert "The campaign soon still asks for this segment." in answer.content.decode()
    Campaign.everywhere.filter(pk=draft.pk).update(state=Campaign.State.DRAFT)
    browser(world.maria).post(address("segment_delete", segment.public_id))
    assert not Segment.objects.of(world.acme.workspace).exists()


def test_a_list_is_kept_by_a_segment_and_let_go(world: World, segment: Segment) -> None:
    maria = browser(world.maria)
    keep = address("segment_keep", segment.public_id)
    page = maria.post(keep, {"name": "Kept", "how": "kept"}, follow=True)
    assert "filled by the segment" in page.content.decode()
    kept = ContactList.objects.of(world.acme.workspace).get()
    maria.post(address("list_release", kept.public_id))
    kept.refresh_from_db()
    assert kept.kind == "static" and not Sync.everywhere.exists()
    taken = maria.post(keep, {"name": "Kept", "how": "once"})
    assert taken.status_code == 422 and "There is a list of this name." in taken.content.decode()


def test_victor_looks_and_changes_nothing(world: World, segment: Segment) -> None:
    victor = browser(world.victor)
    assert victor.get(address("segments")).status_code == 200
    assert "Edit" not in victor.get(address("segment", segment.public_id)).content.decode().split("<main")[-1]
    for name in ("segment_edit", "segment_keep", "segment_delete"):
        assert victor.post(address(name, segment.public_id)).status_code == 403
    assert victor.get(address("segment_new")).status_code == 403
