"""Dialects by name: which events one has, how it renders and how it signs. Found by dotted path.

settings.WEBHOOK_DIALECTS maps a name to a module of floor 10 that has:

    EVENTS: Mapping[str, tuple[str, ...]]    its event names → the names in the diary that may cause them
    ALIASES: Mapping[str, str]               other spellings that a subscriber may use → its own
    render(events) -> list[Rendered]         bodies for a batch of events of one workspace, in order
    headers(name, body, secrets, at) -> dict what is sent beside the body: signature, event name
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings

from apps.events.models import Event


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body for one event under one of the dialect's names. `ref` is the id that the receiver sees."""

    event: Event
    name: str
    ref: str
    body: str


class Dialect(Protocol):
    EVENTS: Mapping[str, tuple[str, ...]]
    ALIASES: Mapping[str, str]

    def render(self, events: Sequence[Event]) -> list[Rendered]: ...
    def sample(self, name: str) -> dict[str, Any]: ...
    def headers(self, name: str, body: str, secrets: Sequence[str], at: datetime) -> dict[str, str]: ...


def dialect(name: str) -> Dialect:
    """The module of this name. Raises KeyError for one that is not registered."""
    return cast(Dialect, import_module(settings.WEBHOOK_DIALECTS[name]))


def canonical(of: Dialect, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names as the dialect spells them, once each, and those that it does not know."""
    spelled = [of.ALIASES.get(name, name) for name in dict.fromkeys(names)]
    known = [name for name in dict.fromkeys(spelled) if name in of.EVENTS]
    return known, [name for name in spelled if name not in of.EVENTS]
