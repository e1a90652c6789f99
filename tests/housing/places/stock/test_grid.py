"""Grid references are read as anybody writes them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.places.stock.grid import EAST, LETTERS, NORTH, SQUARE, read_grid


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("SK 4283 9287", (442835, 392875)),
        ("sk42839287", (442835, 392875)),
        ("SK 42830 92870", (442830, 392870)),
        ("442830, 392870", (442830, 392870)),
        ("442830 392870", (442830, 392870)),
        ("TQ 3003 8038", (530035, 180385)),  # the middle of London
        ("HY 4480 1090", (344805, 1010905)),  # the middle of Kirkwall
    ],
)
def test_each_way_of_writing_it(text: str, point: tuple[int, int]) -> None:
    assert read_grid(text) == point


@pytest.mark.parametrize(
    "text",
    ["", "SK", "SK 42 92", "SK 428 928", "SK 4283 928", "SI 4283 9287", "4 Made-up Lane", "S60 1AA", "AA 0000 0000",
     "0, 0", "442830", "SK 4283 9287 1", "SK ٤٢٨٣ ٩٢٨٧"],
)  # fmt: skip
def test_what_is_none_or_not_exact_enough_is_not_read(text: str) -> None:
    assert read_grid(text) is None


@given(st.integers(EAST.start, EAST.stop - 1), st.integers(NORTH.start, NORTH.stop - 1))
def test_every_point_of_the_grid_comes_back(east: int, north: int) -> None:
    column, row = east // SQUARE + 10, 19 - north // SQUARE
    first = LETTERS[column // 5 + row // 5 * 5]
    second = LETTERS[column % 5 + row % 5 * 5]
    assert read_grid(f"{first}{second} {east % SQUARE:05} {north % SQUARE:05}") == (east, north)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_point_or_nothing(text: str) -> None:
    point = read_grid(text)
    assert point is None or (point[0] in EAST and point[1] in NORTH)
