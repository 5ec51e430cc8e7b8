"""A receiver of webhooks for drills: fails every so many-th request, and keeps in what order it was told."""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Hook(ThreadingHTTPServer):
    """`fails` 3: every third request is answered 500; 0: none. `slow` seconds pass before an answer."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, fails: int = 0, slow: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/hook"
        self.fails, self.slow = fails, slow
        self.requests = self.refused = 0
        # Person → every number that came about them, in order; and (person, number) → when it was taken.
        self.heard: defaultdict[str, list[int]] = defaultdict(list)
        self.taken: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
        # Number → when the first of it was taken, whoever it was about.
        self.numbers: dict[int, float] = {}
        self.lock = threading.Lock()

    def hear(self, told: dict[str, Any]) -> int:
        """The status to answer. The tag of the event is its number: t0, t1, …"""
        person, number = str(told["contact_id"]), int(told["tag"][1:])
        with self.lock:
            self.requests += 1
            self.heard[person].append(number)
            if self.fails and self.requests % self.fails == 0:
                self.refused += 1
                return 500
            self.taken[person, number].append(time.time())
            self.numbers.setdefault(number, time.time())
        return 200


class _Handler(BaseHTTPRequestHandler):
    server: Hook
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.slow)
        self.send_response(self.server.hear(json.loads(body)))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def hook(fails: int = 0, slow: float = 0.0) -> Iterator[Hook]:
    server = Hook(fails, slow)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
