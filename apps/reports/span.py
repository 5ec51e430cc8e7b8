"""The days a report is about."""

from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 366  # days


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of the workspace's zone, first and last included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """As many days, just before."""
        ends = self.first - timedelta(days=1)
        return Span(ends - timedelta(days=self.length - 1), ends)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=more) for more in range(self.length)]

    @staticmethod
    def until(last: date, length: int) -> "Span":
        """So many days, this one being the last."""
        return Span(last - timedelta(days=length - 1), last)
