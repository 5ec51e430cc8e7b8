"""Joining some hundreds of keys with a table row by row, whatever the database believes of the table.

To change 200 rows by their keys it read all of a table that had just filled and hashed the keys (15 to 240 ms
at 30,000 rows, where 200 look-ups take 5).
"""

from contextlib import AbstractContextManager

from apps.common import planner

_WAYS = ("enable_hashjoin", "enable_mergejoin", "enable_seqscan")


def by_key() -> AbstractContextManager[None]:
    """Within this block PostgreSQL looks each key up."""
    return planner.without(_WAYS)
