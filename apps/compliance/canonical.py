"""The canonical text of a ledger line, and its place in the chain (docs/consent-ledger.md).

A line is a JSON object in the form of RFC 8785: keys sorted, no spaces, nothing escaped that need not be.

    digest   = SHA-256(canonical text)
    row_hash = SHA-256(prev_hash + digest)

Two steps, so that a line's place can be proven with the digests of its neighbours, which tell nothing.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson

from apps.compliance.models import ConsentEvent

GENESIS = bytes(32)  # what the first line has as prev_hash
# Beyond it, a number is not the same one to every reader of JSON (RFC 7493).
EXACT = 2**53 - 1

canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def record(org: str, line: ConsentEvent) -> dict[str, Any]:
    """A line as the world sees it, without its hashes; `org` is its workspace's public id."""
    return {
        "attestation": line.attestation.public_id if line.attestation else None,
        "channel": line.channel,
        "contact_id": line.contact_id,
        "event": line.kind,
        "evidence": line.evidence,
        "id": line.public_id,
        "occurred_at": moment(line.occurred_at) if line.occurred_at else None,
        "org": org,
        "phone_e164": line.phone,
        "position": line.position,
        "recorded_at": moment(line.recorded_at),
        "scope": line.scope,
        "sender": line.sender,
        "source": line.source,
    }


def exported(org: str, line: ConsentEvent) -> dict[str, Any]:
    """The same with its hashes, in hex: a line of an export."""
    hashes = {"prev_hash": bytes(line.prev_hash).hex(), "row_hash": bytes(line.row_hash).hex()}
    return record(org, line) | hashes


def digest(text: str) -> bytes:
    """Of the canonical text."""
    return sha256(text.encode()).digest()


def linked(previous: bytes, digest: bytes) -> bytes:
    """The row_hash of a line with this digest behind a line with that row_hash."""
    return sha256(previous + digest).digest()


@lru_cache(maxsize=4_096)  # a file says the same minute of many people
def moment(at: datetime) -> str:
    """UTC to the microsecond: 2026-11-21T08:00:00.000000Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def written(evidence: Mapping[str, Any]) -> str:
    """`canonical(plain(evidence))`; a flat table of plain texts and counts, as an import writes for each row,
    in a quarter of the time."""
    if type(evidence) is dict and all(map(_is_usual, evidence)) and all(map(_is_usual, evidence.values())):
        return orjson.dumps(evidence, option=orjson.OPT_SORT_KEYS).decode()
    return canonical(plain(evidence))


def _is_usual(value: object) -> bool:
    """What both writers of JSON write alike."""
    kind = type(value)
    if kind is str:
        return value.isascii() and value.isprintable()  # type: ignore[attr-defined, no-any-return]
    return kind is int and -EXACT <= value <= EXACT  # type: ignore[operator]


def plain(value: Any) -> Any:
    """Evidence as every database and reader of JSON takes it: whole numbers, clean text, no fractions."""
    if type(value) is str:
        return value if value.isascii() and "\0" not in value else _clean(value)
    if isinstance(value, Mapping):
        return {plain(str(name)): plain(one) for name, one in value.items()}
    if value is None or type(value) is bool or (type(value) is int and -EXACT <= value <= EXACT):
        return value
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return moment(value) if isinstance(value, datetime) else _clean(str(value))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")
