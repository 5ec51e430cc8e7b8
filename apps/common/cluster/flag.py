"""A flag that a signal handler may raise."""

import time
from types import FrameType


class Flag:
    """As much of an Event as django-q2's sentinel uses.

    Not multiprocessing.Event or threading.Event: both take a lock, and a handler that runs while the main
    thread holds it, or a process killed while it holds it, would wait for ever.
    """

    def __init__(self) -> None:
        self._raised = False

    def set(self) -> None:
        self._raised = True

    def is_set(self) -> bool:
        return self._raised

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return self._raised

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        self.set()
