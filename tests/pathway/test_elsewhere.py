"""No referral into risk, and none on what nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathway.elsewhere import (
    ASK_HERE,
    ASK_RISK,
    AT_RISK,
    CHECK_PLACES,
    HERE,
    NOBODY_KNOWS,
    NOT_THERE,
    PLACED_THERE,
    THERE,
    Feared,
    Question,
    why_not,
)

THEIRS, OURS = "E08000019", "E08000018"
SAFE = Question(THEIRS, at_risk=False, connected_here=False, connected_there=True, places_checked=True)
ELSEWHERE = Feared(True, (OURS,))


def said(question: Question, *feared: Feared, excluded: tuple[str | None, ...] = ()) -> str | None:
    found = why_not(question, feared, excluded)
    return found[1] if found else None


def test_nobody_at_risk_and_connected_there_alone_may_be_referred() -> None:
    assert said(SAFE, ELSEWHERE) is None
    assert said(SAFE) is None


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (replace(SAFE, at_risk=True), AT_RISK),
        (replace(SAFE, at_risk=None), ASK_RISK),
        (replace(SAFE, connected_here=True), HERE),
        (replace(SAFE, connected_here=None), ASK_HERE),
        (replace(SAFE, connected_there=False), THERE),
        (replace(SAFE, connected_there=None), THERE),
    ],
)
def test_each_answer_stands_in_the_way(answers: Question, sentence: str) -> None:
    assert said(answers, ELSEWHERE) == sentence


def test_a_place_of_theirs_there_stops_it_whatever_she_or_anybody_confirms() -> None:
    assert said(SAFE, ELSEWHERE, Feared(True, (OURS, THEIRS))) == PLACED_THERE
    assert said(SAFE, excluded=(THEIRS,)) == NOT_THERE
    assert said(SAFE, excluded=(OURS, None)) is None


@pytest.mark.parametrize("known", [None, False])
def test_where_they_are_not_known_to_be_nobody_can_say_that_she_is_safe(known: bool | None) -> None:
    assert said(SAFE, Feared(known)) == NOBODY_KNOWS


def test_a_place_that_nobody_has_placed_has_to_be_looked_at() -> None:
    unplaced = Feared(True, (None,))
    assert said(replace(SAFE, places_checked=False), unplaced) == CHECK_PLACES
    assert said(SAFE, unplaced) is None
    unnamed = replace(SAFE, district=None, places_checked=False)
    assert said(unnamed, ELSEWHERE) == CHECK_PLACES
    assert said(unnamed) is None
