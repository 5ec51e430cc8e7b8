"""Clock work of the diary."""

from apps.common.alone import alone
from apps.events import diary


@alone("events.react")
def react() -> None:
    """Tell those who listen what happened."""
    diary.react()
