"""What is written into a COPY comes out of the database as it went in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from apps.common import copying
from tests.world import World

ODD = ["plain", "", "a\tb", "line\nline", "\r\n", "\\N", "\\", "\\.", "né 漢 🎉", "'quoted' \"too\""]


@pytest.mark.postgres
def test_the_database_reads_back_what_was_written(world: World) -> None:
    rows: list[tuple[Any, ...]] = [
        (place, word, place % 2 == 0, bytes([place, 0, 255]), UUID(int=place << 90), MOMENT, date(2026, 2, 1))
        for place, word in enumerate(ODD)
    ]
    rows += [(None, None, None, None, None, None, None), (-1, "x", True, b"", None, MOMENT, None)]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE told (n bigint, t text, f boolean, b bytea, u uuid, at timestamptz, d date)"
        )
        with cursor.copy("COPY told FROM STDIN") as copy:
            copy.write(copying.text(list(zip(*rows, strict=True))))
        cursor.execute("SELECT * FROM told")
        assert cursor.fetchall() == rows


MOMENT = datetime(2026, 11, 21, 8, 0, 0, 123456, tzinfo=UTC)


@given(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.booleans()), min_size=1, max_size=6))
def test_a_line_has_as_many_values_as_columns_whatever_they_are(values: list[Any]) -> None:
    text = copying.text([[value] for value in values])
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert text.count("\t") == len(values) - 1


def test_a_column_of_one_value_and_a_mixed_one_are_written_alike() -> None:
    assert copying.text([[1, 1], [1, True], [None, "x"], [Decimal("1.50"), 2.5]]) == (
        "1\t1\t\\N\t1.50\n1\tt\tx\t2.5\n"
    )


def test_a_kind_that_nobody_thought_of_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        copying.text([[object()]])
