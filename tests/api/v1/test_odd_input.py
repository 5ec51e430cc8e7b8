"""NULs, moments at the ends of time, and other oddities are answered, never crashed on."""

from typing import Any

import pytest

from tests.api.keys import Caller
from tests.api.v1.test_campaigns import cohort, drafted  # noqa: F401 - a fixture
from tests.api.v1.test_messages import NEW, error, send
from tests.world import World

NUL = "a\0b"


def test_nuls_are_left_out(live: Caller) -> None:
    body = send(live, metadata={NUL: NUL, "n": 1}, variables={NUL: NUL}, body="Hi {ab}").json()
    assert (body["metadata"], body["body"]) == ({"ab": "ab", "n": 1}, "Hi ab")
    planned = send(live, metadata={NUL: NUL}, variables={NUL: NUL}, scheduled_at="2026-12-01T18:00:00Z")
    assert planned.json()["metadata"] == {"ab": "ab"}


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2020-01-01", 1, {}])
def test_a_rehearsal_has_a_time_of_this_year(live: Caller, cohort: str, at: Any) -> None:  # noqa: F811
    path = f"/v1/campaigns/{drafted(live, cohort)}/dry_run"
    assert error(live("POST", path, {"at": at}))[2:] == ("parameter_invalid", "at")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/suppressions?phone=%00",
        "/v1/consents?phone=%00x",
        "/v1/messages?status=%00",
        "/v1/messages?starting_after=%00",
        "/v1/conversations?status=%00",
        "/v1/tags?limit=%00",
        "/v1/segments/%00",
        "/v1/contacts/con_%00/explain",
    ],
)
def test_a_nul_in_an_address_is_nothing_we_know(live: Caller, path: str) -> None:
    assert live("GET", path).status_code in (400, 404)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/segments", {"name": NUL, "filter": {"all": [{"field": "city", "op": "is", "value": NUL}]}}),
        ("/v1/segments", {"name": "A", "filter": {"field": "first_name", "op": "is", "value": NUL}}),
        ("/v1/templates", {"name": NUL, "body": NUL}),
        ("/v1/suppressions", {"phone": NEW, "reason": NUL}),
        ("/v1/suppressions", {"phone": NEW, "kind": "blacklist", "reason": NUL}),
        ("/v1/consents", {"phone": NEW, "source": NUL, "evidence": {NUL: NUL}}),
        ("/v1/contacts", {"phone": NEW, "attributes": {NUL: NUL}}),
        ("/v1/lists", {"name": NUL}),
        ("/v1/imports", {"contacts": [{"phone": NEW, "attributes": {NUL: NUL}}], "draft": True}),
        ("/v1/imports", {"contacts": [{"phone": NEW, "attributes": {"\0": NUL}}], "draft": True}),
        ("/v1/campaigns", {"name": NUL, "body": NUL, "audience": {"contact_ids": [NUL]}}),
    ],
)
def test_a_nul_in_a_body_crashes_nothing(world: World, live: Caller, path: str, body: Any) -> None:
    assert live("POST", path, body).status_code in (201, 400)
