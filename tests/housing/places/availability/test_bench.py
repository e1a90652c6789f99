"""`haven bench-availability` on few units: what it fills in is as described, and its table says if it was fast."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from housing.commands.benching.availability import measured, prepare, tabled


def test_it_measures_what_it_has_filled_in(engine: Engine) -> None:
    prepare(engine, units=1000, past=1)
    figures = measured(engine, repeats=1)
    assert figures["lines"] == 1000 + 850 + 450 + 80 + 50
    assert 0 < figures["free_now"] <= 20
    assert figures["query_ms"] > 0


@pytest.mark.parametrize(("taken", "said"), [(12.4, "12 | 31 | 200 ms for the query: met"), (200.6, "missed")])
def test_the_table_says_whether_the_budget_is_met(taken: float, said: str) -> None:
    figures = {"lines": 2430, "gaps": 600, "free_now": 20, "query_ms": taken, "whole_ms": 31.0}
    assert said in tabled(figures, units=1000)
