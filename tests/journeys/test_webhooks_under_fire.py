"""The worker is killed while a failing receiver is told, and another address is dead (docs/delivery.md)."""

import json

import pytest

from tests.journeys.test_under_fire import installation, manage  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow


def test_each_event_arrives_in_order_though_the_worker_is_killed(installation: dict[str, str]) -> None:  # noqa: F811
    manage(installation, "migrate", "-v0")
    found = json.loads(manage(installation, "drill", "--webhooks", "100", "--kills", "1"))
    assert (found["missing"], found["people_told_out_of_order"]) == (0, 0)
    assert found["failed_by_the_receiver"] >= 33


def test_a_dead_address_does_not_delay_another_tenant(installation: dict[str, str]) -> None:  # noqa: F811
    manage(installation, "migrate", "-v0")
    found = json.loads(manage(installation, "drill", "--dead-webhook", "300"))
    assert found["others_delay_worst_s"] < 2
