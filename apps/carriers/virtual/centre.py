"""The message centre: what happens to texts. Each verb writes the journal first and then the memory, and the
server answers after that. One process and one event loop: nothing here is locked, and nothing waits.
"""

import logging
from collections.abc import Callable, Sequence

from apps.carriers.virtual import records
from apps.carriers.virtual.admission import Admission
from apps.carriers.virtual.journal import Journal
from apps.carriers.virtual.memory import Memory
from apps.carriers.virtual.messages import Due, Line, Message, PhoneText, Submission
from apps.carriers.virtual.problems import Problem
from apps.carriers.virtual.records import PHONE_TEXT
from apps.carriers.virtual.replay import replay, unposted
from apps.common import clock

log = logging.getLogger(__name__)
Schedule = Callable[[float, Due], None]


class Centre:
    """`schedule` is called with the seconds until something happens, and what it is."""

    def __init__(self, journal: Journal, admission: Admission, schedule: Schedule) -> None:
        self.memory = Memory()
        self._journal = journal
        self._admission = admission
        self._schedule = schedule

    def load(self) -> None:
        """Go on where the journal ends; what should have been posted meanwhile is due now."""
        posted = replay(self._journal, self.memory, self._admission)
        if not self._journal.end:
            self._journal.append([records.START, self.memory.epoch])
        now = _now()
        for due in unposted(self.memory, posted):
            self._expect(due, now)

    def take(self, api_key: str, text: Submission) -> tuple[Message, bool]:
        """The accepted text, and whether it is new: a reference is accepted once. Raises Problem."""
        known = self.memory.find(api_key, text.reference)
        if known is not None:
            self._double(known)
            return known, False
        try:
            behaviour = self._admission.check(api_key, text)
        except Problem as problem:
            self._turned_away(problem)
            raise
        line = self.register(Line(text.from_, text.callback_url, api_key))
        at, to = _now(), int(text.to)
        record = [records.ACCEPTED, line, text.reference, to, at, text.body]
        offset = self._journal.append(record)
        message = self.memory.remember(self.memory.lines[line], text.reference, to, offset, at, behaviour)
        for number in range(len(message.events())):
            self._expect(Due(message, number), at)
        return message, True

    def register(self, line: Line) -> int:
        """Make this the home of a number, where its inbound texts go; returns the place of the line."""
        place = self.memory.line_number(line)
        if place is not None and self.memory.home(line.number) == line:
            return place
        self._journal.append([records.LINE, *line])
        return self.memory.learn(line)

    def inbound(self, line: Line, from_: str, body: str) -> PhoneText:
        """Take a text from a phone to a registered line, and post it."""
        at = _now()
        text = PhoneText(len(self.memory.phone_texts), line, from_, body, at)
        place = self.memory.line_number(line)
        self._journal.append([records.INBOUND, place, from_, at, body])
        self.memory.keep(text)
        self._expect(Due(text, PHONE_TEXT), at)
        return text

    def happens(self, due: Due) -> bool:
        """It is due: the status moves. Returns whether it is to be posted."""
        if isinstance(due.of, Message):
            event = due.of.events()[due.event]
            if event.kind == "receipt":
                self.memory.move(due.of, event.status)
        return _is_posted(due)

    def settled(self, things: Sequence[Due], taken: bool) -> None:
        """These were posted (taken), or given up."""
        try:
            self._journal.append([records.POSTED, [(due.of.number, due.event) for due in things]])
        except OSError:
            # A full disk must not stop the lane. After a restart these are posted again, which does no harm.
            log.exception("What was posted could not be noted")
        counts = self.memory.counts
        counts.receipts_pending -= len(things)
        if taken:
            counts.receipts_posted += len(things)
        else:
            counts.receipts_dropped += len(things)

    def body(self, message: Message) -> str:
        """The body of a text, read back from the journal."""
        return records.body(self._journal.read(message.offset))

    def reset(self) -> None:
        """Forget everything, on disk too."""
        self._journal.clear()
        self.memory = Memory()
        self._journal.append([records.START, self.memory.epoch])

    def _expect(self, due: Due, now: float) -> None:
        delay = due.of.events()[due.event].delay if isinstance(due.of, Message) else 0.0
        self.memory.counts.receipts_pending += _is_posted(due)
        # Not longer than its delay: the clock it was taken by may have stood hours ahead of this one.
        self._schedule(min(due.of.at + delay - now, delay), due)

    def _double(self, message: Message) -> None:
        if not message.doubled:
            self._journal.append([records.DOUBLED, message.number])
            self.memory.double(message)

    def _turned_away(self, problem: Problem) -> None:
        if problem.status == 429:
            self._journal.append([records.THROTTLED])
            self.memory.counts.throttled += 1
        else:
            self._journal.append([records.REJECTED])
            self.memory.counts.rejected += 1


def _now() -> float:
    """Seconds since 1970 by the product's clock, to the millisecond."""
    return round(clock.now().timestamp(), 3)


def _is_posted(due: Due) -> bool:
    if isinstance(due.of, PhoneText):
        return True
    return bool(due.of.line.callback_url) and not due.of.events()[due.event].lost
