"""/zapier/oauth as a person reads it, and for Postman: out of the same table as in the OpenAPI document."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import orjson

from apps.api.kernel.shapes import Schema
from apps.api.reference import oauth
from apps.api.reference.dialects import READYSMS
from apps.api.reference.reading import Entry, Error, Group, name_of, pieces

AUTHORIZE = "/zapier/oauth/authorize"
CLIENT = {"client_id": "$CLIENT_ID", "client_secret": "$CLIENT_SECRET"}
# What a sample sends; the shell's names become Postman's variables.
SENT: Mapping[str, Mapping[str, str]] = {
    AUTHORIZE: {
        "client_id": "$CLIENT_ID",
        "redirect_uri": oauth.URI,
        "response_type": "code",
        "state": "$STATE",
    },
    "/zapier/oauth/token": {"grant_type": "refresh_token", "refresh_token": "$REFRESH_TOKEN", **CLIENT},
    "/zapier/oauth/revoke": {"token": "$REFRESH_TOKEN", **CLIENT},
}


@cache
def group() -> Group:
    """What an app calls; the POST of the authorize page is that page's own form."""
    entries = [_entry(verb, path, told) for verb, path, told in _called()]
    return Group("zapier-oauth", "OAuth", READYSMS.title, entries)


def folder() -> dict[str, Any]:
    """For Postman. Any described answer is right: whose collection is it that holds a client's secret?"""
    return {"name": oauth.TAG, "item": [_item(verb, path, told) for verb, path, told in _called()]}


def variables() -> dict[str, str]:
    held = {value for sent in SENT.values() for value in sent.values() if value.startswith("$")}
    return dict.fromkeys(sorted(map(_variable, held)), "…")


def _called() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in SENT:
        verb = "get" if path == AUTHORIZE else "post"
        yield verb.upper(), path, oauth.PATHS[path][verb]


def _entry(verb: str, path: str, told: dict[str, Any]) -> Entry:
    responses: dict[str, Any] = told["responses"]
    status = 302 if verb == "GET" else 200
    errors = [Error(int(code), _errors(said)) for code, said in responses.items() if int(code) >= 400]
    return Entry(
        anchor=f"{verb.lower()}{path.replace('/', '-')}",
        verb=verb,
        path=path,
        summary=told["summary"],
        said=pieces(told["description"]),
        status=status,
        parts=[("Query" if verb == "GET" else "Body, a form or JSON", _names(told))],
        answer=_answer(responses[str(status)]),
        errors=errors,
        curl=_curl(verb, path),
        python=_python(verb, path),
        also=[],
    )


def _names(told: dict[str, Any]) -> list[Any]:
    if told["parameters"]:
        return [name_of(one["name"], one["schema"], _needed(told)) for one in told["parameters"]]
    shape = _form(told)
    return [name_of(name, held, shape["required"]) for name, held in shape["properties"].items()]


def _needed(told: dict[str, Any]) -> list[str]:
    return [one["name"] for one in told["parameters"] if one["required"]]


def _form(told: dict[str, Any]) -> Schema:
    shape: Schema = told["requestBody"]["content"][oauth.FORM]["schema"]
    return shape


def _errors(said: dict[str, Any]) -> list[str]:
    return (
        [one.strip("`") for one in said["description"].split(", ")]
        if "`" in said["description"]
        else [said["content"][oauth.JSON]["example"]["error"]]
    )


def _answer(said: dict[str, Any]) -> str:
    if "content" not in said:
        return f"Location: {oauth.URI}?code=…&state=…"
    return orjson.dumps(said["content"][oauth.JSON]["example"], option=orjson.OPT_INDENT_2).decode()


def _curl(verb: str, path: str) -> str:
    start = f'curl {"-G " if verb == "GET" else ""}"$BASE{path}"'
    return " \\\n  ".join([start, *(f'-d {name}="{value}"' for name, value in SENT[path].items())])


def _python(verb: str, path: str) -> str:
    sent = ", ".join(
        f'"{name}": {value[1:] if value[0] == "$" else repr(value)}' for name, value in SENT[path].items()
    )
    if verb == "GET":
        return f'from urllib.parse import urlencode\n\nprint(BASE + "{path}?" + urlencode({{{sent}}}))'
    return f'import httpx\n\nanswer = httpx.post(BASE + "{path}", data={{{sent}}})\nprint(answer.json())'


def _item(verb: str, path: str, told: dict[str, Any]) -> dict[str, Any]:
    right = [int(status) for status in told["responses"] if status != "500"]
    lines = [
        f"const right = {orjson.dumps(right).decode()};",
        'pm.test("answers as described", () => pm.expect(pm.response.code).to.be.oneOf(right));',
    ]
    script = {"type": "text/javascript", "exec": lines}
    return {
        "name": f"{told['summary']} ({verb} {path})",
        "request": _request(verb, path),
        "event": [{"listen": "test", "script": script}],
    }


def _request(verb: str, path: str) -> dict[str, Any]:
    sent = [{"key": name, "value": _place(value)} for name, value in SENT[path].items()]
    asked = "?" + "&".join(f"{one['key']}={one['value']}" for one in sent) if verb == "GET" else ""
    url = {"raw": f"{{{{baseUrl}}}}{path}{asked}", "host": ["{{baseUrl}}"], "path": path[1:].split("/")}
    bare = {"method": verb, "header": [], "auth": {"type": "noauth"}}
    if verb == "GET":
        return {**bare, "url": {**url, "query": sent}}
    return {**bare, "url": url, "body": {"mode": "urlencoded", "urlencoded": sent}}


def _place(value: str) -> str:
    return f"{{{{{_variable(value)}}}}}" if value.startswith("$") else value


def _variable(value: str) -> str:
    """$CLIENT_ID → client_id"""
    return value.removeprefix("$").lower()
