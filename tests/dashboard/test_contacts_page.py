"""The table of contacts: found however one looks for them, page by page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.compliance import actions as compliance
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.dashboard.tables import cursors
from apps.lists import actions as lists
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from tests.world import CHARLIE, DANA, World

PAGE = "/dashboard/contacts"


def names(client: Client, query: str = "") -> set[str]:
    page = client.get(f"{PAGE}{query}").content.decode()
    return set(re.findall(r">(Charlie|Dana|Erin|Zoe)[^<]*</a>", page))


def test_maria_sees_everybody_of_acme_and_nobody_of_bobco(maria: Client) -> None:
    assert names(maria) == {"Charlie", "Dana", "Erin"}


@pytest.mark.parametrize(
    "typed",
    ["+1 415-555-2001", "(415) 555-2001", "415.555.2001", "4155552001", "0014155552001", "555 2001", "52001"],
)
def test_charlie_is_found_by_his_number_however_it_is_written(maria: Client, typed: str) -> None:
    assert names(maria, f"?q={typed.replace('+', '%2B')}") == {"Charlie"}


def test_a_british_number_is_found_with_and_without_its_trunk_zero(maria: Client, world: World) -> None:
    contacts.create(world.acme.workspace, "+442079460018", {"first_name": "Zoe"}, source="manual")
    for typed in ("020 7946 0018", "%2B44 20 7946 0018", "0044 20 7946 0018", "%2B44 (0)20 7946 0018"):
        assert names(maria, f"?q={typed}") == {"Zoe"}


def test_dana_is_found_by_name_and_by_address(maria: Client, world: World) -> None:
    contacts.update(world.dana, {"last_name": "Scully", "email": "dana@fbi.example"})
    assert names(maria, "?q=scul") == names(maria, "?q=dana+scully") == names(maria, "?q=@fbi") == {"Dana"}
    assert names(maria, "?q=nobody") == set()


def test_filters_narrow_to_list_tag_stage_opt_out_and_dnd(maria: Client, world: World) -> None:
    members = lists.create(world.acme.workspace, "Members")
    lists.add(members, [world.charlie.pk])
    tags.add(world.dana, ["vip"])
    vip = tags.named(world.acme.workspace, ["vip"])["vip"]
    pipeline.move(world.erin, "customer")
    contacts.set_dnd(world.erin, True)
    compliance.opt_out(world.acme.workspace.pk, DANA, source="keyword", evidence={"keyword": "STOP"})
    assert names(maria, f"?list={members.public_id}") == {"Charlie"}
    assert names(maria, f"?tag={vip.public_id}") == {"Dana"}
    assert names(maria, "?stage=customer") == {"Erin"}
    assert names(maria, "?who=opted_out") == {"Dana"}
    assert names(maria, "?who=dnd") == {"Erin"}
    assert names(maria, f"?tag={vip.public_id}&who=dnd") == set()


def test_the_badge_says_where_each_stands(maria: Client, world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, DANA, source="keyword", evidence={})
    contacts.create(world.acme.workspace, "+13125552999", {"first_name": "Zoe"}, source="manual")
    page = maria.get(PAGE).content.decode()
    for label in ("Consented", "Opted out", "No consent"):
        assert label in page


def many(world: World, number: int) -> None:
    Contact.everywhere.bulk_create(
        [
            Contact(workspace=world.acme.workspace, phone=f"+1646555{place:04}", first_name=f"P{place:03}")
            for place in range(number)
        ]
    )


def test_pages_follow_each_other_without_a_gap_and_lead_back(maria: Client, world: World) -> None:
    many(world, 2 * cursors.SIZE)
    seen: list[str] = []
    query, pages = "", []
    while True:
        page = maria.get(f"{PAGE}{query}").context["page"]
        pages.append(page)
        seen += [contact.phone for contact in page.rows]
        if not page.next_url:
            break
        query = page.next_url
    assert len(seen) == len(set(seen)) == Contact.objects.of(world.acme.workspace).count()
    before_last = maria.get(f"{PAGE}{pages[-1].previous_url}").context["page"]
    assert before_last.rows == pages[-2].rows


def test_by_phone_the_pages_run_in_the_order_of_numbers(maria: Client, world: World) -> None:
    many(world, cursors.SIZE)
    first = maria.get(f"{PAGE}?sort=phone").context["page"]
    second = maria.get(f"{PAGE}{first.next_url}").context["page"]
    order = [contact.phone for contact in [*first.rows, *second.rows]]
    assert order == sorted(order)
    assert len(order) == cursors.SIZE + 3


def test_a_count_stops_counting(maria: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursors, "COUNTED", 60)
    many(world, 90)
    assert b"60+ people" in maria.get(PAGE).content
    with CaptureQueriesContext(
        connection,
    ) as asked:
        maria.get(PAGE)
    counts = [
        query["sql"] for query in asked if "COUNT(" in query["sql"] and "contacts_contact" in query["sql"]
    ]
    assert counts and all("LIMIT 61" in sql for sql in counts)


def test_htmx_gets_the_table_alone_and_history_the_whole_page(maria: Client) -> None:
    part = maria.get(PAGE, headers={"HX-Request": "true"})
    assert b"<html" not in part.content and b"Charlie" in part.content
    assert "HX-Request" in part.headers["Vary"]
    history = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in maria.get(PAGE, headers=history).content


def test_an_empty_workspace_says_how_to_begin(bob: Client, world: World) -> None:
    Contact.everywhere.filter(workspace=world.bobco.workspace).delete()
    assert b"No contacts yet" in bob.get(PAGE).content
    assert b"Nobody here" in bob.get(f"{PAGE}?q=x").content


def test_ticked_people_go_on_a_list_and_get_a_tag_once(maria: Client, world: World) -> None:
    members = lists.create(world.acme.workspace, "Members")
    ticked = [world.charlie.public_id, world.dana.public_id]
    for _ in range(2):
        maria.post(f"{PAGE}/bulk", {"verb": "list", "list": members.public_id, "contact": ticked})
        maria.post(f"{PAGE}/bulk", {"verb": "tag", "tag": "vip", "contact": ticked})
    assert members.memberships.count() == 2
    assert {one.tag.name for one in world.dana.taggings.all()} == {"vip"}


def test_bulk_returns_to_the_page_it_came_from_and_nowhere_else(maria: Client, world: World) -> None:
    ticked = {"verb": "tag", "tag": "vip", "contact": [world.charlie.public_id]}
    answer = maria.post(f"{PAGE}/bulk", ticked | {"next": "/dashboard/contacts?q=Charlie"})
    assert answer.headers["Location"] == "/dashboard/contacts?q=Charlie"
    for elsewhere in ("https://evil.example/dashboard/", "//evil.example/dashboard/", "/admin/"):
        assert maria.post(f"{PAGE}/bulk", ticked | {"next": elsewhere}).headers["Location"] == PAGE


def test_bulk_touches_no_contact_of_another_tenant(maria: Client, world: World) -> None:
    zoe = world.bobco.contacts["Zoe"]
    answer = maria.post(
        f"{PAGE}/bulk", {"verb": "tag", "tag": "ours", "contact": [zoe.public_id]}, follow=True
    )
    assert b"Tick at least one person" in answer.content
    assert not zoe.taggings.exists()
    theirs = lists.create(world.bobco.workspace, "Theirs")
    ticked = {"verb": "list", "list": theirs.public_id, "contact": [world.charlie.public_id]}
    assert maria.post(f"{PAGE}/bulk", ticked).status_code == 404


def test_the_table_costs_the_same_for_a_full_page(
    maria: Client, world: World, django_assert_max_num_queries: object
) -> None:
    many(world, 70)
    tags.add_many(
        world.acme.workspace.pk,
        {pk: ["a", "b"] for pk in Contact.everywhere.values_list("pk", flat=True)[:60]},
    )
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert len(maria.get(PAGE).context["rows"]) == cursors.SIZE
    assert CHARLIE in {row.contact.phone for row in maria.get(f"{PAGE}?sort=added").context["rows"]}
