"""The course of a campaign: what was accepted when, and how much memory it took meanwhile."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from config.bench.rig import Rig

# Looking costs the machine that is measured: /stats is one request, memory a walk through /proc.
LOOK_SECONDS = 0.25
POINTS = 6


@dataclass(frozen=True, slots=True)
class Look:
    at: float  # seconds since the launch
    accepted: int
    worker: float  # megabytes of the largest process
    web: float


class Course:
    """Looks while something is waited for. Begins when it is made; `before`: accepted until then."""

    def __init__(self, rig: Rig, before: int) -> None:
        self._rig, self._before = rig, before
        self._began = time.monotonic()
        self._looks: list[Look] = []

    def seconds(self) -> float:
        return time.monotonic() - self._began

    def watched(self, done: Callable[[], bool]) -> bool:
        """Whether it is done; looks now and then on the way."""
        if not self._looks or self.seconds() - self._looks[-1].at > LOOK_SECONDS:
            accepted = self._rig.stats()["accepted"] - self._before
            memory = self._rig.memory("worker"), self._rig.memory("web")
            self._looks.append(Look(self.seconds(), accepted, *memory))
        return done()

    def rate(self, count: int, start: float, end: float) -> int | None:
        """Accepted a second between two shares of `count`; None when it went by between two looks."""
        low = next((look for look in self._looks if look.accepted > count * start), None)
        high = next((look for look in self._looks if look.accepted >= count * end), None)
        if low is None or high is None or high.at == low.at:
            return None
        return round((high.accepted - low.accepted) / (high.at - low.at))

    def memory(self) -> list[int]:
        """Megabytes of the largest worker process at six points of the way, so that a leak shows."""
        step = max(1, len(self._looks) // POINTS)
        return [round(look.worker) for look in self._looks[::step]][:POINTS]

    def peaks(self) -> dict[str, int]:
        return {
            "worker": round(max((look.worker for look in self._looks), default=0.0)),
            "web": round(max((look.web for look in self._looks), default=0.0)),
        }
