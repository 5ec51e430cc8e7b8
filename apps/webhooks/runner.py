"""Post what is due. Each address has a lane of its own, so a slow or dead one delays nobody else's."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

import aiohttp
from asgiref.sync import async_to_sync
from django.db import OperationalError
from django.utils.translation import gettext_noop as _
from multidict import CIMultiDictProxy

from apps.common import clock
from apps.common.cluster import closing
from apps.common.in_db import in_db
from apps.common.sentences import shape
from apps.webhooks import outbox, secrets
from apps.webhooks.dialects import dialect
from apps.webhooks.guard import GuardedResolver, check_url
from apps.webhooks.models import Delivery
from apps.webhooks.refusals import BadUrl
from apps.webhooks.settling import Answer, settle

logger = logging.getLogger(__name__)
# A receiver has this long for the whole of its answer (both contracts).
TIMEOUT_SECONDS = 10.0
# POSTs in flight to one address at once.
A_LANE = 4
# Addresses being posted to at once, of one workspace and of all: a workspace may have 100 slow ones.
A_WORKSPACE, ALL = 50, 200
LOOK_SECONDS = 0.25
ANSWER_BYTES = 8_192
_SILENT = shape(_("No answer within %(seconds)s seconds."))
_CUT = shape(_("No connection: %(fault)s."))


def deliver(seconds: float = 20.0, release: Callable[[], None] = lambda: None) -> int:
    """Post until nothing is due or the time is up; answers how many tries were made.

    `release` is called when nothing new is begun any more; the last answers may then take 10 s.
    """
    return async_to_sync(Run(seconds, release).go)()


class Run:
    """One run over all addresses: a lane for each that has something due, until it has not."""

    def __init__(self, seconds: float, release: Callable[[], None]) -> None:
        self.release = release
        self.deadline = time.monotonic() + seconds
        self.lanes: dict[int, asyncio.Task[None]] = {}
        self.room = asyncio.Semaphore(ALL)
        self.rooms: defaultdict[int, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(A_WORKSPACE))
        self.tries = 0

    async def go(self) -> int:
        async with _session() as session:
            while self.goes_on() and (await self.open_lanes(session) or self.lanes):
                await asyncio.wait([*self.lanes.values()], timeout=LOOK_SECONDS) if self.lanes else None
                self.close_lanes()
            self.release()
            await asyncio.gather(*self.lanes.values(), return_exceptions=True)
        return self.tries

    def goes_on(self) -> bool:
        return time.monotonic() < self.deadline and not closing.asked()

    async def open_lanes(self, session: aiohttp.ClientSession) -> bool:
        """A lane for each address with something due; says whether there was a new one."""
        await in_db(outbox.free_stranded)()
        found = await in_db(outbox.addresses)()
        fresh = [(one, workspace) for one, workspace in found if one not in self.lanes]
        for one, workspace in fresh:
            self.lanes[one] = asyncio.create_task(self.lane(session, one, self.rooms[workspace]))
        return bool(fresh)

    def close_lanes(self) -> None:
        for one, task in list(self.lanes.items()):
            if task.done():
                del self.lanes[one]
                if not task.cancelled() and (fault := task.exception()):
                    logger.error("The lane of webhook %s broke", one, exc_info=fault)

    async def lane(
        self, session: aiohttp.ClientSession, subscription_id: int, room: asyncio.Semaphore
    ) -> None:
        """Handful after handful, until nothing is due for this address."""
        while self.goes_on() and await self.handful(session, subscription_id, room):
            pass

    async def handful(
        self, session: aiohttp.ClientSession, subscription_id: int, room: asyncio.Semaphore
    ) -> bool:
        """Claim a few, post them side by side, settle each. Claimed when there is room: a lease is short."""
        async with room, self.room:
            claimed = await in_db(outbox.claim)(subscription_id, A_LANE) if self.goes_on() else []
            await asyncio.gather(*(self.one(session, delivery) for delivery in claimed))
        return bool(claimed)

    async def one(self, session: aiohttp.ClientSession, delivery: Delivery) -> None:
        answer = await post(session, delivery)
        self.tries += 1
        try:
            await in_db(settle)(answer)
        except OperationalError:
            logger.exception(
                "%s was not settled; it is sent again when its lease is over", delivery.public_id
            )


def _session() -> aiohttp.ClientSession:
    """No cookies, no proxy of the environment, and only addresses that the guard let through."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=A_LANE * ALL, resolver=GuardedResolver(), ttl_dns_cache=0),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS),
        trust_env=False,
    )


async def post(session: aiohttp.ClientSession, delivery: Delivery) -> Answer:
    """One POST, signed anew. Whatever goes wrong is an answer too."""
    began = time.monotonic()
    try:
        url = check_url(delivery.subscription.url)
        async with session.post(
            url, data=delivery.body.encode(), headers=_headers(delivery), allow_redirects=False
        ) as answer:
            text = (await answer.content.read(ANSWER_BYTES)).decode(errors="replace")
            return Answer(
                delivery, answer.status, _ms(began), text=text, retry_after=_retry_after(answer.headers)
            )
    except TimeoutError:
        return Answer(delivery, None, _ms(began), _SILENT % {"seconds": f"{TIMEOUT_SECONDS:g}"})
    except BadUrl as refusal:
        return Answer(delivery, None, _ms(began), refusal.record)
    except (aiohttp.ClientError, OSError, ValueError) as fault:
        return Answer(delivery, None, _ms(began), _CUT % {"fault": type(fault).__name__})


def _headers(delivery: Delivery) -> dict[str, str]:
    # Signed with the world's time: who receives refuses what is minutes off, also while ours is moved.
    valid = secrets.valid(delivery.subscription, clock.now())
    own = dialect(delivery.subscription.dialect).headers(delivery.name, delivery.body, valid, clock.outside())
    return {"Content-Type": "application/json", "User-Agent": "Sendwell-Webhooks/1", **own}


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1_000)


def _retry_after(headers: Mapping[str, str] | CIMultiDictProxy[str]) -> float | None:
    value = headers.get("Retry-After", "").strip()
    return float(value) if value.isdecimal() and len(value) < 7 else None
