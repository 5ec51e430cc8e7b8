"""The badge in the navigation keeps up with the inbox, on every page."""

from django.test import Client

from tests.dashboard.test_composer_pages import words
from tests.dashboard.test_inbox_page import HTMX, PAGE, begun
from tests.world import World


def test_the_poll_of_the_inbox_brings_the_badge(agnes: Client, world: World) -> None:
    begun(world)
    polled = words(agnes.get(PAGE, headers=HTMX))  # type: ignore[arg-type]
    assert '<span id="unread-rail" hx-swap-oob="true" class="rail-badge">1<' in polled
    assert '<span id="unread-tabs" hx-swap-oob="true" class="rail-badge">1<' in polled


def test_any_page_asks_for_it_and_it_empties_when_all_is_read(agnes: Client, world: World) -> None:
    assert 'hx-get="/dashboard/inbox/unread"' in words(agnes.get("/dashboard/contacts"))  # type: ignore[arg-type]
    conversation = begun(world)
    assert 'class="rail-badge">1<' in words(agnes.get(f"{PAGE}/unread", headers=HTMX))  # type: ignore[arg-type]
    agnes.get(f"{PAGE}/{conversation.public_id}")
    empty = words(agnes.get(f"{PAGE}/unread", headers=HTMX))  # type: ignore[arg-type]
    assert '<span id="unread-rail" hx-swap-oob="true" hidden></span>' in empty


def test_nobody_else_hears_of_it(bob: Client, world: World) -> None:
    begun(world)
    assert "rail-badge" not in words(bob.get(f"{PAGE}/unread", headers=HTMX))  # type: ignore[arg-type]


def test_without_script_it_is_the_inbox(agnes: Client, world: World) -> None:
    assert agnes.get(f"{PAGE}/unread").headers["Location"] == PAGE
