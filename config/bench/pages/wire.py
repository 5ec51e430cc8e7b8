"""A browser of somebody who is signed in, asking the WSGI application in this process: all but the socket."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils.module_loading import import_string

from apps.accounts.models import User


@dataclass(frozen=True, slots=True)
class Answer:
    """`ms`: until the last byte; `processor_ms`: of this process in that time, the database's not in it."""

    status: int
    headers: dict[str, str]
    text: str
    queries: int
    ms: float
    processor_ms: float

    @property
    def is_page(self) -> bool:
        """A page or a part of one, and no file to save."""
        is_html = self.headers.get("content-type", "").startswith("text/html")
        return self.status == 200 and is_html and "content-disposition" not in self.headers


class Browser:
    """Keeps one session, and asks with GET alone."""

    def __init__(self, user: User) -> None:
        self._application = import_string("config.wsgi.application")
        self._cookie = f"{settings.SESSION_COOKIE_NAME}={_signed_in(user)}"

    def get(self, address: str, *, is_part: bool = False) -> Answer:
        """`is_part`: as htmx asks for it."""
        path, _, query = address.partition("?")
        environ = self._environ(path, query)
        if is_part:
            environ["HTTP_HX_REQUEST"] = "true"
        said: list[Any] = []
        with _counting() as queries:
            began, worked = time.perf_counter(), time.process_time()
            body = self._application(environ, lambda *what: said.append(what))
            content = b"" if _is_file(said[0][1]) else b"".join(body)
            took, used = time.perf_counter() - began, time.process_time() - worked
            if hasattr(body, "close"):
                body.close()
        headers = {name.lower(): value for name, value in said[0][1]}
        text = content.decode(errors="replace")
        return Answer(int(said[0][0][:3]), headers, text, len(queries), took * 1_000, used * 1_000)

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        place = urlsplit(settings.BASE_URL)
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": place.hostname,
            "SERVER_PORT": str(place.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": place.netloc,
            "HTTP_COOKIE": self._cookie,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": place.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def _is_file(headers: list[tuple[str, str]]) -> bool:
    """Streamed, however many rows: not read."""
    return any(name.lower() == "content-disposition" for name, _ in headers)


def _signed_in(user: User) -> str:
    session: SessionBase = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key


@contextmanager
def _counting() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent
