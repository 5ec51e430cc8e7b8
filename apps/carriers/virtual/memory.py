"""What the carrier knows while it runs. centre.py changes it when something happens, replay.py at start."""

import time
from collections.abc import Iterator

from apps.carriers.virtual.behaviour import Behaviour
from apps.carriers.virtual.messages import Counts, Line, Message, PhoneText


class Memory:
    """Texts by key and reference, the sender's numbers, the phones' texts, and the counts."""

    def __init__(self) -> None:
        # Makes ids differ from those before a reset, also of one in the same millisecond.
        self.epoch = f"{time.time_ns() // 1_000:x}"
        self.counts = Counts()
        self.messages: list[Message] = []
        self.phone_texts: list[PhoneText] = []
        self.lines: list[Line] = []
        self._line_numbers: dict[Line, int] = {}
        self._home: dict[str, Line] = {}
        self._by_reference: dict[
            str, dict[str, Message]
        ] = {}  # by API key: two senders may share a reference

    def find(self, api_key: str, reference: str) -> Message | None:
        """The text that this key handed in under this reference."""
        return self._by_reference.get(api_key, {}).get(reference)

    def home(self, number: str) -> Line | None:
        """Where texts to this number go: to the URL that was seen last."""
        return self._home.get(number.lstrip("+"))

    def line_number(self, line: Line) -> int | None:
        """The place of a line in `lines`."""
        return self._line_numbers.get(line)

    def learn(self, line: Line) -> int:
        """Make a line the home of its number; returns its place."""
        place = self._line_numbers.setdefault(line, len(self.lines))
        if place == len(self.lines):
            self.lines.append(line)
        self._home[line.number.lstrip("+")] = line
        return place

    def remember(
        self, line: Line, reference: str, to: int, offset: int, at: float, behaviour: Behaviour
    ) -> Message:
        """A text was accepted."""
        message = Message(len(self.messages), reference, to, line, offset, at, behaviour)
        self.messages.append(message)
        self._by_reference.setdefault(line.api_key, {})[reference] = message
        self.counts.accepted += 1
        self.counts.moved("", message.status)
        return message

    def double(self, message: Message) -> None:
        """Its reference came again."""
        message.doubled = True
        self.counts.doubled_references += 1

    def keep(self, text: PhoneText) -> None:
        """A phone's text was taken."""
        self.phone_texts.append(text)
        self.counts.inbound += 1

    def move(self, message: Message, status: str) -> None:
        """The status of a text changes; nothing follows delivered or failed."""
        if message.status in ("delivered", "failed"):
            return
        self.counts.moved(message.status, status)
        message.status = status

    def newest(self, before: int | None) -> Iterator[Message]:
        """Texts, the latest first, from before that place on."""
        last = len(self.messages) if before is None else min(before, len(self.messages))
        return (self.messages[n] for n in range(last - 1, -1, -1))
