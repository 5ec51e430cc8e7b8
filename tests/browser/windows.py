"""Browser windows that note what no page of ours may do."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from apps.accounts.models import User

# Names are not looked up, so that nothing can leave this machine even if a page asked for it.
FLAGS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# How a form comes back with its errors. Chromium calls that a failed resource.
REJECTED = 422
_REPORTED_AS_RESPONSE = "Failed to load resource"
# What htmx says on the console when a person goes on to another page while a request is out. The first line
# comes with every request that had no answer, and the cause (sendError, timeout) has a line of its own.
_LEFT_WHILE_ASKING = ("htmx:afterRequest", "htmx:sendAbort")
_NO_FAULT = (_REPORTED_AS_RESPONSE, *_LEFT_WHILE_ASKING)


class Windows:
    """`faults`: console errors (refusals by the content policy are such), foreign hosts, failed requests.

    `meant`: statuses that are no failure.
    """

    def __init__(self, chromium: Browser, url: str) -> None:
        self.faults: list[str] = []
        self.meant = {REJECTED}
        self._chromium, self._url = chromium, url
        self._contexts: list[BrowserContext] = []

    def open(self, user: User | None = None, **options: Any) -> Page:
        """A window of its own, signed in as the user; options are Browser.new_context's."""
        given = {"viewport": WIDE, "reduced_motion": "reduce", "base_url": self._url, **options}
        context = self._chromium.new_context(**given)
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        self._follow(context)
        if user:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": key(user), "url": self._url}]
            )
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _follow(self, context: BrowserContext) -> None:
        context.on("request", self._requested)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self._url, "data:", "blob:")):
            self.faults.append(f"left home: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.meant:
            self.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_NO_FAULT):
            self.faults.append(f"console: {message.text}")


def key(user: User) -> str:
    """The session key of a fresh sign-in."""
    client = Client()
    client.force_login(user)
    return client.session.session_key or ""
