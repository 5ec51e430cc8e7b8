# Made by tools/make_async.py from client.py; change that one.
"""The client for asyncio."""

from types import TracebackType
from typing import Any, Self

import httpx

from sendwell import core
from sendwell.core import PATIENCE, TIMEOUT, ask
from sendwell.aio.campaign_people import CampaignPeople
from sendwell.aio.campaigns import Campaigns
from sendwell.aio.contacts import Contacts
from sendwell.aio.conversations import Conversations
from sendwell.aio.descriptions import Credits, Senders, Stages, Tags
from sendwell.aio.fields import Fields
from sendwell.aio.imports import Imports
from sendwell.aio.keywords import Keywords
from sendwell.aio.lists import Lists
from sendwell.aio.messages import Messages
from sendwell.aio.permits import Consents, Suppressions
from sendwell.aio.segments import Segments
from sendwell.aio.sequences import Sequences
from sendwell.aio.templates import Templates
from sendwell.aio.webhooks import Events, Webhooks
from sendwell.retrying import Patience
from sendwell.async_transport import AsyncTransport


class AsyncSendwell:
    """Safe to share between tasks of one loop. Use it with `async with`, or `await close()` it."""

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: httpx.Timeout | float = TIMEOUT,
        patience: Patience = PATIENCE,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        """Without arguments SENDWELL_API_KEY and SENDWELL_BASE_URL are used. `http`: a client of your own."""
        self._transport = transport = AsyncTransport(core.settings(api_key, base_url, timeout, patience), http)
        self._own = http is None
        self.messages = Messages(transport)
        self.campaigns = Campaigns(transport)
        self.campaign_people = CampaignPeople(transport)
        self.contacts = Contacts(transport)
        self.lists = Lists(transport)
        self.tags = Tags(transport)
        self.stages = Stages(transport)
        self.fields = Fields(transport)
        self.imports = Imports(transport)
        self.keywords = Keywords(transport)
        self.segments = Segments(transport)
        self.templates = Templates(transport)
        self.senders = Senders(transport)
        self.sequences = Sequences(transport)
        self.conversations = Conversations(transport)
        self.suppressions = Suppressions(transport)
        self.consents = Consents(transport)
        self.credits = Credits(transport)
        self.webhooks = Webhooks(transport)
        self.events = Events(transport)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Any address, as `/v1/…`: for what this version does not know yet."""
        return await self._transport.send(ask(method, path, query, body, idempotency_key))

    async def close(self) -> None:
        """Closes its connections; a client of your own stays open."""
        if self._own:
            await self._transport.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
