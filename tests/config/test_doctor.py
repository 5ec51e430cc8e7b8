"""Promises of `manage.py doctor`: it names what is wrong and the remedy; its exit status tells programs."""

import io
import json
import os
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from model_bakery import baker

from apps.carriers.models import Callback
from apps.common import clock
from apps.common.cluster import heartbeat
from config.doctor import database, disk, network, safety, stuck
from config.doctor.findings import Grade

pytestmark = pytest.mark.django_db


def told(*words: str) -> tuple[str, int]:
    """What it prints, and its exit status."""
    out = io.StringIO()
    try:
        call_command("doctor", *words, stdout=out)
    except SystemExit as left:
        return out.getvalue(), int(left.code or 0)
    return out.getvalue(), 0


@pytest.fixture
def _healthy(settings: Any) -> None:
    settings.DEBUG = True
    heartbeat.beat()


@pytest.mark.usefixtures("_healthy")
def test_a_healthy_installation_passes() -> None:
    findings, status = told("--json")
    assert {finding["grade"] for finding in json.loads(findings)} <= {"fine", "note"}
    assert status == 0


@pytest.mark.usefixtures("_healthy")
def test_what_is_wrong_comes_with_its_remedy_and_a_status(settings: Any) -> None:
    os.utime(heartbeat.path(), (0, 0))
    heartbeat.cache.delete(heartbeat.KEY)
    said, status = told()
    assert "WRONG  worker: The worker gave no sign for" in said
    assert "→ Start it: manage.py worker" in said
    assert status == 1


def test_a_worker_seen_on_another_machine_counts() -> None:
    heartbeat.path().unlink(missing_ok=True)
    assert network.worker().grade is Grade.WRONG
    heartbeat.cache.set(heartbeat.KEY, time.time() - 5)
    assert network.worker().grade is Grade.FINE


def test_a_redis_that_does_not_answer_is_wrong(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert network.redis().grade is Grade.WRONG


def test_a_virtual_carrier_is_missed_only_where_a_sender_needs_it(settings: Any) -> None:
    settings.VIRTUAL_CARRIER_URL = "http://127.0.0.1:1"
    assert network.virtual_carrier().grade is Grade.FINE
    account = baker.make("carriers.CarrierAccount", adapter="virtual", enabled=True)
    baker.make("senders.Sender", carrier=account, workspace=account.workspace, state="active")
    missed = network.virtual_carrier()
    assert missed.grade is Grade.WRONG
    assert "http://127.0.0.1:1/stats" in missed.says
    assert "CARRIER_PORT" in missed.remedy


def test_the_database_it_runs_on_is_suitable() -> None:
    assert database.migrated().grade is Grade.FINE
    assert database.suitable().grade is Grade.FINE


def test_a_data_dir_that_is_no_folder_is_wrong(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path / "missing"
    assert disk.data_dir().grade is Grade.WRONG


def test_pages_without_collected_files_are_wrong(settings: Any, tmp_path: Any) -> None:
    settings.DEBUG, settings.STATIC_ROOT = False, tmp_path
    assert disk.static_files().grade is Grade.WRONG


def test_debug_in_public_is_wrong(settings: Any) -> None:
    settings.DEBUG, settings.BASE_URL = True, "https://sms.example.com"
    assert safety.debug().grade is Grade.WRONG


def test_a_guessable_secret_key_is_wrong(settings: Any) -> None:
    settings.SECRET_KEY = "changeme"
    assert safety.secret_key().grade is Grade.WRONG


@pytest.mark.parametrize(
    ("url", "allowed", "grade"),
    [
        ("https://sms.example.com", ["sms.example.com"], Grade.FINE),
        ("https://sms.example.com", [".example.com"], Grade.FINE),
        ("https://sms.example.com", ["localhost"], Grade.WRONG),
        ("https://sms.example.com", ["*"], Grade.NOTE),
        ("http://sms.example.com", ["sms.example.com"], Grade.NOTE),
    ],
)
def test_the_address_must_be_one_that_is_answered(
    settings: Any, url: str, allowed: list[str], grade: Grade
) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS, settings.HTTPS = url, allowed, url.startswith("https")
    assert safety.hosts().grade is grade


def test_a_moved_clock_is_noted(settings: Any) -> None:
    settings.CLOCK_SHIFT = 3600
    assert safety.clock().grade is Grade.NOTE


def test_settings_that_lose_work_are_wrong(settings: Any) -> None:
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "retry": 1}
    assert safety.start_up_checks().grade is Grade.WRONG


def test_receipts_that_wait_for_more_than_a_minute_are_wrong() -> None:
    fresh = baker.make(Callback, state=Callback.State.NEW, body=b"", received_at=clock.now())
    assert stuck.callbacks().grade is Grade.FINE
    Callback.objects.filter(pk=fresh.pk).update(received_at=clock.now() - timedelta(seconds=90))
    assert stuck.callbacks().grade is Grade.WRONG


def test_texts_left_half_sent_are_wrong_and_unsure_ones_are_noted() -> None:
    message = baker.make("messaging.Message", state="sending", claimed_by="dead")
    lease = baker.make("messaging.Lease", worker="dead", until=clock.now() - timedelta(minutes=5))
    assert stuck.leases().grade is Grade.WRONG
    assert stuck.unsure().grade is Grade.FINE
    lease.delete()
    type(message).everywhere.filter(pk=message.pk).update(state="unsure")
    assert stuck.leases().grade is Grade.FINE
    assert stuck.unsure().grade is Grade.NOTE
