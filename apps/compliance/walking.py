"""Walking a ledger from its first line to its head: does every line follow from the one before?"""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.accounts.models import Workspace
from apps.compliance.actions import stated
from apps.compliance.canonical import GENESIS, canonical, digest, linked, record
from apps.compliance.models import Chain, ConsentEvent

# Positions read at a time. Between two bounds, never with a LIMIT: right after an import the planner knows
# little of the new rows, and sorted all that were left for each 2,000 (500 µs a line at 200,000 lines).
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


def lines(workspace: Workspace, upto: int, after: int = 0) -> Iterator[ConsentEvent]:
    """The lines behind position `after` and up to `upto`, in order, in flat memory."""
    rows = ConsentEvent.objects.of(workspace).select_related("attestation").order_by("position")
    for start in range(after, upto, STRIDE):
        yield from rows.filter(position__gt=start, position__lte=min(start + STRIDE, upto))


def walk(workspace: Workspace) -> Walk:
    """Recompute every hash. Lines that are appended meanwhile are left out: the head is read first."""
    chain = Chain.objects.of(workspace).first() or Chain(workspace=workspace)
    org, position, previous = workspace.public_id, 0, GENESIS
    for line in lines(workspace, chain.lines):
        position += 1
        if what := _wrong(org, line, position, previous):
            return Walk(position - 1, previous, Fault(position, line.public_id, what))
        previous = bytes(line.row_hash)
    return Walk(position, previous, _wrong_end(chain, position, previous) or _stray(workspace))


def _stray(workspace: Workspace) -> Fault | None:
    """A line behind the head: nobody appended it. The newest line is read first, so appends are no strays."""
    newest = ConsentEvent.objects.of(workspace).order_by("-position").first()
    chain = Chain.objects.of(workspace).first()
    if newest is None or (chain and newest.position <= chain.lines):
        return None
    return Fault(newest.position, newest.public_id, "it stands behind the head of the ledger")


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
