"""Every address that one gets to by clicking: pages, the ways to filter them, pages far behind.

A new page joins by being linked. Of one route with the same filters so many are asked as look different.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

from config.bench.pages.reading import Page
from config.bench.pages.wire import Browser

# Of a route: rows that are looked at, one by one; values of one filter.
ROWS, VALUES = 3, 8
# Campaigns and segments cost what their people are: the large and the small, going and gone.
MORE_ROWS = {"dashboard:campaign_show": 8, "dashboard:campaign_people": 5, "dashboard:segment": 13}
CURSORS = ("after", "before")


@dataclass(frozen=True, slots=True)
class Address:
    """`is_part`: htmx asks for it."""

    path: str
    is_part: bool = False

    @property
    def route(self) -> str:
        try:
            return resolve(self.path.partition("?")[0]).view_name
        except Resolver404:
            return ""

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.path.partition("?")[2]))


def crawl(browser: Browser, start: str = "/dashboard/") -> list[Address]:
    """All of them, in the order of finding. What answers with a file, an error or a redirect is no page."""
    waiting, seen, pages = [Address(start)], {start}, []
    budget = _Budget()
    for one in waiting:
        answer = browser.get(one.path, is_part=one.is_part)
        if not answer.is_page:
            continue
        pages.append(one)
        for found in _leads_to(one, answer.text):
            if found.path not in seen and budget.allows(found):
                seen.add(found.path)
                waiting.append(found)
    return pages


def _leads_to(one: Address, html: str) -> Iterator[Address]:
    page = Page(one.path, html)
    for link in page.links:
        yield Address(link)
        yield from _farther(link)
    for form in page.forms:
        yield from map(Address, form.addresses())
    for part in page.parts:
        yield Address(part, is_part=True)


def _farther(link: str) -> Iterator[Address]:
    """A cursor in the middle of what lies behind a next page."""
    path, _, query = link.partition("?")
    asked = dict(parse_qsl(query))
    mark = asked.get("after", "")
    head, dash, tail = mark.partition("-")
    if head.isdecimal():
        # Of an inbox the mark begins with microseconds: half a year before.
        middle = int(head) - 180 * 86_400 * 10**6 if dash else int(head) // 2
        yield Address(f"{path}?{urlencode({**asked, 'after': f'{middle}{dash}{tail}'})}")


class _Budget:
    """So that a list of a thousand leads to three."""

    def __init__(self) -> None:
        self._asked: Counter[tuple[object, ...]] = Counter()

    def allows(self, one: Address) -> bool:
        """Counts it when it does."""
        names = sorted(name for name, value in one.query.items() if value)
        kind = (one.route, one.is_part, *names)
        if not one.route:
            return False
        if not names:
            most = MORE_ROWS.get(one.route, ROWS)
        elif set(names) & set(CURSORS):
            most = 2
        else:
            most = VALUES if len(names) == 1 else 1
        if self._asked[kind] >= most:
            return False
        self._asked[kind] += 1
        return True
