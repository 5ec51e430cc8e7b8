"""A Postman collection (v2.1) of the same addresses, in an order in which they can be run one after another.

Each request says which answers are right, and keeps the id that it got for those behind it.
"""

import re
from collections.abc import Sequence
from typing import Any

import orjson

from apps.api.reference import oauth_shown
from apps.api.reference.addresses import Address
from apps.api.reference.dialects import V1
from apps.api.reference.openapi import document, every_address

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
# What others name must be there first.
EARLY = ("contacts", "lists", "readysms: contacts")
# Never right in a run of the collection itself.
WRONG = {400, 401, 413, 415, 429, 500}
PLACES = {
    "list_id": "{{v1_lists_id}}",
    "contact_id": "{{v1_contacts_id}}",
    "phone": "{{phone}}",
    "sequence_id": "{{sequences_id}}",
    "contact_pk": "{{contacts_id}}",
}
NUMBERS = ("sequence_id", "contact_pk")
VARIABLES = {
    "v1Key": "msvs_test_…",
    "readysmsKey": "rsms_…",
    "phone": "+14155550123",
    "sample_id": "message_received",
    "sequences_id": "0",
}
KEEP = """(() => {
const json = pm.response.headers.get("Content-Type") === "application/json";
const body = json ? pm.response.json() : null;
const data = body && !Array.isArray(body) ? body.data || body : body;
const held = Array.isArray(data) ? data[0] : data;
const good = pm.response.code < 300 && held;
if (good && held.id && KEEPS) pm.collectionVariables.set("NAME", String(held.id));
if (good && held.message_id) pm.collectionVariables.set("sms_id", held.message_id);
if (good && held.phone && KEEPS) pm.collectionVariables.set("phone", held.phone);
})();"""


def collection(base: str) -> dict[str, Any]:
    """base: the installation's address, without a slash at the end."""
    here = [one for one in every_address() if not one.is_alias]
    tags = sorted(dict.fromkeys(one.tag for one in here), key=lambda tag: tag not in EARLY)
    folders = [
        {"name": tag, "item": [_item(one) for one in _in_order([a for a in here if a.tag == tag])]}
        for tag in tags
    ]
    folders.append(oauth_shown.folder())
    gone = [_item(one) for one in here if one.verb == "DELETE"]
    folders.append({"name": "deleting, last", "item": gone[::-1]})
    return {
        "info": {"name": "Sendwell", "schema": SCHEMA, "description": document()["info"]["description"]},
        "auth": _bearer("v1Key"),
        "item": folders,
        "variable": _variables(base, here),
    }


def _variables(base: str, here: Sequence[Address]) -> list[dict[str, str]]:
    ids = {f"{_resource(one.path, name)}": "0" for one in here for name in one.parameters}
    return [{"key": key, "value": held} for key, held in _known(base, ids).items()]


def _known(base: str, ids: dict[str, str]) -> dict[str, str]:
    return {"baseUrl": base, **ids, **VARIABLES, **oauth_shown.variables()}


def _in_order(here: Sequence[Address]) -> list[Address]:
    """Lists first: what is behind them finds an id there. Deleting has a folder of its own."""
    kept = [one for one in here if one.verb != "DELETE"]
    return sorted(kept, key=lambda one: bool(one.parameters) or one.verb != "GET")


def _bearer(variable: str) -> dict[str, Any]:
    return {"type": "bearer", "bearer": [{"key": "token", "value": f"{{{{{variable}}}}}", "type": "string"}]}


def _item(one: Address) -> dict[str, Any]:
    lines = [*_judging(one), *_keeping(one).splitlines()]
    script = {"type": "text/javascript", "exec": lines}
    return {
        "name": f"{one.operation.summary} ({one.verb} {one.path})",
        "request": _request(one),
        "event": [{"listen": "test", "script": script}],
    }


def _judging(one: Address) -> list[str]:
    told = document()["paths"][one.path][one.verb.lower()]["responses"]
    # Whose place holds an id may find that there is none yet.
    names_one = one.parameters or "{" in orjson.dumps(dict(one.operation.eg or {})).decode()[1:]
    wrong = WRONG if names_one else WRONG | {404}
    right = [int(status) for status in told if int(status) not in wrong]
    return [
        f"const right = {orjson.dumps(right).decode()};",
        'pm.test("answers as described", () => pm.expect(pm.response.code).to.be.oneOf(right));',
    ]


def _keeping(one: Address) -> str:
    """The id of the first of a list, and of what was made."""
    word = one.path.rstrip("/").split("/")[-1]
    keeps = not word.startswith("{") and one.verb in ("GET", "POST")
    name = _resource(f"{one.path}/{{id}}", "id")
    return KEEP.replace("KEEPS", "true" if keeps else "false").replace("NAME", name)


def _resource(path: str, name: str) -> str:
    """The variable for an id in a path: v1_lists_id, contacts_id; two paths of one thing share it."""
    word = path.split(f"/{{{name}}}")[0].split("/")[-1]
    start = "v1_" if path.startswith("/v1/") else "zapier_" if path.startswith("/zapier/api-keys") else ""
    return f"{start}{re.sub('[^a-z0-9]+', '_', word)}_id"


def _request(one: Address) -> dict[str, Any]:
    auth = {} if one.dialect is V1 else {"auth": _bearer("readysmsKey")}
    return {"method": one.verb, "header": [], "url": _url(one), **auth, **_body(one)}


def _url(one: Address) -> dict[str, Any]:
    path = one.path
    for name in one.parameters:
        path = path.replace(f"{{{name}}}", f"{{{{{_resource(one.path, name)}}}}}")
    needs = one.asked_in_query
    query = [
        {"key": name, "value": PLACES.get(name, ""), "disabled": name not in needs}
        for name in one.operation.query
    ]
    shown = "&".join(f"{held['key']}={held['value']}" for held in query if not held["disabled"])
    raw = f"{{{{baseUrl}}}}{path}{'?' + shown if shown else ''}"
    return {"raw": raw, "host": ["{{baseUrl}}"], "path": path.strip("/").split("/"), "query": query}


def _body(one: Address) -> dict[str, Any]:
    if one.operation.eg is None or not one.operation.body:
        return {}
    raw = orjson.dumps(dict(one.operation.eg), option=orjson.OPT_INDENT_2).decode()
    for name, value in PLACES.items():
        bare = name in NUMBERS
        raw = raw.replace(f'"{{{name}}}"', value if bare else f'"{value}"')
    return {"body": {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}}
