"""Emptying the tables behind a test that committed. SQLite does it by DELETE, which some tables refuse."""

from typing import Any

from django.db import connection

from apps.accounts.audit import append_only as audit
from apps.compliance import append_only as ledger


def let_ledgers_be_emptied() -> None:
    """Take the ledger's triggers away while Django flushes the test database, and put them back."""
    operations = type(connection.ops)
    flush = operations.sql_flush

    def flushed(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        vendor = self.connection.vendor
        before = [*ledger.dropping(vendor), *audit.dropping(vendor)]
        after = [*ledger.creating(vendor), *audit.creating(vendor)]
        return [*before, *flush(self, *args, **kwargs), *after]

    operations.sql_flush = flushed  # type: ignore[method-assign]
