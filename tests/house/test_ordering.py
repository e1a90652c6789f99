"""The order of the tests: none is lost, the long ones begin, and what shares something dear stays with one worker."""

from __future__ import annotations

import pytest

from tests.ordering import group_of, longest_first

TOURS = [f"tests/browser/journeys/test_journey_pages.py::test_every[{who}]" for who in ("officer", "refuge", "lead")]
MORNINGS = [f"tests/seed/test_{file}.py::test[{day}]" for file in ("a", "b") for day in ("7-29 February", "a night")]
PLAIN = [f"tests/pathway/test_clocks.py::test[{number}]" for number in range(40)]


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 50])
def test_none_is_lost_or_met_twice(workers: int) -> None:
    given = PLAIN[:20] + MORNINGS + PLAIN[20:] + TOURS
    assert sorted(longest_first(given, str, workers)) == sorted(given)
    assert longest_first([], str, workers) == []


def test_each_worker_begins_with_what_is_long() -> None:
    ordered = longest_first(PLAIN + MORNINGS + TOURS, str, 2)
    half = len(ordered) // 2
    for run in (ordered[:half], ordered[half:]):
        long = [name for name in run if group_of(name)]
        assert long
        assert run[: len(long)] == long
    assert ordered[0] == TOURS[0]


def test_a_morning_is_filled_by_one_worker() -> None:
    ordered = longest_first(PLAIN + MORNINGS, str, 2)
    half = len(ordered) // 2
    for day in ("29 February", "a night"):
        assert len({ordered.index(name) < half for name in MORNINGS if day in name}) == 1


def test_the_order_of_the_plain_is_kept() -> None:
    assert [name for name in longest_first(PLAIN + TOURS, str, 3) if name in PLAIN] == PLAIN
