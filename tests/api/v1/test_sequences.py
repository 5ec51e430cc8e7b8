"""Sequences and their enrolments, as a program sees them."""

import pytest

from apps.contacts.models import Contact
from apps.lists import actions as lists
from apps.pipeline import actions as pipeline
from apps.sequences import actions
from apps.sequences.jobs import actions as jobs
from apps.sequences.jobs import tasks
from apps.sequences.models import Sequence
from apps.tags import actions as tags
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.sequences import ways
from tests.sequences.ways import text, wait
from tests.world import Tenant, World


def welcome(tenant: Tenant) -> Sequence:
    return ways.sequence(tenant, text("s1"), wait("s2"), text("s3"))


def test_people_come_in_and_go(world: World, live: Caller) -> None:
    made = welcome(world.acme).public_id
    path = f"/v1/sequences/{made}"
    assert (live("GET", path).json()["object"], live("GET", path).json()["status"]) == ("sequence", "running")
    assert [one["id"] for one in live("GET", "/v1/sequences").json()["data"]] == [made]
    ids = [world.charlie.public_id, world.dana.public_id]
    first = live("POST", f"{path}/enrolments", {"contact_ids": ids})
    assert (first.status_code, first.json()["enrolled"]) == (201, 2)
    again = live("POST", f"{path}/enrolments", {"contact_ids": ids}).json()
    assert (again["enrolled"], again["on_their_way"]) == (0, 2)
    people = live("GET", f"{path}/enrolments?status=active").json()["data"]
    assert [one["contact_id"] for one in people] == ids[::-1]
    one = f"{path}/enrolments/{people[0]['id']}"
    for _ in range(2):
        gone = live("DELETE", one)
        assert (gone.status_code, gone.json()["why"]) == (200, "taken_out")
    assert live("GET", one).json()["ended_at"]
    assert [one["contact_id"] for one in live("GET", f"{path}/enrolments?status=active").json()["data"]] == [
        world.charlie.public_id
    ]


def test_what_is_wrong_is_named(world: World, live: Caller) -> None:
    made = welcome(world.acme)
    path = f"/v1/sequences/{made.public_id}/enrolments"
    assert error(live("POST", path, {}))[2:] == ("parameter_missing", "contact_ids")
    zoe = world.bobco.contacts["Zoe"].public_id
    assert error(live("POST", path, {"contact_ids": [zoe]}))[2:] == ("parameter_invalid", "contact_ids")
    few = {"contact_ids": [world.dana.public_id], "per_day": 0}
    assert error(live("POST", path, few))[0] == 400
    assert error(live("GET", f"{path}?status=odd"))[2:] == ("parameter_invalid", "status")
    actions.pause(made, "alice")
    response = live("POST", path, {"contact_ids": [world.dana.public_id]})
    assert error(response)[:3] == (409, "conflict_error", "sequence_not_running")


def test_everybody_of_a_list_a_tag_or_a_stage_comes_in(world: World, live: Caller) -> None:
    path = f"/v1/sequences/{welcome(world.acme).public_id}/enrolments"
    regulars = lists.create(world.acme.workspace, "Regulars")
    lists.add(regulars, [world.charlie.pk])
    tags.add(world.dana, ["VIP"])
    pipeline.move(world.erin, "Won")
    for group in ({"list_id": regulars.public_id}, {"tag": "vip"}, {"stage": "won"}):
        told = live("POST", path, group)
        assert (told.status_code, told.json()["enrolled"]) == (201, 1), group
    people = {one["contact_id"] for one in live("GET", path).json()["data"]}
    assert people == {world.charlie.public_id, world.dana.public_id, world.erin.public_id}


def test_who_was_never_placed_comes_in_with_the_first_stage(world: World, live: Caller) -> None:
    path = f"/v1/sequences/{welcome(world.acme).public_id}/enrolments"
    first = pipeline.stages(world.acme.workspace)[0]
    pipeline.move(world.erin, "Won")
    others = Contact.objects.of(world.acme.workspace).exclude(pk=world.erin.pk).count()
    assert live("POST", path, {"stage": first.name}).json()["enrolled"] == others


@pytest.mark.parametrize(
    ("group", "field"),
    [
        ({"tag": "nobody's"}, "tag"),
        ({"stage": "nowhere"}, "stage"),
        ({"tag": "vip", "stage": "won"}, "stage"),
        ({"list_id": "lst_x"}, "id"),
    ],
)
def test_a_group_that_is_not_there_is_named(
    world: World, live: Caller, group: dict[str, str], field: str
) -> None:
    path = f"/v1/sequences/{welcome(world.acme).public_id}/enrolments"
    tags.add(world.dana, ["VIP"])
    assert error(live("POST", path, group))[3] == field
    assert live("GET", path).json()["data"] == []


def test_bobcos_are_not_there(world: World, live: Caller) -> None:
    theirs = welcome(world.bobco)
    ways.enrol(theirs, world.bobco.contacts["Zoe"])
    enrolment = ways.of(theirs, world.bobco.contacts["Zoe"]).public_id
    ours = welcome(world.acme).public_id
    assert live("GET", f"/v1/sequences/{theirs.public_id}").status_code == 404
    assert live("DELETE", f"/v1/sequences/{ours}/enrolments/{enrolment}").status_code == 404


def test_many_come_in_by_a_job(world: World, live: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    path = f"/v1/sequences/{welcome(world.acme).public_id}"
    ids = [world.charlie.public_id, world.dana.public_id]
    begun = live("POST", f"{path}/enrolments", {"contact_ids": ids})
    job = begun.json()
    assert (begun.status_code, job["object"], job["status"]) == (202, "sequence_job", "running")
    assert (job["total"], job["seen"], job["enrolled"]) == (2, 0, 0)
    one = f"{path}/jobs/{job['id']}"
    assert live("POST", f"{one}/stop").json()["status"] == "stopped"
    assert error(live("POST", f"{one}/stop"))[:3] == (409, "conflict_error", "sequence_job_over")
    tasks.advance()
    assert live("GET", one).json()["enrolled"] == 0
    assert live("POST", f"{one}/resume").json()["status"] == "running"
    tasks.advance()
    done = live("GET", f"{path}/jobs").json()["data"][0]
    assert (done["status"], done["seen"], done["enrolled"]) == ("finished", 2, 2)
    assert live("GET", f"{path}/jobs/sqj_0").status_code == 404
