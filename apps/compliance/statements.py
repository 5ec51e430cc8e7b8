"""What the verbs of compliance are given: who says something, and what is said of a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.senders.models import Sender


@dataclass(frozen=True, slots=True)
class Witness:
    """Who states something, and from where."""

    name: str  # e-mail address or key prefix
    user: User | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """One number's consent before it is written. The names of `evidence`: docs/consent-ledger.md."""

    phone: str
    contact_id: int | None = None
    occurred_at: datetime | None = None
    source: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    sender: str = ""  # the address of the one sender concerned; "" for all


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says or wishes about their number, with what shows it."""

    phone: str
    contact_id: int | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    occurred_at: datetime | None = None
    source: str = ""
    subject: str = ""  # the contact's public id, for the diary
    only: Sender | None = None  # about texts from this sender; None: from every sender

    @property
    def sender(self) -> str:
        return self.only.address if self.only else ""
