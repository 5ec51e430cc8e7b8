"""`column IN (2,000 values)` as one array: a parameter for each value costs more than the search."""

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F
from django.db.models.lookups import Lookup

# Digits alone: a word might be NULL, or need quotation marks.
_PLAIN = re.compile(r"(?:\+?[0-9]+,)*\+?[0-9]+")


class Among(Lookup[Any]):
    """A condition for filter(): Among("phone", phones). Texts or whole numbers; an empty set matches none."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: Any, values: Iterable[Any]) -> None:
        super().__init__(F(column) if isinstance(column, str) else column, list(values))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        kind = "text" if kind.startswith("varchar") else kind  # varchar(16) would cut longer values off
        return f"{column} = ANY(%s::{kind}[])", [*params, array(self.rhs)]


def array(values: Collection[Any]) -> Any:
    """Whole numbers and plain words as PostgreSQL writes an array: the driver takes ten times as long."""
    written = ",".join(map(str, values))
    is_plain = written.count(",") == len(values) - 1 and _PLAIN.fullmatch(written)
    return f"{{{written}}}" if is_plain else list(values)
