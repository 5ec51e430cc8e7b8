"""Every page that can be reached by clicking from where one is."""

from collections import Counter
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Page

# These look different from one to the next: a draft, a campaign under way, one that is through.
SEVERAL = {
    "dashboard:campaign_show": 4,
    "dashboard:campaign_review": 2,
    "dashboard:import": 3,
    "dashboard:conversation": 3,
    "dashboard:sequence": 2,
    "dashboard:webhook_delivery": 2,
    "reference:resource": 3,
}
# Files to save.
NO_PAGES = ("_csv", "_export", "_rejected")
LINKS = "[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin).map(a => a.href)"


def crawl(page: Page, start: str = "/dashboard/") -> list[str]:
    """Addresses, one or SEVERAL for each route, in the order of finding. Fails when a link leads nowhere."""
    found, counts = [start], Counter({_route(start): 1})
    for here in found:
        answer = page.goto(here)
        assert answer and answer.status == 200, (answer and answer.status, page.url)
        for path in map(_path, page.evaluate(LINKS)):
            route = _route(path)
            if _is_page(route, path) and path not in found and counts[route] < SEVERAL.get(route, 1):
                counts[route] += 1
                found.append(path)
    return found


def _path(link: str) -> str:
    """Without the query: a list with a filter is the same page."""
    return urlsplit(link).path


def _route(path: str) -> str:
    return resolve(path).view_name or path


def _is_page(route: str, path: str) -> bool:
    return path.startswith(("/dashboard/", "/accounts/", "/api-docs")) and not route.endswith(NO_PAGES)
