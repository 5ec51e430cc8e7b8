"""Sequences and their enrolments, as a program sees them."""

from apps.sequences import actions
from apps.sequences.models import Sequence
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


def test_bobcos_are_not_there(world: World, live: Caller) -> None:
    theirs = welcome(world.bobco)
    ways.enrol(theirs, world.bobco.contacts["Zoe"])
    enrolment = ways.of(theirs, world.bobco.contacts["Zoe"]).public_id
    ours = welcome(world.acme).public_id
    assert live("GET", f"/v1/sequences/{theirs.public_id}").status_code == 404
    assert live("DELETE", f"/v1/sequences/{ours}/enrolments/{enrolment}").status_code == 404
