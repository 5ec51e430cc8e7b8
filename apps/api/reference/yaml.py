"""Plain data as YAML 1.2, in blocks. Strings are written as JSON writes them, which YAML reads."""

import re
from collections.abc import Iterator
from typing import Any

import orjson

_PLAIN = re.compile(r"[A-Za-z_/$][A-Za-z0-9_/{}$.-]*")
# A plain word that YAML readers may take for something else, 1.1's among them.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])


def dump(value: Any) -> str:
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name, held in value.items():
            yield from _member(f"{indent}{_key(name)}:", held, indent)
    elif isinstance(value, list) and value:
        for held in value:
            yield from _member(f"{indent}-", held, indent)
    else:
        yield indent + _scalar(value)


def _member(head: str, held: Any, indent: str) -> Iterator[str]:
    if isinstance(held, dict | list) and held:
        yield head
        yield from _lines(held, f"{indent}  ")
    else:
        yield f"{head} {_scalar(held)}"


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name.lower() not in _WORDS else _scalar(name)


def _scalar(value: Any) -> str:
    return orjson.dumps(value).decode()
