"""The virtual carrier over HTTP, in a thread of the test. It posts nothing back by itself."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from apps.carriers.virtual.options import Options
from apps.carriers.virtual.server import application

NEVER_MS = 3_600_000
# Area code 415, as the magic numbers of docs/sandbox.md: what happens to a text to them.
REFUSED, ANSWER_LOST, THROTTLED, LATE = (f"+1415555{last}" for last in ("0001", "0003", "0004", "0010"))


class Carrier:
    """What it was given, as it says itself."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def stats(self) -> dict[str, Any]:
        return dict(self._get("/stats"))

    def references(self) -> list[str]:
        """Of every text that it took, the latest first."""
        return [text["reference"] for text in self._get("/messages?limit=1000")["messages"]]

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.load(answer)


@contextmanager
def running() -> Iterator[Carrier]:
    """Serve for as long as the block lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = web.AppRunner(application(Options(receipt_delay_ms=NEVER_MS)), access_log=None)
    try:
        yield Carrier(asyncio.run_coroutine_threadsafe(_serve(runner), loop).result(10))
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _serve(runner: web.AppRunner) -> int:
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return int(runner.addresses[0][1])
