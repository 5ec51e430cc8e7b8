"""What v1 has beyond the contract: tags, stages, segments, templates, senders, suppressions, consents,
conversations, explanations."""

from typing import Any

import pytest

from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.credits import ledger
from apps.messaging.models import Conversation
from apps.pipeline.models import Stage
from apps.tags import actions as tags
from tests.api.keys import Caller
from tests.api.v1.test_messages import NEW, error
from tests.messaging.orders import texted
from tests.world import World

DANAS = {"all": [{"field": "first_name", "op": "is", "value": "Dana"}]}


def test_tags_are_put_on_and_taken_off(world: World, live: Caller) -> None:
    path = f"/v1/contacts/{world.charlie.public_id}/tags"
    assert live("POST", path, {"tags": ["VIP", "Beta"]}).json()["tags"] == ["Beta", "VIP"]
    assert live("POST", path, {"tags": ["vip"]}).json()["tags"] == ["Beta", "VIP"]
    assert {one["name"] for one in live("GET", "/v1/tags").json()["data"]} >= {"VIP", "Beta"}
    assert live("DELETE", path, {"tags": ["Beta"]}).json()["tags"] == ["VIP"]
    assert live("DELETE", f"{path}?tag=vip").json()["tags"] == []
    assert error(live("POST", path, {"tags": []}))[2:] == ("parameter_missing", "tags")
    assert error(live("POST", path, {"tags": "VIP"}))[2:] == ("parameter_invalid", "tags")
    zoe = world.bobco.contacts["Zoe"].public_id
    assert error(live("POST", f"/v1/contacts/{zoe}/tags", {"tags": ["VIP"]}))[0] == 404


def test_bobcos_tags_are_not_listed(world: World, live: Caller) -> None:
    tags.named(world.bobco.workspace, ["Secret"])
    assert "Secret" not in str(live("GET", "/v1/tags").json())


def test_stages_stand_in_their_order(world: World, live: Caller) -> None:
    for position, key in ((2, "won"), (1, "new")):
        Stage.objects.create(workspace=world.acme.workspace, key=key, name=key.title(), position=position)
    Stage.objects.create(workspace=world.bobco.workspace, key="secret", name="Secret")
    stages = live("GET", "/v1/stages").json()["data"]
    assert [(one["object"], one["key"], one["name"]) for one in stages] == [
        ("stage", "new", "New"),
        ("stage", "won", "Won"),
    ]


def test_a_segment_lives(world: World, live: Caller) -> None:
    made = live("POST", "/v1/segments", {"name": "Danas", "filter": DANAS})
    assert (made.status_code, made.json()["object"]) == (201, "segment")
    path = f"/v1/segments/{made.json()['id']}"
    assert live("GET", f"{path}/count").json()["count"] == 1
    assert live("POST", path, {"name": "Dana alone"}).json()["filter"] == made.json()["filter"]
    assert live("GET", path).json()["name"] == "Dana alone"
    assert [one["name"] for one in live("GET", "/v1/segments").json()["data"]] == ["Dana alone"]
    draft = {"name": "x", "body": "y", "draft": True, "audience": {"segment_id": made.json()["id"]}}
    campaign = live("POST", "/v1/campaigns", draft).json()["id"]
    assert error(live("DELETE", path))[:3] == (409, "conflict_error", "segment_in_use")
    live("POST", f"/v1/campaigns/{campaign}/cancel")
    assert live("DELETE", path).json()["deleted"] is True
    assert error(live("GET", path))[0] == 404


@pytest.mark.parametrize(
    ("given", "code", "param"),
    [
        ({"name": None}, "parameter_missing", "name"),
        ({"filter": None}, "parameter_missing", "filter"),
        ({"filter": "x"}, "parameter_invalid", "filter"),
        ({"filter": {"all": []}}, "filter_invalid", "filter.all"),
        ({"filter": {"all": [{"field": "shoe"}]}}, "filter_invalid", "filter.all[0].field"),
    ],
)
def test_what_is_wrong_with_a_filter_has_its_place(
    live: Caller, given: dict[str, Any], code: str, param: str
) -> None:
    response = live("POST", "/v1/segments", {"name": "A", "filter": DANAS, **given})
    assert error(response) == (400, "invalid_request_error", code, param)


def test_a_template_lives(live: Caller) -> None:
    made = live("POST", "/v1/templates", {"name": "Hours", "body": "We open at 9."})
    assert (made.status_code, made.json()["segments"]) == (201, 1)
    path = f"/v1/templates/{made.json()['id']}"
    changed = live("POST", path, {"body": "We open at 8."}).json()
    assert (changed["name"], changed["body"]) == ("Hours", "We open at 8.")
    again = live("POST", "/v1/templates", {"name": "Hours", "body": "x"})
    assert error(again)[:3] == (409, "conflict_error", "template_exists")
    assert live("DELETE", path).json()["deleted"] is True
    assert live("GET", "/v1/templates").json()["data"] == []


def test_senders_are_listed(world: World, live: Caller) -> None:
    found = live("GET", "/v1/senders").json()["data"]
    assert [one["address"] for one in found] == [world.acme.sender.address]
    assert live("GET", f"/v1/senders/{world.acme.sender.public_id}").json() == found[0]
    assert live("GET", f"/v1/senders/{world.bobco.sender.public_id}").status_code == 404


def test_a_number_is_blacklisted_and_taken_off(live: Caller) -> None:
    made = live("POST", "/v1/suppressions", {"phone": NEW, "kind": "blacklist", "reason": "asked us"})
    assert (made.status_code, made.json()["kind"]) == (201, "blacklist")
    again = live("POST", "/v1/suppressions", {"phone": NEW, "kind": "blacklist"})
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    assert error(live("POST", "/v1/messages", {"to": NEW, "body": "Hi"}))[2] == "dnc_listed"
    found = live("GET", f"/v1/suppressions?phone={NEW}&kind=blacklist").json()["data"]
    assert [one["id"] for one in found] == [made.json()["id"]]
    path = f"/v1/suppressions/{made.json()['id']}"
    assert live("DELETE", path).json()["deleted"] is True
    assert live("GET", path).status_code == 404
    assert live("POST", "/v1/messages", {"to": NEW, "body": "Hi"}).status_code == 201


def test_an_opt_out_stands_until_the_person_says_otherwise(world: World, live: Caller) -> None:
    made = live("POST", "/v1/suppressions", {"phone": world.erin.phone, "reason": "by phone"}).json()
    assert made["kind"] == "opt_out"
    refused = live("DELETE", f"/v1/suppressions/{made['id']}")
    assert error(refused)[:3] == (409, "conflict_error", "suppression_not_liftable")
    contact = live("GET", f"/v1/contacts/{world.erin.public_id}").json()
    assert contact["opt_in"]["status"] == "opted_out"
    assert error(live("POST", "/v1/suppressions", {"phone": NEW, "kind": "review"}))[2:] == (
        "parameter_invalid",
        "kind",
    )


def test_bobcos_suppressions_are_not_there(world: World, live: Caller) -> None:
    compliance.suppress(world.bobco.workspace.pk, NEW, "blacklist", source="api", evidence={})
    assert live("GET", "/v1/suppressions").json()["data"] == []


def test_a_consent_is_kept_with_its_evidence(world: World, live: Caller) -> None:
    given = {
        "phone": NEW,
        "source": "checkout",
        "ip": "203.0.113.4",
        "evidence": {"form": "spring", "text": "Yes, text me"},
        "occurred_at": "2026-05-01T20:00:00+02:00",
    }
    made = live("POST", "/v1/consents", given)
    body = made.json()
    assert (made.status_code, body["kind"], body["source"]) == (201, "opt_in", "checkout")
    assert body["evidence"] == {**given["evidence"], "ip": "203.0.113.4"}  # type: ignore[dict-item]
    assert body["occurred_at"] == "2026-05-01T18:00:00Z"
    assert NEW in queries.consenting(world.acme.workspace.pk, [NEW])
    assert live("GET", f"/v1/consents?phone={NEW}").json()["data"] == [body]
    assert error(live("GET", "/v1/consents"))[2:] == ("parameter_missing", "phone")


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"ip": "here"}, "ip"),
        ({"evidence": {"a": 1}}, "evidence"),
        ({"occurred_at": "then"}, "occurred_at"),
        ({"occurred_at": ""}, "occurred_at"),
    ],
)
def test_a_consent_that_cannot_be_read_is_named(live: Caller, given: dict[str, Any], param: str) -> None:
    response = live("POST", "/v1/consents", {"phone": NEW, "source": "web", **given})
    assert error(response)[2:] == ("parameter_invalid", param)


def test_why_somebody_may_not_be_texted(world: World, live: Caller) -> None:
    path = f"/v1/contacts/{world.erin.public_id}/explain"
    compliance.opt_out(world.acme.workspace.pk, world.erin.phone, source="keyword", evidence={})
    told = live("GET", path).json()
    assert (told["object"], told["can_text"]) == ("explanation", False)
    wrong = [gate["rule"] for gate in told["gates"] if not gate["passes"]]
    assert "suppression" in wrong


def test_a_reply_is_answered_in_its_thread(world: World, live: Caller) -> None:
    texted(world.acme.sender, world.dana, "Are you open?")
    (thread,) = live("GET", "/v1/conversations?status=open").json()["data"]
    assert (thread["contact_id"], thread["unread"]) == (world.dana.public_id, 1)
    path = f"/v1/conversations/{thread['id']}"
    sent = live("POST", f"{path}/messages", {"body": "Until six."})
    assert (sent.status_code, sent.json()["to"]) == (201, world.dana.phone)
    assert ledger.balance(world.acme.workspace) == 999
    lines = live("GET", f"{path}/messages").json()["data"]
    assert [(one["direction"], one["body"]) for one in lines] == [
        ("out", "Until six."),
        ("in", "Are you open?"),
    ]
    assert (lines[1]["from"], lines[1]["status"]) == (world.dana.phone, "received")
    assert live("GET", path).json()["unread"] == 0
    assert error(live("POST", f"{path}/messages", {}))[2:] == ("parameter_missing", "body")
    assert live("GET", "/v1/conversations?status=closed").json()["data"] == []
    assert error(live("GET", "/v1/conversations?status=odd"))[2:] == ("parameter_invalid", "status")


def test_nobody_answers_who_left(world: World, live: Caller) -> None:
    texted(world.acme.sender, world.dana, "Hello")
    texted(world.acme.sender, world.dana, "STOP")
    thread = Conversation.objects.of(world.acme.workspace).get().public_id
    response = live("POST", f"/v1/conversations/{thread}/messages", {"body": "Why?"})
    assert error(response)[:3] == (422, "compliance_error", "contact_opted_out")
