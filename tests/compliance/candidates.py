"""A text as the gates see it, made of nothing but what they look at."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.compliance.verdicts import Hold, Refuse, Verdict
from apps.senders.models import Sender


@dataclass(frozen=True)
class One:
    phone: str
    kind: str = "marketing"
    dnd: bool = False
    sender: Sender | None = None
    body: str = "Hello"
    forced: bool = False
    contact_id: int = 0
    message_id: int | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


def local(text: str, zone: str = "America/New_York") -> datetime:
    """ "2026-11-20 19:59" by the clock of a place."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def rule(verdict: Verdict) -> str:
    return verdict.rule if isinstance(verdict, Refuse | Hold) else ""


def told(verdict: Verdict) -> dict[str, Any]:
    assert verdict is not None
    return dict(verdict.inputs)
