"""Imports: many people at once."""

from typing import Any, Literal, TypedDict


class Import(TypedDict):
    """`rows_expected` is a guess until `surveyed`. Counts move while it runs."""

    id: str
    object: Literal["import"]
    status: str
    problem: str | None
    file_name: str
    size: int
    columns: list[str]
    mapping: list[str]
    list_id: str | None
    consent_source: str | None
    surveyed: bool
    rows_expected: int
    rows_done: int
    counts: dict[str, int]
    undo: dict[str, int]
    has_rejected_rows: bool
    created_at: str
    started_at: str | None
    finished_at: str | None


class RejectedRow(TypedDict):
    """A row that did not come in as it was, and why."""

    object: Literal["rejected_row"]
    line: int
    outcome: str
    reason: str
    values: dict[str, Any]
