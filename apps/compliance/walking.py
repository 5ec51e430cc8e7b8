"""Walking a ledger from its first line to its head: does every line follow from the one before?"""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.compliance.actions import stated
from apps.compliance.canonical import GENESIS, canonical, digest, linked, record
from apps.compliance.models import Chain, ConsentEvent

# Lines held in memory at a time; the next ones are found by their position.
STRIDE = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the chain does not hold."""

    position: int
    line: str  # the public id of the line there; "" for none
    what: str

    def __str__(self) -> str:
        return f"line {self.position:,}{f' ({self.line})' if self.line else ''}: {self.what}"


@dataclass(frozen=True, slots=True)
class Walk:
    """How far it went: `lines` that hold, the hash of the last of them, and what stopped it."""

    lines: int
    head: bytes
    fault: Fault | None = None


def lines(workspace: Workspace, upto: int | None = None, after: int = 0) -> Iterator[ConsentEvent]:
    """The lines behind position `after`, in order, in flat memory."""
    rows = ConsentEvent.objects.of(workspace).select_related("attestation").order_by("position")
    if upto is not None:
        rows = rows.filter(position__lte=upto)
    while some := list(rows.filter(position__gt=after)[:STRIDE]):
        yield from some
        after = some[-1].position


def walk(workspace: Workspace) -> Walk:
    """Recompute every hash. Lines that are appended meanwhile are left out: the head is read first."""
    chain = Chain.objects.of(workspace).first() or Chain(workspace=workspace)
    org, position, previous = workspace.public_id, 0, GENESIS
    for line in lines(workspace, chain.lines):
        position += 1
        if what := _wrong(org, line, position, previous):
            return Walk(position - 1, previous, Fault(position, line.public_id, what))
        previous = bytes(line.row_hash)
    return Walk(position, previous, _wrong_end(chain, position, previous))


def _wrong(org: str, line: ConsentEvent, position: int, previous: bytes) -> str:
    """What differs at this line; "" for nothing."""
    if line.position != position:
        return f"it is missing; the next one that is there is line {line.position:,}"
    if bytes(line.prev_hash) != previous:
        return "prev_hash is not the hash of the line before: a line was taken out, put in or moved"
    if linked(previous, digest(canonical(record(org, line)))) != bytes(line.row_hash):
        return "its content is not what was hashed: it was changed"
    if (
        line.kind == ConsentEvent.Kind.ATTESTED
        and line.attestation
        and stated(line.attestation) != line.evidence
    ):
        return f"the statement {line.attestation.public_id} was changed since"
    return ""


def _wrong_end(chain: Chain, position: int, previous: bytes) -> Fault | None:
    if position != chain.lines:
        return Fault(position + 1, "", f"it is missing: the head counts {chain.lines:,} lines")
    if previous != bytes(chain.head):
        return Fault(position, "", "its hash is not the one that the head keeps")
    return None
