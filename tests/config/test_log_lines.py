"""The log: a refusal is one line, a crash keeps its traceback."""

import logging

import pytest
from django.test import Client

from config.log_lines import RefusalsOnOneLine
from tests.world import World


def test_alice_turned_away_from_the_admin_is_one_line(world: World, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    client.force_login(world.alice)
    assert client.get("/admin/", follow=True).status_code == 403
    told = [line for line in caplog.records if line.name == "django.request"]
    assert len(told) == 1
    assert "/admin/login/" in told[0].getMessage()
    assert [line.name for line in caplog.records if line.exc_info] == []


def test_a_crash_keeps_its_traceback() -> None:
    fault = (ValueError, ValueError("broken"), None)
    line = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error", (), fault)
    line.status_code = 500
    assert RefusalsOnOneLine().filter(line)
    assert line.exc_info == fault
