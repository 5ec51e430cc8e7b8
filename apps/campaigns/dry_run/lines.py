"""A person's line: what the digest of a dry run, and that of the real run, are made of.

    +12125550123|queued|2|9f86d081884c7d65       number, outcome, SMS parts, fingerprint of the text
    +12125550124|skipped|opt_out                 number, outcome, the gate that said no

Lines are sorted by number, byte by byte, and end with a line feed; the digest is their SHA-256 in hex.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

QUEUED, SKIPPED = _("queued"), _("skipped")


class Fate(NamedTuple):
    """What becomes of one number. `detail` is the gate's name, or "parts|fingerprint"."""

    phone: str
    outcome: str
    detail: str

    @property
    def line(self) -> str:
        return f"{self.phone}|{self.outcome}|{self.detail}\n"


def fingerprint(body: str) -> str:
    """The first 16 hex digits of the text's SHA-256."""
    return sha256(body.encode()).hexdigest()[:16]


def fate(phone: str, outcome: str, rule: str, parts: int, of_text: str) -> Fate:
    """From columns; `of_text` is the fingerprint of a queued text."""
    return Fate(phone, outcome, rule if outcome == SKIPPED else f"{parts}|{of_text}")


def digest(fates: Iterable[Fate]) -> str:
    """Of fates that come sorted by number."""
    running = sha256()
    for one in fates:
        running.update(one.line.encode())
    return running.hexdigest()
