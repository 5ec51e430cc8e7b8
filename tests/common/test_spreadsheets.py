"""Cells that are safe to open in a spreadsheet, and come back as they went."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.common.spreadsheets import bare, csv_lines, safe

FORMULAS = [
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1+1",
    "－1+1",
    "＠x",
    "'=1",
    "''=1",
]
HARMLESS = ["", "x", "+14155550001", "+447700900123", "-5", "+1.5", "-0,5", "'tis", "O'Neil", "a=b", "7"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_nothing_runs(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_phone_numbers_and_names_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == bare(cell) == cell


@given(st.text())
def test_a_guarded_cell_reads_back_as_it_was(cell: str) -> None:
    assert bare(safe(cell)) == cell


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=1), max_size=5))
def test_a_file_of_ours_reads_back_as_it_went(rows: list[list[str]]) -> None:
    file = io.StringIO("".join(csv_lines(rows)), newline="")
    assert [[bare(cell) for cell in row] for row in csv.reader(file)] == rows


def test_values_that_are_no_text() -> None:
    assert list(csv_lines([[None, True, -5, 1.5, "-x"]])) == [",true,-5,1.5,'-x\r\n"]
