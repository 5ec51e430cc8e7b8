"""Many rows at once: COPY on PostgreSQL, executemany on SQLite, each far faster than bulk_create."""

from apps.common.bulk.inserting import (
    A_WRITE,
    WORTH_A_COPY,
    append,
    append_few,
    insert,
    insert_if_absent,
    write,
)
from apps.common.bulk.pieces import BATCH, chunks
from apps.common.bulk.updating import update_from, update_one, update_pairs

__all__ = [
    "A_WRITE",
    "BATCH",
    "WORTH_A_COPY",
    "append",
    "append_few",
    "chunks",
    "insert",
    "insert_if_absent",
    "update_from",
    "update_one",
    "update_pairs",
    "write",
]
