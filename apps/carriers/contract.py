"""What every carrier adapter offers, in the order in which every adapter writes it down.

An adapter is a module: facts first, then `send` and `look_up`, then the two pure readers of callbacks.
Adapters know no models, keep no state, log nothing and never put a credential into a text they return.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from apps.carriers.outcomes import Inbound, Outcome, Receipt, ReceiptStatus, Text
from apps.carriers.wire.client import Client


class MalformedCallback(ValueError):
    """A callback that is signed, perhaps, but cannot be read. The text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the carrier bears: requests in flight and a second, for one account; body in characters.

    Texts are paced by `per_second` when they are queued (messaging/pacing), and a longer body is not sent.
    """

    in_flight: int
    per_second: float
    body: int


@dataclass(frozen=True, slots=True)
class CredentialField:
    """One thing an admin fills in for a carrier account."""

    name: str
    label: str
    secret: bool
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one callback said. Both empty: it was well formed and said nothing that we use."""

    receipts: tuple[Receipt, ...] = ()
    inbound: tuple[Inbound, ...] = ()


class Adapter(Protocol):
    """The shape of an adapter module. mypy holds each one to it, in the `__init__` of its package."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def credential_fields(self) -> tuple[CredentialField, ...]: ...
    @property
    def status_map(self) -> Mapping[str, ReceiptStatus]:
        """The carrier's word for a status, and ours. A word that is not here is ignored."""

    @property
    def can_look_up(self) -> bool: ...

    async def send(
        self,
        session: Client,
        credentials: Mapping[str, str],
        text: Text,
        callback_url: str,
    ) -> Outcome:
        """Hand over one text. Never raises for what a carrier or a network does.

        The session brings the time-outs: see `exchange.open_session`.
        """

    async def look_up(
        self, session: Client, credentials: Mapping[str, str], reference: str
    ) -> Outcome | None:
        """What became of a text that we are unsure about.

        None: the carrier never heard of the reference, so sending it again is safe, as long as the first
        request is no longer on its way: ask a time-out's length after it was given up. `Unsure`: ask later.
        """

    def verify(
        self, headers: Mapping[str, str], body: bytes, credentials: Mapping[str, str], query: str
    ) -> bool:
        """Whether the callback comes from the carrier. `query` is the raw query string, still encoded."""

    def parse(self, headers: Mapping[str, str], body: bytes, query: str) -> Parsed:
        """Read a verified callback. Raises MalformedCallback, and nothing else."""


def missing_credentials(adapter: Adapter, credentials: Mapping[str, str]) -> list[str]:
    """Names of the required credentials that are absent or empty."""
    return [f.name for f in adapter.credential_fields if f.required and not credentials.get(f.name)]


def header(headers: Mapping[str, str], name: str) -> str:
    """One header by its lower-case name, whatever case the mapping keeps; "" when absent."""
    return next((value for key, value in headers.items() if key.lower() == name), "")
