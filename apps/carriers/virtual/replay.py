"""At start: know again what the journal says, and find what still has to be posted."""

from collections.abc import Iterator

from apps.carriers.virtual import records
from apps.carriers.virtual.admission import Admission
from apps.carriers.virtual.journal import Journal
from apps.carriers.virtual.memory import Memory
from apps.carriers.virtual.messages import Due, Line, PhoneText
from apps.carriers.virtual.records import PHONE_TEXT, Record

Posted = set[tuple[int, int]]


def replay(journal: Journal, memory: Memory, admission: Admission) -> Posted:
    """Fill an empty memory. Returns what was posted already, as (text, event)."""
    posted: Posted = set()
    for offset, record in journal.replay():
        _relive(record, offset, memory, admission, posted)
    return posted


def unposted(memory: Memory, posted: Posted) -> Iterator[Due]:
    """Every event that has not been posted, those of lost receipts included, in order of acceptance."""
    for message in memory.messages:
        for number, event in enumerate(message.events()):
            if (message.number, number) not in posted:
                yield Due(message, number)
            elif event.kind == "receipt":
                memory.move(message, event.status)
    for text in memory.phone_texts:
        if (text.number, PHONE_TEXT) not in posted:
            yield Due(text, PHONE_TEXT)


def _relive(record: Record, offset: int, memory: Memory, admission: Admission, posted: Posted) -> None:
    kind, *rest = record
    match kind:
        case records.ACCEPTED:
            line, reference, digits, at, body = rest
            behaviour = admission.known(str(digits), body)
            memory.remember(memory.lines[line], reference, digits, offset, at, behaviour)
        case records.POSTED:
            posted.update((of, event) for of, event in rest[0])
            memory.counts.receipts_posted += len(rest[0])
        case records.LINE:
            memory.learn(Line(*rest))
        case records.DOUBLED:
            memory.double(memory.messages[rest[0]])
        case records.INBOUND:
            line, from_, at, body = rest
            memory.keep(PhoneText(len(memory.phone_texts), memory.lines[line], from_, body, at))
        case records.START:
            memory.epoch = rest[0]
        case _:
            memory.counts.rejected += kind == records.REJECTED
            memory.counts.throttled += kind == records.THROTTLED
