"""The driver: requests at a fixed pace, whatever the answers take, so that a slow server shows as waiting."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

BODY = "Hi {firstName|there}, your order is ready. Reply STOP to opt out."
AT_ONCE = 0.25  # seconds
_number = count()


@dataclass(frozen=True, slots=True)
class Pace:
    """url: of the installation. rate: requests a second of each workspace."""

    url: str
    rate: float
    seconds: float


@dataclass(slots=True)
class Tally:
    """Statuses (0: no answer within a minute), seconds of all answers, Retry-After of those turned away."""

    statuses: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    retry_after: Counter[str] = field(default_factory=Counter)


async def steady(pace: Pace, keys: Sequence[str]) -> dict[str, Any]:
    """All workspaces side by side; p95 counts from when a request was due, not from when it was sent."""
    tally = Tally()
    began = time.monotonic()
    async with _session() as session:
        await asyncio.gather(*(_one(session, pace, key, tally) for key in keys))
    spent = time.monotonic() - began
    took = sorted(tally.took)
    return {
        "answers": sum(tally.statuses.values()),
        "statuses": dict(tally.statuses),
        "answers_per_s": round(sum(tally.statuses.values()) / spent, 1),
        "p50_ms": _share(took, 0.5),
        "p95_ms": _share(took, 0.95),
        "p99_ms": _share(took, 0.99),
        "no_5xx": not any(status >= 500 or status == 0 for status in tally.statuses),
    }


async def _one(session: aiohttp.ClientSession, pace: Pace, key: str, tally: Tally) -> None:
    began, asked = time.monotonic(), set()
    for number in range(int(pace.rate * pace.seconds)):
        due = began + number / pace.rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        task = asyncio.create_task(_post(session, pace.url, key, tally, due))
        asked.add(task)
        task.add_done_callback(asked.discard)
    await asyncio.gather(*asked)


async def burst(url: str, key: str, many: int) -> dict[str, Any]:
    """So many at once, of one workspace: 200 and what flows in meanwhile pass, the others wait."""
    tally = Tally()
    began = time.monotonic()
    async with _session() as session:
        await asyncio.gather(*(_get(session, url, key, tally) for _ in range(many)))
    return {
        "seconds": round(time.monotonic() - began, 2),
        "statuses": dict(tally.statuses),
        "retry_after": dict(tally.retry_after),
    }


async def calm(url: str, seconds: float) -> float:
    """Wait until what came before is worked off: a page that asks nothing answers at once."""
    began = time.monotonic()
    async with _session() as session:
        while time.monotonic() - began < seconds:
            asked = time.monotonic()
            if await _answers(session, url) and time.monotonic() - asked < AT_ONCE:
                break
            await asyncio.sleep(0.5)
    return round(time.monotonic() - began, 1)


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/healthz") as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


async def _post(session: aiohttp.ClientSession, url: str, key: str, tally: Tally, due: float) -> None:
    number = next(_number)
    text = {"to": f"+1{(212, 305, 312, 404)[number % 4]}{3_000_000 + number}", "body": BODY}
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"load-{number}-{due}"}
    try:
        async with session.post(f"{url}/v1/messages", json=text, headers=headers) as answer:
            await answer.read()
            tally.statuses[answer.status] += 1
            tally.took.append(time.monotonic() - due)
    except (aiohttp.ClientError, TimeoutError):
        tally.statuses[0] += 1


async def _get(session: aiohttp.ClientSession, url: str, key: str, tally: Tally) -> None:
    try:
        async with session.get(f"{url}/v1/credits", headers={"Authorization": f"Bearer {key}"}) as answer:
            tally.statuses[answer.status] += 1
            if answer.status == 429:
                tally.retry_after[answer.headers["Retry-After"]] += 1
    except (aiohttp.ClientError, TimeoutError):
        tally.statuses[0] += 1


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=256), timeout=aiohttp.ClientTimeout(total=60.0)
    )


def _share(took: Sequence[float], share: float) -> float | None:
    return round(took[min(int(len(took) * share), len(took) - 1)] * 1_000, 1) if took else None
