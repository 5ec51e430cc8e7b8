"""A token bucket for each workspace: so many requests a second, and bursts above that for a moment.

With REDIS_URL all processes on all machines share it (one script, so that two requests never take one
token). Without, all processes of one machine do, through a file (tally.py): no database write for each call.
"""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
from django.conf import settings

from apps.api.kernel.refusals import TooManyRequests
from apps.common import tally


@dataclass(frozen=True, slots=True)
class Bucket:
    """`rate` tokens a second flow in, `burst` at most are held."""

    name: str
    rate: float
    burst: int


@dataclass(frozen=True, slots=True)
class Level:
    """What is left after a request. reset: Unix time at which the bucket is full again."""

    limit: int
    remaining: int
    reset: int


def take(bucket: Bucket, workspace_id: int) -> Level:
    """Take one token. Raises TooManyRequests (facts: retry_after, level)."""
    key, now = f"bucket:{bucket.name}:{workspace_id}", time.time()
    shared = _redis()
    left = _from_redis(shared, key, bucket, now) if shared else _from_file(key, bucket, now)
    level = Level(int(bucket.rate), max(int(left), 0), int(now + (bucket.burst - left) / bucket.rate) + 1)
    if left < 0:
        raise TooManyRequests(retry_after=1, level=level)
    return level


@cache
def _redis() -> Any:
    return redis.from_url(settings.REDIS_URL) if settings.REDIS_URL else None


# Answers what is left after taking one token, or -1 when there was none (and then nothing was taken).
_SCRIPT = """
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local rate, burst, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens = tonumber(held[1]) or burst
local at = tonumber(held[2]) or now
tokens = math.min(burst, tokens + math.max(0, now - at) * rate)
if tokens < 1 then return '-1' end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - 1), 'at', ARGV[3])
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 5)
return tostring(tokens - 1)
"""


def _from_redis(shared: Any, key: str, bucket: Bucket, now: float) -> float:
    return float(shared.eval(_SCRIPT, 1, key, bucket.rate, bucket.burst, now))


def _from_file(key: str, bucket: Bucket, now: float) -> float:
    left = -1.0

    def step(held: tally.Pair | None) -> tally.Pair | None:
        nonlocal left
        tokens, at = held or (float(bucket.burst), now)
        tokens = min(bucket.burst, tokens + max(0.0, now - at) * bucket.rate)
        if tokens < 1:
            return None
        left = tokens - 1
        return left, now

    tally.turn(key, step)
    return left


def forget() -> None:
    """Every bucket is full again. For tests and drills."""
    tally.forget()
    if shared := _redis():
        for key in shared.scan_iter("bucket:*"):
            shared.delete(key)
