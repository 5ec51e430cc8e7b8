"""The pages for everybody."""

from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from tests.world import World


def test_the_front_door_opens_for_a_stranger(db: None) -> None:
    page = Client().get("/").content.decode()
    assert "/accounts/login/" in page and "asked to hear from you" in page


def test_who_is_signed_in_is_led_to_the_workspace(world: World) -> None:
    client = Client()
    client.force_login(world.alice)
    page = client.get("/").content.decode()
    assert 'href="/dashboard/"' in page and "Sign in" not in page


def test_healthz_says_ok_without_a_session(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies and "no-store" in answer.headers["Cache-Control"]


def test_healthz_says_when_the_database_is_gone(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("no connection")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", gone)
        assert Client().get("/healthz").status_code == 503


def test_robots_may_look_at_the_front_door_alone(db: None) -> None:
    answer = Client().get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.content.decode().splitlines() == ["User-agent: *", "Disallow: /", "Allow: /$"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/robots.txt"])
def test_public_pages_take_no_post(db: None, path: str) -> None:
    assert Client().post(path).status_code == 405
