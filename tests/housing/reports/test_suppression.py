"""Small numbers are hidden and cannot be worked out: tried by working them out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.reports.suppression import hidden, rounded

ROW = st.lists(st.integers(0, 12), min_size=3, max_size=3)


def possible(row: list[int], places: frozenset[int], index: int) -> set[int]:
    """Every value that a hidden cell could have, given what is published: counted out, not computed."""
    unknown = [place for place in range(len(row)) if place in places]
    total = sum(row)
    found = set()
    for values in product(range(total + 6), repeat=len(unknown)):
        guess = dict(zip(unknown, values, strict=True))
        whole = sum(guess.get(place, value) for place, value in enumerate(row))
        if len(row) in places or whole == total:
            found.add(guess[index])
    return found


@given(ROW)
def test_no_hidden_cell_can_be_worked_out_to_within_the_limit(row: list[int]) -> None:
    places = hidden([row], below=5)
    for index in places - {len(row)}:
        values = possible(row, places, index)
        assert max(values) - min(values) >= 5


@given(ROW)
def test_no_number_about_fewer_than_five_is_published(row: list[int]) -> None:
    places = hidden([row], below=5)
    published = [value for place, value in enumerate([*row, sum(row)]) if place not in places]
    assert all(value == 0 or value >= 5 for value in published)


@given(st.lists(ROW, min_size=2, max_size=3))
def test_measures_hidden_together_are_each_safe(rows: list[list[int]]) -> None:
    together = hidden(rows, below=5)
    for row in rows:
        assert all(not 0 < value < 5 for place, value in enumerate([*row, sum(row)]) if place not in together)
        for index in together - {len(row)}:
            values = possible(row, together, index)
            assert max(values) - min(values) >= 5


@pytest.mark.parametrize(
    ("row", "places"),
    [
        ([0, 0, 0], set()),
        ([8, 9, 7], set()),
        ([8, 9, 3], {0, 2}),
        ([1, 1, 1], {0, 1, 2, 3}),
        ([0, 0, 4], {2, 3}),
        ([0, 6, 4], {1, 2}),
    ],
)
def test_by_hand(row: list[int], places: set[int]) -> None:
    assert hidden([row], below=5) == places


def test_totals_are_rounded_to_ten() -> None:
    assert [rounded(number) for number in (0, 4, 5, 14, 15, 96)] == [0, 0, 10, 10, 20, 100]
