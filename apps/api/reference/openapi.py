"""The OpenAPI 3.1 document."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson

from apps.api.kernel.shapes import Schema, or_null, ref
from apps.api.reference import oauth
from apps.api.reference.addresses import Address, addresses
from apps.api.reference.dialects import DIALECTS, V1, Dialect
from apps.api.reference.samples import sample

VERSION = "1.0.0"
ABOUT = (
    "Sendwell speaks two languages: **v1**, which is the MassiveSMS API, and **ReadySMS** with its Zapier "
    "surface. Keys are made on the Developers page. A `msvs_test_` key opens the sandbox: the same API with "
    "data of its own, a virtual carrier, and no credits taken."
)
JSON, FORM = "application/json", "multipart/form-data"
SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "msvs_live_…, msvs_test_…, rsms_…, zap_…"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "rsms_…, zap_…"},
}
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same request within 24 hours gets the same answer and is not done again. At most "
    "255 characters.",
    "schema": {"type": "string"},
}
LIMITS = {
    "X-RateLimit-Limit": "Requests a second.",
    "X-RateLimit-Remaining": "Requests that may follow at once.",
    "X-RateLimit-Reset": "When the allowance is full again, Unix time.",
}


@cache
def document() -> dict[str, Any]:
    """Made once: it depends on the code alone. Do not change it."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sendwell", "version": VERSION, "description": ABOUT, "license": {"name": "MIT"}},
        "servers": [{"url": "/", "description": "This installation"}],
        "security": [{"key": []}, {"header": []}],
        "tags": [{"name": name} for name in (*tags(), oauth.TAG)],
        "paths": {**_paths(), **oauth.PATHS},
        "components": {
            "schemas": components(),
            "examples": {name: told for dialect in DIALECTS for name, told in _examples(dialect).items()},
            "securitySchemes": SECURITY,
        },
    }


def components() -> dict[str, Schema]:
    held = {name: shape for dialect in DIALECTS for name, shape in dialect.objects.items()}
    return {**held, **oauth.OBJECTS}


def every_address() -> list[Address]:
    return [one for dialect in DIALECTS for one in addresses(dialect)]


def tags() -> list[str]:
    return list(dict.fromkeys(one.tag for one in every_address()))


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for one in every_address():
        paths.setdefault(one.path, {})[one.verb.lower()] = _operation(one)
    return paths


def _operation(one: Address) -> dict[str, Any]:
    said = {"description": one.operation.said} if one.operation.said else {}
    body = {"requestBody": _body(one)} if one.operation.body else {}
    security: dict[str, Any] = {"security": [{"key": []}]} if one.dialect is V1 else {}
    return {
        "operationId": one.operation_id,
        "summary": one.operation.summary,
        **said,
        "tags": [one.tag],
        **security,
        "parameters": _parameters(one),
        **body,
        "responses": _responses(one),
    }


def _parameters(one: Address) -> list[dict[str, Any]]:
    asked = one.operation
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in one.parameters
    ]
    needs = asked.needs if one.verb in ("GET", "DELETE") else ()
    in_query = [_in_query(name, shape, name in needs) for name, shape in asked.query.items()]
    return [*in_path, *in_query, *([IDEMPOTENCY] if one.verb == "POST" else [])]


def _in_query(name: str, shape: Schema, needed: bool) -> dict[str, Any]:
    said = {"description": shape["description"]} if "description" in shape else {}
    bare = {key: held for key, held in shape.items() if key != "description"}
    held = bare if needed else _or_empty(bare)
    return {"name": name, "in": "query", "required": needed, **said, "schema": held}


def _or_empty(shape: Schema) -> Schema:
    """`?status=` is as if it were not there."""
    if "enum" in shape:
        return {**shape, "enum": [*shape["enum"], ""]}
    return shape if shape.get("type") == "string" else {"anyOf": [shape, {"type": "string", "maxLength": 0}]}


def _body(one: Address) -> dict[str, Any]:
    asked = one.operation
    content: dict[str, Any] = {JSON: {"schema": body_schema(one)}}
    if eg := example(one):
        content[JSON]["example"] = eg
    if asked.file:
        content[FORM] = {"schema": {"type": "object", "properties": dict(asked.file), "required": ["file"]}}
    return {"required": bool(asked.needs), "content": content}


def body_schema(one: Address) -> Schema:
    """Optional members may be null, which is as if they were not there."""
    asked = one.operation
    needs = list(asked.needs) if one.verb not in ("GET", "DELETE") else []
    members = {name: shape if name in needs else or_null(shape) for name, shape in asked.body.items()}
    return {"type": "object", "properties": members, **({"required": needs} if needs else {})}


def example(one: Address) -> Mapping[str, Any] | None:
    """What one may send: with ids as they look where the table names one of the workspace's."""
    if one.operation.eg is None:
        return None
    shown = orjson.dumps(dict(one.operation.eg)).decode()
    for name, value in PLACES.items():
        shown = shown.replace(f'"{{{name}}}"', orjson.dumps(value).decode())
    told: Mapping[str, Any] = orjson.loads(shown)
    return told


PLACES = {
    "list_id": "lst_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
    "contact_id": "con_01HYZ8K5VQAE2N0PWQ6DC9V8MP",
    "phone": "+14155550123",
    "sequence_id": 5,
    "contact_pk": 101,
}


def _responses(one: Address) -> dict[str, Any]:
    asked = one.operation
    good = {asked.status: _good(one, "Done."), **{n: _good(one, said) for n, said in asked.also.items()}}
    return {**{str(status): told for status, told in sorted(good.items())}, **_refused(one)}


def _good(one: Address, said: str) -> dict[str, Any]:
    asked = one.operation
    if asked.says != JSON:
        return {"description": said, "content": {asked.says: {"schema": asked.answer}}}
    shown = {"schema": asked.answer, "example": sample(asked.answer, components())}
    return {"description": said, "content": {JSON: shown}, **_headers(one.dialect)}


def _headers(dialect: Dialect) -> dict[str, Any]:
    if dialect is not V1:
        return {}
    told = {name: {"description": said, "schema": {"type": "string"}} for name, said in LIMITS.items()}
    return {"headers": {"Request-Id": {"schema": {"type": "string"}}, **told}}


def refusals_of(one: Address) -> dict[int, list[str]]:
    """Status → names of the errors that may be answered with it."""
    kinds = one.dialect.refusals(one.operation, one.verb, one=bool(one.parameters))
    found: dict[int, list[str]] = {}
    for status, name, _ in map(one.dialect.example, kinds):
        found[status] = list(dict.fromkeys([*found.get(status, []), name]))
    return {**dict(sorted(found.items())), 500: ["internal_error"]}


def _refused(one: Address) -> dict[str, Any]:
    return {str(status): _error(one.dialect, status, names) for status, names in refusals_of(one).items()}


def _examples(dialect: Dialect) -> dict[str, Any]:
    """Every error of a dialect as it is answered, once: v1_quiet_hours."""
    kinds = [
        kind for one in addresses(dialect) for kind in dialect.refusals(one.operation, one.verb, one=True)
    ]
    told = [dialect.example(kind) for kind in dict.fromkeys(kinds)][::-1]
    crash = {f"{dialect.name}_internal_error": {"value": orjson.loads(dialect.crash().content)}}
    return {**{f"{dialect.name}_{name}": {"value": body} for _, name, body in told}, **crash}


def _error(dialect: Dialect, status: int, names: list[str]) -> dict[str, Any]:
    waits = {"Retry-After": {"description": "Seconds.", "schema": {"type": "string"}}}
    headers = {"headers": waits} if status == 429 else {}
    shown = {name: {"$ref": f"#/components/examples/{dialect.name}_{name}"} for name in names}
    content = {JSON: {"schema": ref(dialect.error), "examples": shown}}
    return {"description": ", ".join(f"`{name}`" for name in names), **headers, "content": content}
