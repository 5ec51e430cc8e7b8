"""Sorted byte by byte, whatever the database's language is: two streams are walked side by side."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate


def by_number(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    return rows.order_by(Collate(column, collation))
