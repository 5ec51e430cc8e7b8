"""Every page that can be reached by clicking from where one is."""

from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Page

# Files to save, and the admin, which is Django's.
NO_PAGES = ("_csv", "_export", "_rejected")
LINKS = "[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin).map(a => a.href)"


def crawl(page: Page, start: str = "/dashboard/") -> list[str]:
    """Addresses, one for each route, in the order of finding. Fails when a link leads nowhere."""
    found, waiting = {_route(start): start}, [start]
    while waiting:
        answer = page.goto(waiting.pop(0))
        assert answer and answer.status == 200, (answer and answer.status, page.url)
        for link in page.evaluate(LINKS):
            path = _path(link)
            route = _route(path)
            if _is_page(route, path) and route not in found:
                found[route] = path
                waiting.append(path)
    return list(found.values())


def _path(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _route(path: str) -> str:
    match = resolve(path.partition("?")[0])
    # The places and states of one list are one page; a step of the composer is one of its own.
    return match.view_name or path


def _is_page(route: str, path: str) -> bool:
    return path.startswith(("/dashboard/", "/accounts/")) and not route.endswith(NO_PAGES)
