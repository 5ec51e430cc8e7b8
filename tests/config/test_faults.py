"""Who meets a crash is shown the way on, and told by what name it is found in the log."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.faults import server_error


def crash(address: str, method: str = "GET", cookie: str = "") -> HttpResponse:
    """The page that Alice's browser gets."""
    http = RequestFactory().generic(method, address, HTTP_ACCEPT="text/html")
    if cookie:
        http.COOKIES["sessionid"] = cookie
    return server_error(http)  # type: ignore[return-value]


def test_alice_may_try_the_same_address_again_or_go_to_the_dashboard() -> None:
    page = crash("/dashboard/campaigns?state=draft&page=2").content.decode()
    assert 'href="/dashboard/campaigns?state=draft&amp;page=2">Try again' in page
    assert 'href="/dashboard/">To the dashboard' in page
    assert "Back to the start" not in page


def test_who_is_signed_in_finds_the_dashboard_from_anywhere() -> None:
    assert "To the dashboard" in crash("/pricing", cookie="hers").content.decode()
    assert "To the dashboard" not in crash("/pricing").content.decode()
    assert "Back to the start" in crash("/pricing").content.decode()


def test_a_form_that_broke_is_not_called_up_as_a_page() -> None:
    page = crash("/dashboard/campaigns/cmp_1/pause", "POST").content.decode()
    assert "Try again" not in page
    assert "To the dashboard" in page


def test_another_site_is_never_proposed() -> None:
    assert 'href="//evil' not in crash("//evil.example/dashboard/").content.decode()


def test_the_page_names_the_log_and_the_line_in_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = crash("/dashboard/")
    name = answer["X-Request-Id"]
    assert name.startswith("req_")
    assert f"<code>{name}</code>" in answer.content.decode()
    assert "server’s log" in answer.content.decode()
    assert name in caplog.text
