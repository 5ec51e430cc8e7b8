"""How much one workspace may ask of one dialect: a fixed window of a minute, counted in the Django cache.

With REDIS_URL set all web processes share the count. Without it the cache is the process's own memory, so
the limit holds for each web process: good enough for one machine, and no database write for each call.
"""

from django.core.cache import cache

from apps.api.kernel.refusals import TooManyRequests
from apps.common import clock

WINDOW = 60  # seconds


def count(surface: str, workspace_id: int, most: int) -> None:
    """Count one request. Raises TooManyRequests, with the seconds until the window ends."""
    now = int(clock.now().timestamp())
    key = f"rate:{surface}:{workspace_id}:{now // WINDOW}"
    if _one_more(key) > most:
        raise TooManyRequests(retry_after=WINDOW - now % WINDOW)


def _one_more(key: str) -> int:
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:  # thrown out of a full cache between the two lines
        return 1
