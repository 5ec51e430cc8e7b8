"""The consent ledger: append-only, chained by hashes, one chain for each workspace (docs/adr/0010).

Whoever appends holds the workspace's `Chain` row until the end of the transaction. Take that lock first:
before suppressions, accounts and conversations. Two transactions that take them in different order stop
each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from json.encoder import encode_basestring  # type: ignore[attr-defined]
from typing import Any, NamedTuple, Protocol

from django.db import transaction

from apps.common import bulk, clock
from apps.common.compiled import Compiled
from apps.common.ids import encode, new_ulids
from apps.compliance.canonical import digest, linked, moment, written
from apps.compliance.evidence_field import Written
from apps.compliance.models import Attestation, Chain, ConsentEvent

COLUMNS = (
    "workspace_id",
    "public_id",
    "position",
    "phone",
    "contact_id",
    "kind",
    "scope",
    "channel",
    "source",
    "sender",
    "occurred_at",
    "recorded_at",
    "evidence",
    "attestation_id",
    "prev_hash",
    "row_hash",
)
SCOPE = "marketing"
_HEAD = Compiled["Chain"](
    lambda place: (
        Chain.objects.of(place)
        .select_for_update(of=("self",), no_key=True)
        .select_related("workspace")
        .only("workspace_id", "lines", "head", "workspace__public_id")
    ),
    int,
)


class Entry(Protocol):
    """What is to be written of one number. `sender`: the address of the one sender concerned; "" for all."""

    @property
    def phone(self) -> str: ...
    @property
    def contact_id(self) -> int | None: ...
    @property
    def occurred_at(self) -> datetime | None: ...
    @property
    def source(self) -> str: ...
    @property
    def evidence(self) -> Any: ...
    @property
    def sender(self) -> str: ...


def lock(workspace_id: int) -> Chain:
    """The head of the workspace's chain, locked until the transaction ends; made when it is not there yet."""
    if found := _HEAD.one(workspace_id):
        return found
    Chain.everywhere.bulk_create([Chain(workspace_id=workspace_id)], ignore_conflicts=True)
    made = _HEAD.one(workspace_id)
    assert made is not None, "it was made a moment ago"
    return made


def lock_all(workspace_ids: Iterable[int]) -> None:
    """The heads of several workspaces, in the order in which everybody takes them."""
    for workspace_id in sorted(set(workspace_ids)):
        lock(workspace_id)


@transaction.atomic(savepoint=False)  # nobody goes on without the line
def append(
    workspace_id: int,
    kind: str,
    entries: Sequence[Entry],
    *,
    channel: str,
    attestation: Attestation | None = None,
) -> None:
    """Write a line for each of these, in this order, behind the newest one: one lock, one COPY."""
    if entries:
        append_to(lock(workspace_id), [Part(kind, entries, channel, attestation)])


class Part(NamedTuple):
    """Lines of one kind."""

    kind: str
    entries: Sequence[Entry]
    channel: str
    attestation: Attestation | None = None


def append_to(chain: Chain, parts: Sequence[Part]) -> None:
    """The same for lines of several kinds behind a head that is locked: one write."""
    rows = (row for part in parts for row in _linked(chain, _form(chain, part), part.entries))
    if (count := sum(len(part.entries) for part in parts)) < bulk.WORTH_A_COPY:
        bulk.append_few(ConsentEvent, COLUMNS, list(rows))
    else:
        bulk.append(ConsentEvent, COLUMNS, rows)
    if count:
        bulk.update_one(chain, lines=chain.lines, head=chain.head)


def _form(chain: Chain, part: Part) -> "_Form":
    return _Form(chain, part.kind, part.channel[:20], part.attestation)


class _Form:
    """What all lines of one call share, and the canonical text around what differs.

    It is the text of `canonical(record(line))`, written by hand: a million lines are hashed at an import, and
    this takes a third of the time. tests/compliance/test_canonical.py holds the two together.
    """

    def __init__(self, chain: Chain, kind: str, channel: str, attestation: Attestation | None) -> None:
        self.kind, self.channel, self.at = str(kind), channel, clock.now()
        self.attestation_id = attestation.pk if attestation else None
        attested = f'"{attestation.public_id}"' if attestation else "null"
        self._head = f'{{"attestation":{attested},"channel":{encode_basestring(channel)},"contact_id":'
        self._event = f',"event":"{self.kind}","evidence":'
        self._org = f',"org":"{chain.workspace.public_id}","phone_e164":'
        self._tail = f',"recorded_at":"{moment(self.at)}","scope":"{SCOPE}","sender":'

    def text(self, one: Entry, ulid: str, position: int, source: str, evidence: str) -> str:
        contact = "null" if one.contact_id is None else one.contact_id
        at = f'"{moment(one.occurred_at)}"' if one.occurred_at else "null"
        return (
            f'{self._head}{contact}{self._event}{evidence},"id":"cns_{ulid}","occurred_at":{at}'
            f'{self._org}{encode_basestring(one.phone)},"position":{position}{self._tail}'
            f'{encode_basestring(one.sender)},"source":{encode_basestring(source)}}}'
        )


def _linked(chain: Chain, form: _Form, entries: Sequence[Entry]) -> Iterator[tuple[Any, ...]]:
    """The rows, made while the database takes those before; at the end `chain` is moved behind them."""
    previous = bytes(chain.head)
    ids = new_ulids(len(entries))
    for position, (ulid, one) in enumerate(zip(ids, entries, strict=True), chain.lines + 1):
        source, evidence = one.source[:200], Written(written(one.evidence))
        text = form.text(one, encode(ulid), position, source, evidence)
        row_hash = linked(previous, digest(text))
        yield (
            chain.workspace_id,
            ulid,
            position,
            one.phone,
            one.contact_id,
            form.kind,
            SCOPE,
            form.channel,
            source,
            one.sender,
            one.occurred_at,
            form.at,
            evidence,
            form.attestation_id,
            previous,
            row_hash,
        )
        previous = row_hash
    chain.lines, chain.head = chain.lines + len(entries), previous
