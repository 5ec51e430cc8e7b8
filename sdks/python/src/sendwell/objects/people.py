"""Contacts, and what is known of their consent."""

from typing import Any, Literal, NotRequired, TypedDict

from sendwell.objects.texts import From


class OptIn(TypedDict):
    status: Literal["opted_in", "opted_out", "pending", "unknown"]
    source: str | None
    ip: str | None
    opted_in_at: str | None
    opted_out_at: str | None


class GivenOptIn(TypedDict):
    """Of a new contact: where, and from which address, they agreed."""

    source: str
    ip: NotRequired[str]


class Contact(TypedDict):
    id: str
    object: Literal["contact"]
    phone: str
    first_name: str | None
    last_name: str | None
    email: str | None
    opt_in: OptIn
    dnd: bool
    status: str
    source: str | None
    tags: list[str]
    attributes: dict[str, Any]
    created_at: str
    updated_at: str


class Suppression(From):
    """A number that is not texted; `from`: the one sender that it stops, null for all."""

    id: str
    object: Literal["suppression"]
    phone: str
    kind: str
    source: str
    created_at: str


class Consent(From):
    """One line of the ledger, chained by `hash`."""

    id: str
    object: Literal["consent"]
    position: int
    phone: str
    kind: str
    channel: str
    source: str | None
    evidence: dict[str, Any]
    occurred_at: str | None
    recorded_at: str
    hash: str


class Gate(TypedDict):
    """One question that is asked before a text goes, and its answer."""

    rule: str
    title: str
    passes: bool
    reason: str | None
    until: str | None


class Permission(TypedDict):
    """What every gate says to a marketing text to this person now."""

    object: Literal["explanation"]
    contact_id: str
    can_text: bool
    gates: list[Gate]
