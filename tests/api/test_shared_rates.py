"""What Acme may ask in a second is one number, however many processes answer it."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings

# Takes 300 times from a bucket of 200 that does not fill, and says how many were let through.
TAKE = """
import django; django.setup()
from apps.api.kernel import bucket
from apps.api.kernel.refusals import TooManyRequests
taken = 0
for _ in range(300):
    try:
        bucket.take(bucket.Bucket("two-processes", 0.0001, 200), 7)
        taken += 1
    except TooManyRequests:
        pass
print(taken)
"""
COUNT = """
import django; django.setup()
from datetime import UTC, datetime
from apps.api.kernel import rate
from apps.common import clock
from apps.api.kernel.refusals import TooManyRequests
clock.now = lambda: datetime(2026, 5, 1, tzinfo=UTC)
taken = 0
for _ in range(300):
    try:
        rate.count("two-processes", 7, 200)
        taken += 1
    except TooManyRequests:
        pass
print(taken)
"""
REDIS = "redis://127.0.0.1:6379/14"


@pytest.fixture
def redis_url() -> Iterator[str]:
    there = redis.from_url(REDIS)
    try:
        there.delete("bucket:two-processes:7")
    except redis.ConnectionError:
        pytest.skip("no Redis on this machine")
    yield REDIS
    there.delete("bucket:two-processes:7")


def let_through(program: str, redis_url: str = "") -> int:
    """By two processes together, side by side."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(settings.DATA_DIR),
        "REDIS_URL": redis_url,
        "CLOCK_SHIFT": "0",
    }
    both = [
        subprocess.Popen([sys.executable, "-c", program], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    return sum(int(one.communicate(timeout=60)[0]) for one in both)


def test_two_processes_share_a_bucket_through_a_file() -> None:
    assert let_through(TAKE) == 200


def test_two_processes_share_a_bucket_through_redis(redis_url: str) -> None:
    assert let_through(TAKE, redis_url) == 200


def test_two_processes_share_the_count_of_a_minute() -> None:
    assert let_through(COUNT) == 200
