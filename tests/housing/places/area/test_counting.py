"""Every unit in one column and one row; what most concerns somebody who looks for a place comes first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from housing.places.area.counting import COLUMNS, WITHHELD, column, rounded, rows, total
from housing.places.state import UnitState

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        ("free", 0, "free"),
        ("leaving", 7, "soon"),
        ("leaving", 8, "in_use"),
        ("preparing", 1, "soon"),
        ("preparing", None, "in_use"),
        ("out_of_use", 3, "soon"),
        ("out_of_use", 8, "out"),
        ("out_of_use", None, "out"),
        ("closed", None, "out"),
        ("held", None, "held"),
        ("booked", None, "held"),
        ("occupied", None, "in_use"),
        ("overdue", None, "in_use"),
        ("free_until", None, "in_use"),
    ],
)
def test_in_which_column_a_unit_is_counted(kind: str, days: int | None, expected: str) -> None:
    state = UnitState(kind, None if days is None else TODAY + timedelta(days=days))
    assert column(state, today=TODAY, soon_days=7) == expected


def test_rows_come_by_area_those_withheld_last_and_add_up() -> None:
    counted = [
        (WITHHELD, "", "refuge", "free"),
        ("Wath", "E2", "dispersed", "free"),
        ("Wath", "E2", "dispersed", "held"),
        ("Hoober", "E1", "specialist", "out"),
        ("Wath", "E2", "refuge", "in_use"),
    ]
    found = rows(counted, ("refuge", "dispersed", "specialist"))
    assert [(row.area, row.kind, row.units) for row in found] == [
        ("Hoober", "specialist", 1),
        ("Wath", "refuge", 1),
        ("Wath", "dispersed", 2),
        (WITHHELD, "refuge", 1),
    ]
    whole = total(found)
    assert whole.units == len(counted)
    assert [whole[name] for name in COLUMNS] == [2, 0, 1, 1, 1]


def test_rounded_numbers_speak_of_nobody() -> None:
    (row,) = rows([("", "", "refuge", name) for name in ["free"] * 2 + ["held"] * 3 + ["in_use"] * 8], ("refuge",))
    assert [rounded(row, 5)[name] for name in COLUMNS] == [0, 0, 5, 0, 10]
    assert rounded(row, 5).units == row.units == 13
