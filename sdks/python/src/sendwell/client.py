"""The client for ordinary code."""

from types import TracebackType
from typing import Any, Self

import httpx

from sendwell import core
from sendwell.core import PATIENCE, TIMEOUT, ask
from sendwell.resources.campaign_people import CampaignPeople
from sendwell.resources.campaigns import Campaigns
from sendwell.resources.contacts import Contacts
from sendwell.resources.conversations import Conversations
from sendwell.resources.descriptions import Credits, Senders, Stages, Tags
from sendwell.resources.fields import Fields
from sendwell.resources.imports import Imports
from sendwell.resources.keywords import Keywords
from sendwell.resources.lists import Lists
from sendwell.resources.messages import Messages
from sendwell.resources.permits import Consents, Suppressions
from sendwell.resources.segments import Segments
from sendwell.resources.sequences import Sequences
from sendwell.resources.templates import Templates
from sendwell.resources.webhooks import Events, Webhooks
from sendwell.retrying import Patience
from sendwell.sync_transport import Transport


class Sendwell:
    """Safe to share between threads. Use it with `with`, or `close()` it."""

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: httpx.Timeout | float = TIMEOUT,
        patience: Patience = PATIENCE,
        http: httpx.Client | None = None,
    ) -> None:
        """Without arguments SENDWELL_API_KEY and SENDWELL_BASE_URL are used. `http`: a client of your own."""
        self._transport = transport = Transport(core.settings(api_key, base_url, timeout, patience), http)
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

    def request(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Any address, as `/v1/…`: for what this version does not know yet."""
        return self._transport.send(ask(method, path, query, body, idempotency_key))

    def close(self) -> None:
        """Closes its connections; a client of your own stays open."""
        if self._own:
            self._transport.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
