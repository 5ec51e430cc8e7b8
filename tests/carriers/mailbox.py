"""A real HTTP server on loopback that keeps every callback it gets, for tests in which a carrier calls us."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from apps.carriers.contract import Adapter, Parsed
from apps.carriers.outcomes import Inbound, Receipt


@dataclass(frozen=True)
class Callback:
    """One request as it came; `query` is the raw query string."""

    headers: dict[str, str]
    body: bytes
    query: str


class Mailbox:
    """`status` is what the next callbacks are answered with."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/callbacks"
        self.status = 200
        self.callbacks: list[Callback] = []
        self.turned_away = 0
        self._came = threading.Condition()

    def put(self, callback: Callback) -> int:
        """A callback came; it is kept when the answer is 200. Returns the status to answer with."""
        with self._came:
            if self.status == 200:
                self.callbacks.append(callback)
            else:
                self.turned_away += 1
            self._came.notify_all()
            return self.status

    def wait_until(self, is_enough: Callable[[], bool], seconds: float = 15) -> None:
        """Wait for callbacks until it is enough; fails with what came when it never is."""
        with self._came:
            assert self._came.wait_for(is_enough, seconds), f"Only this came: {self.callbacks}"

    def read(self, adapter: Adapter, credentials: dict[str, str]) -> Parsed:
        """Everything that came, verified and parsed by the adapter as the product would."""
        receipts: list[Receipt] = []
        inbound: list[Inbound] = []
        for each in self.callbacks:
            assert adapter.verify(each.headers, each.body, credentials, each.query)
            parsed = adapter.parse(each.headers, each.body, each.query)
            receipts += parsed.receipts
            inbound += parsed.inbound
        return Parsed(tuple(receipts), tuple(inbound))


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A mailbox on a free port, for as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    box = Mailbox(server.server_address[1])
    server.mailbox = box  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    # Kannel opens a connection for each receipt. With the default of 5 waiting, some come seconds late.
    request_queue_size = 512
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _take(self) -> None:
        box: Mailbox = self.server.mailbox  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        callback = Callback(dict(self.headers.items()), body, self.path.partition("?")[2])
        self.send_response(box.put(callback))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def log_message(self, *args: Any) -> None:
        pass
