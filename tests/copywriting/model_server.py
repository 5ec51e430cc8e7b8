"""A server that speaks OpenAI's chat completions on loopback, and does what a test tells it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pytest_django import Settings

KEY = "sk-of-the-test-0123456789"


@dataclass
class Model:
    """content: what it writes. raw: bytes instead of a completion. drip: seconds between two bytes."""

    content: str = ""
    raw: bytes | None = None
    status: int = 200
    drip: float = 0.0
    location: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def writes(self, *texts: object) -> None:
        self.content = json.dumps(texts)

    @property
    def body(self) -> bytes:
        if self.raw is not None:
            return self.raw
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": self.content}}]}).encode()


@contextmanager
def serving(settings: Settings) -> Iterator[Model]:
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            model.asked.append({"path": self.path, **json.loads(self.rfile.read(length))})
            model.keys.append(self.headers["Authorization"] or "")
            self.send_response(model.status)
            if model.location:
                self.send_header("Location", model.location)
            self.send_header("Content-Length", str(len(model.body)))
            self.end_headers()
            self._write()

        def _write(self) -> None:
            try:
                for at in range(len(model.body)) if model.drip else ():
                    self.wfile.write(model.body[at : at + 1])
                    self.wfile.flush()
                    time.sleep(model.drip)
                if not model.drip:
                    self.wfile.write(model.body)
            except OSError:  # whoever asked has gone
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.COPYWRITER_BASE_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.COPYWRITER_KEY, settings.COPYWRITER_MODEL = KEY, "small-1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
