"""The ledger going out as JSON lines, for tools/verify_consents.py and whoever else wants to check it.

The first line is the anchor: how long the chain is and its head. Then one line of the ledger each, oldest
first. Flat memory; what is appended meanwhile is left out, because the anchor is read first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.common import clock
from apps.compliance.canonical import GENESIS, canonical, exported, moment
from apps.compliance.models import Chain
from apps.compliance.walking import lines

FORMAT = "sendwell-consents/1"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The state of a chain in two values. Kept elsewhere, they show any later change or cut."""

    lines: int
    head: str

    def __str__(self) -> str:
        return f"{self.lines}:{self.head}"


def anchor(workspace: Workspace) -> Anchor:
    """As it is now."""
    chain = Chain.objects.of(workspace).first()
    return Anchor(chain.lines, bytes(chain.head).hex()) if chain else Anchor(0, GENESIS.hex())


def text(workspace: Workspace) -> Iterator[str]:
    """The file, line by line."""
    now = anchor(workspace)
    first = {
        "format": FORMAT,
        "org": workspace.public_id,
        "name": workspace.name,
        "exported_at": moment(clock.now()),
        "lines": now.lines,
        "head": now.head,
    }
    yield canonical(first) + "\n"
    for line in lines(workspace, now.lines):
        yield canonical(exported(workspace.public_id, line)) + "\n"
