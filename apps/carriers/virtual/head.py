"""The head of a plain POST /v1/messages, read once: a sender's heads differ in nothing but the length."""

import re
from functools import lru_cache
from typing import NamedTuple

LINE = b"POST /v1/messages HTTP/1.1\r\n"
HEAD_MOST = 8_192
_LENGTH = re.compile(r"[0-9]{1,7}").fullmatch
_NAME = re.compile(r"[a-z0-9-]+").fullmatch
# What changes how a request is read or answered: left to the general server.
_UNUSUAL = frozenset({"transfer-encoding", "expect", "upgrade", "content-encoding"})


class Head(NamedTuple):
    """What the request's head says. `length` of the body, in bytes."""

    authorization: str
    length: int


def may_be_plain(begin: bytes | bytearray) -> bool:
    """Whether these first bytes of a request can still become a plain one."""
    return begin[: len(LINE)] == LINE[: len(begin)]


@lru_cache(maxsize=4_096)
def read(head: bytes) -> Head | None:
    """The head without its empty line; None when there is anything unusual about it."""
    fields: dict[str, str] = {}
    for line in head[len(LINE) :].decode("latin-1").split("\r\n"):
        name, colon, value = line.partition(":")
        name = name.lower()
        if not colon or not _NAME(name) or name in _UNUSUAL or name in fields:
            return None
        fields[name] = value.strip(" \t")
    return _plain(fields)


def _plain(fields: dict[str, str]) -> Head | None:
    length = fields.get("content-length", "")
    stays = fields.get("connection", "keep-alive").lower() == "keep-alive"
    if not (_LENGTH(length) and stays and "host" in fields):
        return None
    return Head(fields.get("authorization", ""), int(length))
