"""The MassiveSMS contract, row by row: one file in golden/v1 for each, in the form of golden/readysms.

RECORD=1 writes what is answered now into files that have no `expect` yet; a person reads it before it counts.
"""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from pytest_django import Settings

from apps.accounts import actions
from apps.accounts.models import ApiKey
from apps.api.kernel import bucket
from apps.api.kernel.bucket import Bucket
from apps.api.v1.surface import V1
from tests.api.givens import GIVENS
from tests.api.keys import Caller, key_of
from tests.api.placeholders import differences
from tests.world import World

FOLDER = Path(__file__).parent / "golden" / "v1"
FILES = sorted(FOLDER.rglob("*.json"))
ID = re.compile(r"\b(msg|cmp|con|lst|evt|req|whk|seg)_[0-9A-HJKMNP-TV-Z]{26}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# ruff: noqa: E501
# Rows of the contract: section and what it says. Each file's `why` begins with one.
ROWS = (
    *(f"§2 {code}" for code in (
        "phone_number_invalid", "parameter_missing", "parameter_invalid", "body_too_long", "metadata_too_large",
        "json_invalid", "event_type_unknown", "url_invalid", "api_key_missing", "api_key_invalid",
        "api_key_revoked", "insufficient_credits", "resource_missing", "contact_already_opted_out",
        "contact_exists", "campaign_not_cancelable", "idempotency_key_reused", "region_blocked",
        "contact_opted_out", "dnc_listed", "quiet_hours", "rate_limited",
    )),
    "§4 both cursors", "§4 unknown cursor", "§4 limit out of range",
    "§5 POST /v1/messages", "§5 scheduled", "§5 GET /v1/messages/{id}", "§5 GET /v1/messages", "§5 cancel",
    "§5 bad status", "§6 POST /v1/campaigns", "§6 GET /v1/campaigns/{id}", "§6 GET /v1/campaigns", "§6 cancel",
    "§6 empty audience", "§6 unknown list", "§7 POST /v1/contacts", "§7 GET /v1/contacts/{id}",
    "§7 POST /v1/contacts/{id}", "§7 DELETE", "§7 GET /v1/contacts", "§7 opt_out", "§8 POST /v1/lists",
    "§8 POST /v1/lists/{id}/contacts", "§8 DELETE", "§8 GET /v1/lists", "§8 unknown contact ids", "§9 credits",
    "§10 POST /v1/webhooks", "§10 GET /v1/webhooks", "§10 DELETE",
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_file(row: str) -> None:
    whys = [orjson.loads(file.read_bytes())["why"] for file in FILES]
    assert any(why == row or why.startswith(f"{row}:") for why in whys)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER).with_suffix("")))
def test_the_contract(
    file: Path, daytime: datetime, world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`before`: requests that lead to it; `{last.id}` is the id that the last of them answered."""
    bucket.forget()
    case = orjson.loads(file.read_bytes())
    call = _caller(case.get("as", "live"), world)
    names = {"charlie.id": world.charlie.public_id, "dana.id": world.dana.public_id, "last.id": ""}
    for words in case.get("given", []):
        GIVENS[words](world, settings)
    if case.get("bucket") == "empty":
        monkeypatch.setattr(V1, "bucket", Bucket("golden", 100, 0))
    for earlier in case.get("before", []):
        answer = _ask(call, earlier, names)
        assert answer.status_code < 400, answer.content
        names["last.id"] = answer.json().get("id", "")
    response = _ask(call, case["request"], names)
    told = _plain(orjson.loads(response.content), names)
    if "expect" not in case and os.environ.get("RECORD"):
        case["expect"] = {"status": response.status_code, "json": told}
        file.write_bytes(orjson.dumps(case, option=orjson.OPT_INDENT_2) + b"\n")
    assert response.status_code == case["expect"]["status"], response.content
    assert differences(case["expect"]["json"], told) == []
    assert ID.fullmatch(response.headers["Request-Id"])
    for name in ("Limit", "Remaining", "Reset"):
        assert response.headers[f"X-RateLimit-{name}"].isdecimal()


def _ask(call: Caller, request: dict[str, Any], names: dict[str, str]) -> Any:
    filled = orjson.dumps(request).decode()
    for name, value in names.items():
        filled = filled.replace(f"{{{name}}}", value)
    told = orjson.loads(filled)
    return call(told["verb"], told["path"], told.get("raw", told.get("json")), told.get("headers"))


def _plain(value: Any, names: dict[str, str]) -> Any:
    """With a name for what differs from run to run, and for nothing else."""
    said = orjson.dumps(value).decode()
    for name, held in names.items():
        said = said.replace(held, f"{{{name}}}") if held else said
    said = ID.sub(lambda found: f"<{found[1]}>", said)
    return orjson.loads(re.sub(r"whsec_[0-9a-f]+", "<secret>", MOMENT.sub("<time>", said)))


def _caller(who: str, world: World) -> Caller:
    acme = world.acme.workspace
    if who in ("nobody", "a made-up key"):
        return Caller(None if who == "nobody" else "msvs_live_" + "0" * 48)
    if who == "a revoked key":
        row, key = actions.make_key(acme, ApiKey.Kind.LIVE, "Old")
        actions.revoke(row)
        return Caller(key)
    if who == "test":
        return Caller(key_of(acme.sandbox, ApiKey.Kind.TEST))
    return Caller(key_of(acme, ApiKey.Kind.LIVE))
