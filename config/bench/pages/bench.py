"""Milliseconds and queries of every page, and of the counts of segments."""

import statistics
from collections.abc import Callable
from typing import Any

from apps.accounts.models import Workspace
from apps.audiences.filters.reading import read
from apps.audiences.models import Segment
from apps.audiences.segments import count
from apps.campaigns import headcounts
from config.bench.audiences import timed
from config.bench.pages import place
from config.bench.pages.chapters import settle
from config.bench.pages.crawling import Address, crawl
from config.bench.pages.wire import Answer, Browser
from config.static import collect

Say = Callable[[str], None]
# Milliseconds of the server, for 95 of 100 requests.
GOAL, GOAL_OF_A_COUNT = 200, 300
# Pages that count a segment, or whom a campaign would reach, are asked for that.
COUNTING = {
    "dashboard:segment", "dashboard:segment_edit", "dashboard:segment_new", "dashboard:segment_delete"
}  # fmt: skip
# Asked for by name, each in words of its own that it takes a while: neither list nor report.
WORKING = {
    "dashboard:credits_proof": "adds up every message",
    "dashboard:campaign_review": "rehearses 20,000 people",
    "dashboard:campaign_launch": "rehearses 20,000 people",
}
SEGMENTS = 13


def bench(contacts: int, messages: int, times: int, say: Say) -> dict[str, Any]:
    """Make the workspace or find it, click through all pages, and ask each so many times again."""
    workspace = place.found_or_opened(contacts, messages)
    settle(workspace, contacts, messages, say)
    collect()
    count_people()
    browser = Browser(place.owner(workspace))
    say("clicking through")
    found = crawl(browser)
    say(f"asking for {len(found)} addresses, {times} times each")
    pages = []
    for one in found:
        pages.append(measured(browser, one, times))
        count_people()
    return judged(pages, counts(workspace, times))


def count_people() -> None:
    """As the clock does every few seconds; here no worker runs."""
    for campaign in headcounts.stale():
        headcounts.keep(campaign)


def measured(browser: Browser, one: Address, times: int) -> dict[str, Any]:
    """Of one address; its first answer was the crawl's."""
    answers = [browser.get(one.path, is_part=one.is_part) for _ in range(times)]
    took = sorted(answer.ms for answer in answers)
    return {
        "page": one.path,
        "route": one.route.removeprefix("dashboard:") + (" (part)" if one.is_part else ""),
        "queries": max(answer.queries for answer in answers),
        "p50_ms": round(statistics.median(took)),
        "p95_ms": round(_p95(took)),
        "processor_ms": round(statistics.median(_processor(answers))),
        "goal_ms": goal(one.route),
    }


def goal(route: str) -> int | None:
    """None for a page that may take a while."""
    if route in WORKING:
        return None
    return GOAL_OF_A_COUNT if route in COUNTING else GOAL


def counts(workspace: Workspace, times: int) -> list[dict[str, Any]]:
    """Of the usual segments."""
    return [_counted(row, times) for row in Segment.objects.of(workspace).order_by("pk")[:SEGMENTS]]


def _counted(segment: Segment, times: int) -> dict[str, Any]:
    filter_ = read(segment.filter)
    figures = timed(lambda: count(segment.workspace, filter_), times)
    del figures["all_ms"]
    return {"segment": segment.name, **figures, "goal_ms": GOAL_OF_A_COUNT}


def judged(pages: list[dict[str, Any]], segments: list[dict[str, Any]]) -> dict[str, Any]:
    """All of it, the slowest first, after what misses."""
    pages.sort(key=lambda one: -one["p95_ms"])
    missing = [one for one in [*pages, *segments] if one["goal_ms"] and one["p95_ms"] >= one["goal_ms"]]
    return {
        "addresses": len(pages),
        "most_queries": max((one["queries"] for one in pages), default=0),
        "missing": [f"{one.get('page') or one['segment']}: {one['p95_ms']} ms" for one in missing],
        "segments": segments,
        "pages": pages,
    }


def _p95(took: list[float]) -> float:
    return took[min(len(took) - 1, int(len(took) * 0.95))]


def _processor(answers: list[Answer]) -> list[float]:
    return [answer.processor_ms for answer in answers]
