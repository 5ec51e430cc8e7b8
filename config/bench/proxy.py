"""A wire that can be cut: a TCP proxy in front of PostgreSQL, for processes that must survive losing it."""

import socket
import threading
import time
from contextlib import suppress
from typing import Any
from urllib.parse import quote

PIECE = 65_536


class Wire:
    """Forwards a loopback port to the database. `cut()` ends every connection and refuses new ones."""

    def __init__(self, database: dict[str, Any]) -> None:
        self._database = database
        self._open: set[socket.socket] = set()
        self._dead_until = 0.0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        """The DATABASE_URL that leads through it."""
        user, password = (quote(self._database.get(key) or "", safe="") for key in ("USER", "PASSWORD"))
        who = f"{user}:{password}@" if password else f"{user}@" if user else ""
        return f"postgres://{who}127.0.0.1:{self.port}/{self._database['NAME']}"

    def cut(self, seconds: float = 0.0) -> None:
        """End what is open; refuse for so long."""
        self._dead_until = time.monotonic() + seconds
        for end in list(self._open):
            _end(end)

    def close(self) -> None:
        _end(self._listener)
        self.cut()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if time.monotonic() < self._dead_until:
                    _end(near)
                else:
                    self._join(near)

    def _join(self, near: socket.socket) -> None:
        far = self._reach()
        self._open |= {near, far}
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _reach(self) -> socket.socket:
        host, port = self._database.get("HOST") or "/var/run/postgresql", self._database.get("PORT") or 5432
        if not host.startswith("/"):
            return socket.create_connection((host, int(port)))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{host}/.s.PGSQL.{port}")
        return far

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
        for end in (source, target):
            self._open.discard(end)
            _end(end)


def _end(one: socket.socket) -> None:
    """Close so that a thread that waits in it wakes up."""
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
