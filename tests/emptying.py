"""Emptying the tables behind a test that committed. SQLite does it by DELETE, which some tables refuse."""

from typing import Any

from django.db import connection

from apps.accounts.audit.append_only import GUARD as AUDIT
from apps.compliance.append_only import GUARD as LEDGER


def let_ledgers_be_emptied() -> None:
    """Take the ledger's triggers away while Django flushes the test database, and put them back."""
    operations = type(connection.ops)
    flush = operations.sql_flush

    def flushed(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        vendor = self.connection.vendor
        before = [*LEDGER.dropping(vendor), *AUDIT.dropping(vendor)]
        after = [*LEDGER.creating(vendor), *AUDIT.creating(vendor)]
        return [*before, *flush(self, *args, **kwargs), *after]

    operations.sql_flush = flushed  # type: ignore[method-assign]
