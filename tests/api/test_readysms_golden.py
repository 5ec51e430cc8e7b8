"""The ReadySMS contract, row by row: one file in golden/readysms for each, with its request and its answer.

A file: why (the contract's section), given (names in givens.py), as (whose key), request, expect. In requests
and answers `{charlie.id}` and the like are filled in from the world.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from pytest_django import Settings

from apps.accounts import actions
from apps.accounts.models import ApiKey
from apps.audiences.models import Segment
from apps.campaigns.models import Campaign
from apps.imports.models import Import
from apps.lists.models import ContactList
from apps.messaging.models import Conversation, Message, Scheduled
from apps.sequences.models import Sequence
from apps.webhooks.models import Subscription
from tests.api.givens import GIVENS
from tests.api.keys import Caller, key_of
from tests.api.placeholders import differences
from tests.world import World

FOLDER = Path(__file__).parent / "golden" / "readysms"
FILES = sorted(FOLDER.rglob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER).with_suffix("")))
def test_the_contract(file: Path, daytime: datetime, world: World, settings: Settings) -> None:
    case = orjson.loads(file.read_bytes())
    caller = _caller(case.get("as", "rsms"), world)
    for words in case.get("given", []):
        GIVENS[words](world, settings)
    names = _names(world)
    request, expect = _filled(case["request"], names), _filled(case["expect"], names)
    body = request.get("raw", request.get("json"))
    response = caller(request["verb"], request["path"], body, request.get("headers"))
    _compare(expect, response)


def _compare(expect: dict[str, Any], response: Any) -> None:
    content = response.getvalue().decode()
    assert response.status_code == expect["status"], content
    for name, value in expect.get("headers", {}).items():
        assert differences(value, response.headers.get(name), name) == []
    if "text" in expect:
        assert content == expect["text"]
    else:
        assert response.headers["Content-Type"] == "application/json"
        assert differences(expect["json"], orjson.loads(content)) == []


def _caller(who: str, world: World) -> Caller:
    workspace = world.acme.workspace
    if who == "nobody":
        return Caller(None)
    if who == "a revoked key":
        row, key = actions.make_key(workspace, ApiKey.Kind.REST, "Old")
        actions.revoke(row)
        return Caller(key)
    if who == "a made-up key":
        return Caller("rsms_" + "0" * 48)
    kinds = {"rsms": ApiKey.Kind.REST, "zap": ApiKey.Kind.ZAPIER, "msvs": ApiKey.Kind.LIVE}
    return Caller(key_of(workspace, kinds[who]))


def _names(world: World) -> dict[str, Any]:
    message = Message.objects.of(world.acme.workspace).order_by("pk").last()
    thread = Conversation.objects.of(world.acme.workspace).last()
    key = ApiKey.objects.of(world.acme.workspace).first()
    hook, sequence = Subscription.everywhere.last(), Sequence.everywhere.last()
    foreign = world.bobco.contacts["Zoe"]
    newest = {name: _newest(model) for name, model in NEWEST.items()}
    return {
        "charlie.id": world.charlie.pk,
        "dana.id": world.dana.pk,
        "erin.id": world.erin.pk,
        "foreign.id": foreign.pk,
        "sender.id": world.acme.sender.pk,
        "sender.number": world.acme.sender.address,
        "foreign_sender.id": world.bobco.sender.pk,
        "last_message.id": message.pk if message else 0,
        "last_message.name": message.public_id if message else "",
        "conversation.id": thread.pk if thread else 0,
        "key.id": key.pk if key else 0,
        "hook.id": hook.pk if hook else 0,
        "sequence.id": sequence.pk if sequence else 0,
        **{f"{name}.id": row.pk if row else 0 for name, row in newest.items()},
        "planned.name": newest["planned"].public_id if newest["planned"] else "",
    }


NEWEST = {
    "planned": Scheduled,
    "campaign": Campaign,
    "import": Import,
    "list": ContactList,
    "segment": Segment,
}


def _newest(model: Any) -> Any:
    return model.everywhere.order_by("pk").last()


def _filled(value: Any, names: dict[str, Any]) -> Any:
    """A string that is one name becomes its value, type and all; names inside a string become text."""
    if isinstance(value, dict):
        return {key: _filled(held, names) for key, held in value.items()}
    if isinstance(value, list):
        return [_filled(held, names) for held in value]
    if not isinstance(value, str):
        return value
    if value[1:-1] in names and value[0] == "{":
        return names[value[1:-1]]
    return re.sub(r"\{([a-z_]+\.[a-z]+)\}", lambda found: str(names[found[1]]), value)
