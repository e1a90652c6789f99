"""A downloaded spreadsheet's lines: nothing in them runs when they are opened."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from housing.web.downloads import csv_lines, plain


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@sum", "\tx", "\rx", "  =cmd|' /c calc'!A0"])
def test_text_that_begins_like_a_formula_is_marked_as_text(text: str) -> None:
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-2, Decimal("-4.50"), None, "LR1-2", "a=b", date(2026, 11, 23)])
def test_numbers_and_other_text_stay_as_they_are(cell: object) -> None:
    assert plain(cell) == (str(cell) if isinstance(cell, date) else cell)


def test_lines_are_read_back_as_they_were_written() -> None:
    rows: list[list[object]] = [["unit", "why"], ["LR1-2", 'Repairs, "made up"'], [None, 3]]
    read = list(csv.reader(io.StringIO(csv_lines(rows))))
    assert read == [["unit", "why"], ["LR1-2", 'Repairs, "made up"'], ["", "3"]]
