"""Promises of the start-up checks: a setting that loses or doubles work is refused."""

from typing import Any

import pytest
from django.core.checks import run_checks

# pytest-django warns that a database cannot be switched this way; here only the checks read the setting.
pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {"transaction_mode": "IMMEDIATE"},
}
POSTGRES: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}


def ours() -> list[str]:
    return [str(found.id) for found in run_checks() if str(found.id).startswith("sendwell.")]


def test_the_settings_as_they_are_pass() -> None:
    assert ours() == []


@pytest.mark.parametrize(("timeout", "retry"), [(120, 120), (120, 60), (None, 60)])
def test_a_retry_within_the_time_out_is_refused(settings: Any, timeout: int | None, retry: int) -> None:
    settings.Q_CLUSTER = {"timeout": timeout, "retry": retry}
    assert ours() == ["sendwell.E001"]


def test_a_connection_pool_is_refused(settings: Any) -> None:
    settings.DATABASES = {"default": {**POSTGRES, "OPTIONS": {"pool": True}}}
    assert ours() == ["sendwell.E002"]


@pytest.mark.parametrize("mode", [None, "DEFERRED", "EXCLUSIVE"])
def test_sqlite_must_begin_immediate(settings: Any, mode: str | None) -> None:
    settings.DATABASES = {"default": {**SQLITE, "OPTIONS": {"transaction_mode": mode}}}
    assert ours() == ["sendwell.E003"]
