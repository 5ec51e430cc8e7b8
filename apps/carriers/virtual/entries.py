"""What callbacks and listings say of texts: plain values, ready for JSON."""

from datetime import UTC, datetime
from typing import Any

from apps.carriers.virtual.memory import Memory
from apps.carriers.virtual.messages import Due, Line, Message, PhoneText


def message_id(memory: Memory, message: Message) -> str:
    """The carrier's id of a text."""
    return f"vc_{memory.epoch}{message.number:08x}"


def phone_text_id(memory: Memory, text: PhoneText) -> str:
    """The carrier's id of a phone's text."""
    return f"vi_{memory.epoch}{text.number:08x}"


def place(memory: Memory, given: str) -> int | None:
    """The number of a text, from its id; None when there is no such text."""
    try:
        number = int(given.removeprefix(f"vc_{memory.epoch}"), 16)
    except ValueError:
        return None
    known = 0 <= number < len(memory.messages)
    return number if known and given == message_id(memory, memory.messages[number]) else None


def entry(memory: Memory, due: Due) -> tuple[str, dict[str, Any]]:
    """What a callback says of it, and whether that stands under "receipts" or "messages"."""
    if isinstance(due.of, PhoneText):
        text = due.of
        return "messages", _inbound(phone_text_id(memory, text), text.from_, text.line, text.body, text.at)
    message, event = due.of, due.of.events()[due.event]
    own, at = message_id(memory, message), message.at + event.delay
    if event.kind == "reply":
        # The id stays the same when it is posted again: that is how the other side knows it.
        return "messages", _inbound(f"{own}r{due.event}", f"+{message.to}", message.line, event.text, at)
    return "receipts", {
        "id": own,
        "reference": message.reference,
        "status": event.status,
        "code": event.code,
        "text": event.text,
        "at": _moment(at),
    }


def listed(memory: Memory, message: Message, body: str) -> dict[str, Any]:
    """A text as people and look-ups see it."""
    return {
        "id": message_id(memory, message),
        "reference": message.reference,
        "status": message.status,
        "to": f"+{message.to}",
        "from": message.line.number,
        "body": body,
        "at": _moment(message.at),
        "doubled": message.doubled,
    }


def stats(memory: Memory) -> dict[str, Any]:
    """GET /stats."""
    counts = memory.counts
    return {
        "accepted": counts.accepted,
        "distinct_references": len(memory.messages),
        "doubled_references": counts.doubled_references,
        "by_status": counts.by_status,
        "rejected": counts.rejected,
        "throttled": counts.throttled,
        "inbound": counts.inbound,
        "receipts_posted": counts.receipts_posted,
        "receipts_pending": counts.receipts_pending,
        "receipts_dropped": counts.receipts_dropped,
    }


def _inbound(own: str, from_: str, line: Line, body: str, at: float) -> dict[str, Any]:
    return {"id": own, "from": from_, "to": line.number, "body": body, "at": _moment(at)}


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
