"""The program: HTTP in front of the message centre, a wheel and a poster behind it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

from aiohttp import web

from apps.carriers.virtual import reading
from apps.carriers.virtual.admission import Admission
from apps.carriers.virtual.answers import CANNOT_WRITE, as_json, cannot_write, errors, hang_up, written
from apps.carriers.virtual.centre import Centre
from apps.carriers.virtual.door import Hangup, Take
from apps.carriers.virtual.entries import entry, listed, message_id, phone_text_id, place, stats
from apps.carriers.virtual.journal import Journal, in_memory, on_disk
from apps.carriers.virtual.messages import Due, Line, Message
from apps.carriers.virtual.options import Options
from apps.carriers.virtual.page import HELP
from apps.carriers.virtual.posting import Poster
from apps.carriers.virtual.problems import Problem, invalid
from apps.carriers.virtual.scenario import load
from apps.carriers.virtual.wheel import Wheel

log = logging.getLogger(__name__)
REQUEST_MOST = 1_000_000  # bytes


class Program(NamedTuple):
    """`app` knows every route; `take` answers the plain requests of one of them (door.py)."""

    app: web.Application
    take: Take


def application(options: Options) -> web.Application:
    """The general server alone."""
    return program(options).app


def program(options: Options) -> Program:
    """The program, ready to run. Raises BadScenario, JournalInUse, OSError before it takes anything."""
    base = {"answer_ms": options.latency_ms, "receipt_ms": options.receipt_delay_ms}
    admission = Admission(load(options.scenario, base))
    journal = on_disk(options.directory) if options.directory else in_memory()
    server = Server(journal, admission, options)
    app = web.Application(client_max_size=REQUEST_MOST, middlewares=[errors])
    app.cleanup_ctx.append(server.running)
    app.router.add_post("/v1/messages", server.send)
    app.router.add_get("/v1/messages/{reference}", server.look_up)
    app.router.add_get("/messages", server.list)
    app.router.add_get("/stats", server.stats)
    app.router.add_post("/inbound", server.inbound)
    app.router.add_put("/numbers/{number}", server.register)
    app.router.add_post("/reset", server.reset)
    app.router.add_get("/", _help)
    return Program(app, server.take)


class Server:
    """One handler for each route."""

    def __init__(self, journal: Journal, admission: Admission, options: Options) -> None:
        self._journal = journal
        self._options = options
        self._centre = Centre(journal, admission, self._expect)

    async def running(self, app: web.Application) -> AsyncIterator[None]:
        """The life of the program: load, serve, stop. What was not posted is in the journal."""
        self._wheel = Wheel(self._happens)
        self._poster = Poster(lambda due: entry(self._centre.memory, due), self._centre.settled)
        self._centre.load()
        yield
        self._wheel.clear()
        await self._poster.close()
        self._journal.close()

    def _expect(self, delay: float, due: Due) -> None:
        self._wheel.add(delay, due)

    def _happens(self, due: Due) -> None:
        if self._centre.happens(due):
            self._poster.put(due.of.line, due)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """POST /v1/messages: 202 once the text is in the journal."""
        message, is_new = self._taken(request.headers.get("Authorization", ""), await request.read())
        if message.behaviour.cut and is_new:
            return hang_up(request)
        if message.behaviour.answer_ms:
            await asyncio.sleep(message.behaviour.answer_ms / 1000)
        return as_json(self._receipt_of(message), 202)

    def take(self, authorization: str, body: bytes) -> tuple[bytes, float]:
        """The same at the door: the answer's bytes, and the seconds until they go out. Raises Hangup."""
        try:
            message, is_new = self._taken(authorization, body)
        except Problem as problem:
            return written({"error": problem.error}, problem.status, problem.headers), 0.0
        except OSError as fault:
            return written({"error": cannot_write(fault)}, CANNOT_WRITE), 0.0
        if message.behaviour.cut and is_new:
            raise Hangup
        return written(self._receipt_of(message), 202), message.behaviour.answer_ms / 1000

    def _taken(self, authorization: str, body: bytes) -> tuple[Message, bool]:
        key = reading.api_key(authorization)
        return self._centre.take(key, reading.submission(reading.fields(body)))

    async def look_up(self, request: web.Request) -> web.StreamResponse:
        """GET /v1/messages/{reference}."""
        key = reading.api_key(request.headers.get("Authorization", ""))
        message = self._centre.memory.find(key, request.match_info["reference"])
        if message is None:
            raise Problem(404, "unknown_reference", "No text was accepted under this reference.")
        return as_json(self._listed(message))

    async def list(self, request: web.Request) -> web.StreamResponse:
        """GET /messages."""
        query = request.query
        most = reading.limit(query.get("limit", "100"))
        found: list[dict[str, Any]] = []
        for message in self._centre.memory.newest(self._after(query.get("after"))):
            if _is_wanted(message, query):
                found.append(self._listed(message))
            if len(found) == most:
                break
        return as_json({"messages": found, "next": found[-1]["id"] if len(found) == most else None})

    async def stats(self, request: web.Request) -> web.StreamResponse:
        """GET /stats."""
        return as_json(stats(self._centre.memory))

    async def inbound(self, request: web.Request) -> web.StreamResponse:
        """POST /inbound: 202 once the text is in the journal."""
        given = reading.fields(await request.read())
        from_, body, to = reading.phone(given, "from"), reading.text(given), reading.sender(given, "to")
        text = self._centre.inbound(await self._home(to), f"+{from_}", body)
        answer = {"id": phone_text_id(self._centre.memory, text), "status": "accepted"}
        return as_json({**answer, "from": text.from_, "to": text.line.number}, 202)

    async def register(self, request: web.Request) -> web.StreamResponse:
        """PUT /numbers/{number}."""
        number = reading.sender(request.match_info, "number")
        given = reading.fields(await request.read())
        line = Line(number, reading.callback_url(given), reading.key(given))
        self._centre.register(line)
        return as_json({"number": line.number, "callback_url": line.callback_url})

    async def reset(self, request: web.Request) -> web.StreamResponse:
        """POST /reset."""
        self._wheel.clear()
        self._poster.clear()
        self._centre.reset()
        return as_json(stats(self._centre.memory))

    async def _home(self, number: str) -> Line:
        line = self._centre.memory.home(number)
        if line is not None and line.callback_url:
            return line
        found = await self._ask(number)
        if found is None:
            raise Problem(
                404, "unknown_number", "Nobody sends from this number. PUT /numbers/{number}.", "to"
            )
        line = Line(number, *found)
        self._centre.register(line)
        return line

    async def _ask(self, number: str) -> tuple[str, str] | None:
        try:
            return await asyncio.to_thread(self._options.find_number, number)
        except Exception as fault:  # whatever the other program's database does, here it is one thing
            log.exception("Nobody could be asked for a number")
            raise Problem(503, "cannot_ask", "The owner of the number cannot be asked now.", "to") from fault

    def _after(self, given: str | None) -> int | None:
        if given is None:
            return None
        number = place(self._centre.memory, given)
        if number is None:
            raise invalid("after", "must be the id of a text.")
        return number

    def _receipt_of(self, message: Message) -> dict[str, str]:
        own = message_id(self._centre.memory, message)
        return {"id": own, "reference": message.reference, "status": "accepted"}

    def _listed(self, message: Message) -> dict[str, Any]:
        return listed(self._centre.memory, message, self._centre.body(message))


def _is_wanted(message: Message, query: Mapping[str, str]) -> bool:
    to, from_ = query.get("to", "").strip(" +"), query.get("from", "").strip(" +")
    return (
        (not to or str(message.to) == to)
        and (not from_ or message.line.number.lstrip("+") == from_)
        and query.get("status", message.status) == message.status
    )


async def _help(request: web.Request) -> web.StreamResponse:
    return web.Response(text=HELP)
