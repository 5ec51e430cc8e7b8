"""Samples of code for an address, in the reader's own words: BASE is the installation, KEY a key."""

import re

import orjson

from apps.api.reference.addresses import Address
from apps.api.reference.openapi import example

_ID = re.compile(r"\{(\w+)\}")


def curl(one: Address) -> str:
    """A command that runs as it is pasted, once BASE, KEY and the ids are set."""
    address = _ID.sub(lambda found: f"${found[1].upper()}", one.path) + _asked(one)
    verb = "" if one.verb == "GET" or (one.verb == "POST" and _body(one)) else f"-X {one.verb} "
    lines = [f'curl {verb}"$BASE{address}"', '-H "Authorization: Bearer $KEY"']
    if body := _body(one):
        quoted = body.replace("'", "'\\''")
        lines += ["-H 'Content-Type: application/json'", f"-d '{quoted}'"]
    return " \\\n  ".join(lines)


def python(one: Address) -> str:
    """The same with httpx."""
    path = f'f"{one.path}"' if one.parameters else f'"{one.path}"'
    asked = {"params": one.asked_in_query} if one.asked_in_query else {}
    more = "".join(
        f", params={{{', '.join(f'{name!r}: ...' for name in names)}}}" for names in asked.values()
    )
    body = _body(one)
    if body:
        held = orjson.loads(body)
        more += f", json={held!r}"
    if body and one.verb == "DELETE":
        call = f'api.request("DELETE", {path}{more})'
    else:
        call = f"api.{one.verb.lower()}({path}{more})"
    setting = 'api = httpx.Client(base_url=BASE, headers={"Authorization": f"Bearer {KEY}"})'
    return f"import httpx\n\n{setting}\nanswer = {call}\nprint(answer.json())"


def _asked(one: Address) -> str:
    needs = one.asked_in_query
    return "?" + "&".join(f"{name}=${name.upper()}" for name in needs) if needs else ""


def _body(one: Address) -> str:
    shown = example(one) if one.operation.body else None
    return orjson.dumps(dict(shown)).decode() if shown else ""
