"""Questions about the other processes."""

import urllib.request
from http.client import HTTPException

import redis as redis_client
from django.conf import settings

from apps.carriers.models import CarrierAccount
from apps.common.cluster import heartbeat
from config.doctor.findings import Finding, fine, wrong

# The heartbeat waits its turn behind slices of work of 20 s each.
PATIENCE = 60.0


def redis() -> Finding:
    if not settings.REDIS_URL:
        return fine("redis", "Not used (REDIS_URL is empty): right for one machine.")
    try:
        redis_client.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3).ping()
    except (redis_client.RedisError, ValueError) as fault:
        return wrong(
            "redis",
            f"REDIS_URL is set, but Redis does not answer: {fault}",
            "Start Redis, correct REDIS_URL, or leave it empty to queue in the database.",
        )
    return fine("redis", "Redis answers.")


def worker() -> Finding:
    age = heartbeat.age()
    if age is not None and age <= PATIENCE:
        return fine("worker", f"Worked {age:.0f} s ago.")
    since = "has never run here" if age is None else f"gave no sign for {age:,.0f} s"
    return wrong(
        "worker",
        f"The worker {since}: nothing is sent and no receipt is applied.",
        "Start it: manage.py worker (make run starts it). If it runs, look at its log.",
    )


def virtual_carrier() -> Finding:
    if not CarrierAccount.everywhere.filter(
        adapter="virtual", enabled=True, senders__state="active"
    ).exists():
        return fine("virtual carrier", "No sender uses it.")
    url = f"{settings.VIRTUAL_CARRIER_URL}/stats"
    try:
        with urllib.request.urlopen(url, timeout=3):  # noqa: S310 - an address from our own settings
            return fine("virtual carrier", f"Answers on {settings.VIRTUAL_CARRIER_URL}.")
    except (OSError, HTTPException, ValueError) as fault:
        return wrong(
            "virtual carrier",
            f"Senders use it, but nothing answered at {url}: {fault}",
            "If it runs elsewhere, give doctor the same PORT, CARRIER_PORT and VIRTUAL_CARRIER_URL as "
            "make run. If it does not run, start it: manage.py virtualcarrier.",
        )
