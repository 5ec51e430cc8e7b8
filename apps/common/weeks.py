"""Opening hours as they are written down: a window for each day of the week, some days closed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Window:
    """Local hours in whole minutes; an `end` of 00:00 means midnight. ValueError when it never opens."""

    start: time = time(8)
    end: time = time(21)

    def __post_init__(self) -> None:
        if any(edge.second or edge.microsecond or edge.tzinfo for edge in (self.start, self.end)):
            raise ValueError("A texting window is given in whole minutes of local time.")
        if self.end <= self.start and self.end != time.min:
            raise ValueError("A texting window starts before it ends, on one day.")

    def holds(self, moment: time) -> bool:
        """Whether a wall clock that shows `moment` is inside."""
        return self.start <= moment and (moment < self.end or self.end == time.min)

    def on(self, day: date) -> "Window | None":
        """The same every day."""
        return self

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{'24:00' if self.end == time.min else f'{self.end:%H:%M}'}"


@dataclass(frozen=True, slots=True)
class Week:
    """A window (None: closed) for Monday to Sunday."""

    days: tuple[Window | None, ...]

    def on(self, day: date) -> Window | None:
        return self.days[day.weekday()]


def window(text: str) -> Window | None:
    """ "08:00-21:00" as a window, "24:00" being midnight; "none" is None. ValueError for anything else."""
    if text == "none":
        return None
    found = _SPAN.fullmatch(str(text))
    if not found or (found[3] == "24" and found[4] != "00"):
        raise ValueError(f"{text!r} is no span of hours: write 09:00-17:30, or none.")
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]) % 24, int(found[4]))
    return Window(start, end)


def week(spans: Mapping[str, str]) -> Week | None:
    """Day → span ({"mon": "09:00-17:00", …}) as a week; a day that is not named is closed. None for no day.

    ValueError, naming the day, for a span that cannot be read.
    """
    if not spans:
        return None
    return Week(tuple(_day(name, spans.get(name, "none")) for name in DAYS))


def _day(name: str, span: str) -> Window | None:
    try:
        return window(span)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
