"""Questions about the database."""

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from config.doctor.findings import Finding, fine, wrong

SUBJECT = "database"
OLDEST_POSTGRESQL = 150_000


def reachable() -> Finding:
    try:
        connection.ensure_connection()
    except Error as fault:
        return wrong(
            SUBJECT,
            f"Cannot connect: {_first_line(fault)}",
            "Start the database server, or correct DATABASE_URL (empty: SQLite in DATA_DIR).",
        )
    return fine(SUBJECT, f"{connection.display_name} answers.")


def migrated() -> Finding:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return wrong(SUBJECT, f"{len(missing)} migrations are not applied.", "Run: manage.py migrate")
    return fine(SUBJECT, "All migrations are applied.")


def suitable() -> Finding:
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    begins = settings.DATABASES["default"].get("OPTIONS", {}).get("transaction_mode")
    if (mode, begins) != ("wal", "IMMEDIATE"):
        return wrong(
            SUBJECT,
            f"SQLite runs with journal {mode} and {begins} transactions: writers will fail as 'locked'.",
            "Keep the database on a local disk (WAL needs one), and OPTIONS as in config/databases.py.",
        )
    return fine(SUBJECT, "SQLite with write-ahead log: right for one machine.")


def _postgresql() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    if version < OLDEST_POSTGRESQL:
        return wrong(SUBJECT, f"PostgreSQL {version // 10_000} is too old.", "Use PostgreSQL 15 or newer.")
    return fine(SUBJECT, f"PostgreSQL {version // 10_000}.")


def _first_line(fault: Exception) -> str:
    return str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
