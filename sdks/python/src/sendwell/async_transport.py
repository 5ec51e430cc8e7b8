"""Asking and asking again, under asyncio."""

import asyncio
from typing import Any

import httpx

from sendwell import core
from sendwell.core import Ask, Settings


class AsyncTransport:
    """Safe to share between tasks of one loop."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient | None) -> None:
        self.settings = settings
        self.http = http or httpx.AsyncClient(timeout=settings.timeout)

    async def send(self, ask: Ask) -> Any:
        """The answer's body. Raises APIStatusError, APIConnectionError, after all retries."""
        tries = 0
        while True:
            tries += 1
            response, wait = await self._try(ask, tries)
            if response is not None and wait is None:
                return core.settled(response)
            await asyncio.sleep(wait or 0)

    async def _try(self, ask: Ask, tries: int) -> tuple[httpx.Response | None, float | None]:
        """The answer, and seconds to wait before the next try (None: it stands)."""
        patience = self.settings.patience
        try:
            response = await self._once(ask)
        except httpx.TransportError as fault:
            wait = patience.after_silence(tries)
            if wait is None:
                raise core.silence(fault) from fault
            return None, wait
        return response, patience.after_answer(tries, response.status_code, response.headers)

    async def _once(self, ask: Ask) -> httpx.Response:
        sent = ask.arguments
        headers = {**self.settings.headers, **sent.pop("headers")}
        return await self.http.request(ask.method, self.settings.url(ask.path), headers=headers, **sent)
