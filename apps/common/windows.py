"""How often something was asked within a minute: fixed windows, counted across processes.

With REDIS_URL set all web processes on all machines share the count. Without it those of one machine do,
through a file (tally.py): no database write for each call.
"""

from django.conf import settings
from django.core.cache import cache

from apps.common import clock, tally

WINDOW = 60  # seconds


def wait(name: str, most: int) -> int:
    """Count one under this name. 0 while `most` or fewer came in this window, else seconds until it ends."""
    now = int(clock.now().timestamp())
    return WINDOW - now % WINDOW if _one_more(name, now // WINDOW) > most else 0


def _one_more(name: str, window: int) -> int:
    if settings.REDIS_URL:
        return _in_cache(f"{name}:{window}")
    return _in_file(name, window)


def _in_cache(key: str) -> int:
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:  # thrown out of a full cache between the two lines
        return 1


def _in_file(name: str, window: int) -> int:
    count = 1

    def step(held: tally.Pair | None) -> tally.Pair:
        nonlocal count
        count = int(held[1]) + 1 if held and held[0] == window else 1
        return float(window), float(count)

    tally.turn(name, step)
    return count
