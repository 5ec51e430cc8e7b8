"""Ida tries webhooks with a receiver on her own machine; what others can reach tells no address inside."""

import pytest
from pytest_django import Settings

from config import inside


@pytest.mark.parametrize(
    ("host", "base", "proxy", "may"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", False, True),
        ("::1", "http://localhost:8000", False, True),
        ("0.0.0.0", "http://127.0.0.1:8000", False, False),
        ("127.0.0.1", "https://sms.example.com", False, False),
        ("127.0.0.1", "http://127.0.0.1:8000", True, False),
    ],
)
def test_only_who_is_alone_is_told_inside(
    settings: Settings, host: str, base: str, *, proxy: bool, may: bool
) -> None:
    settings.HOST, settings.BASE_URL, settings.BEHIND_PROXY = host, base, proxy
    assert inside.for_a_trial() == ({inside.VARIABLE: "1"} if may else {})
