"""A server that fails as it is told, and remembers what it was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CUT = 0  # no answer: the connection is closed


@dataclass
class Faulty:
    """`answers`: (status, headers) in their order; after the last one all is well."""

    url: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    @property
    def keys(self) -> list[str | None]:
        return [headers.get("idempotency-key") for _, _, headers in self.asked]


def _handler(state: Faulty) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            state.asked.append((self.command, self.path, headers))
            status, more = state.answers.pop(0) if state.answers else (200, {})
            if status == CUT:
                self.connection.close()
                return
            error = {"type": "t", "code": "c", "message": "Oh", "param": None, "request_id": "req_1"}
            self._answer(status, more, {"id": "msg_1"} if status == 200 else {"error": error})

        def _answer(self, status: int, more: dict[str, str], body: Any) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(raw))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_DELETE = _do  # noqa: N815 - as http.server calls them

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextmanager
def faulty() -> Iterator[Faulty]:
    state = Faulty()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(state)) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()
