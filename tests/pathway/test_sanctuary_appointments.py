"""A visit is proposed, agreed with her, then attended, missed or called off; missed ones in a row are counted."""

from __future__ import annotations

from itertools import product

import pytest

from pathway.sanctuary_appointments import (
    OPEN,
    VISIT_MOVES,
    VisitEvent,
    VisitRefused,
    VisitState,
    after,
    missed_in_a_row,
    visit_state,
)

PROPOSED, CONFIRMED, ATTENDED, MISSED, CALLED_OFF = VisitEvent


def test_nobody_goes_to_the_door_on_a_proposal() -> None:
    assert visit_state([PROPOSED]) is VisitState.PROPOSED
    for event in (ATTENDED, MISSED):
        with pytest.raises(VisitRefused, match="She has not agreed to this visit yet"):
            visit_state([PROPOSED, event])
    assert visit_state([PROPOSED, CONFIRMED, ATTENDED]) is VisitState.ATTENDED


@pytest.mark.parametrize(("state", "event"), list(product(VisitState, VisitEvent)))
def test_whatever_is_not_in_the_table_is_refused_in_words(state: VisitState, event: VisitEvent) -> None:
    if event in VISIT_MOVES[state]:
        assert after(state, event) is VISIT_MOVES[state][event]
    else:
        with pytest.raises(VisitRefused, match="visit"):
            after(state, event)


def test_an_open_visit_is_one_that_can_still_go_somewhere() -> None:
    assert {state for state, moves in VISIT_MOVES.items() if moves} == OPEN | {VisitState.NOT_MADE}


def test_missed_visits_are_counted_since_the_last_that_took_place() -> None:
    missed, attended, off = VisitState.MISSED, VisitState.ATTENDED, VisitState.CALLED_OFF
    assert missed_in_a_row([]) == 0
    assert missed_in_a_row([missed, attended, missed]) == 1
    assert missed_in_a_row([missed, off, missed]) == 2
    assert missed_in_a_row([missed, missed, attended]) == 0
