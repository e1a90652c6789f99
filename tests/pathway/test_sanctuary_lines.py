"""An ordered measure: reported, then accepted or sent back; whatever is not in the table is refused."""

from __future__ import annotations

from itertools import product

import pytest

from pathway.sanctuary_lines import (
    LINE_MOVES,
    LineEvent,
    LineRefused,
    LineState,
    after,
    all_reported,
    all_settled,
    line_state,
)

DONE, NOT_POSSIBLE, ACCEPTED, SENT_BACK = LineEvent


def test_a_measure_done_and_accepted() -> None:
    assert line_state([]) is LineState.WAITING
    assert line_state([DONE]) is LineState.DONE
    assert line_state([DONE, ACCEPTED]) is LineState.ACCEPTED


def test_sent_back_it_is_done_again() -> None:
    assert line_state([DONE, SENT_BACK]) is LineState.SENT_BACK
    assert line_state([DONE, SENT_BACK, DONE, ACCEPTED]) is LineState.ACCEPTED
    assert line_state([DONE, ACCEPTED, SENT_BACK]) is LineState.SENT_BACK


def test_what_cannot_be_fitted_is_left_out_by_agreement_only() -> None:
    assert line_state([NOT_POSSIBLE]) is LineState.NOT_POSSIBLE
    assert line_state([NOT_POSSIBLE, ACCEPTED]) is LineState.LEFT_OUT


@pytest.mark.parametrize(("state", "event"), list(product(LineState, LineEvent)))
def test_whatever_is_not_in_the_table_is_refused_in_words(state: LineState, event: LineEvent) -> None:
    if event in LINE_MOVES[state]:
        assert after(state, event) is LINE_MOVES[state][event]
    else:
        with pytest.raises(LineRefused, match="measure"):
            after(state, event)


def test_a_job_is_reported_when_nothing_is_left_to_the_contractor() -> None:
    assert not all_reported([])
    assert not all_reported([LineState.DONE, LineState.WAITING])
    assert not all_reported([LineState.DONE, LineState.SENT_BACK])
    assert all_reported([LineState.DONE, LineState.NOT_POSSIBLE, LineState.ACCEPTED])


def test_a_job_of_which_nothing_was_fitted_cannot_be_signed_off() -> None:
    assert all_settled([LineState.ACCEPTED, LineState.LEFT_OUT])
    assert not all_settled([LineState.LEFT_OUT])
    assert not all_settled([])
    assert not all_settled([LineState.ACCEPTED, LineState.DONE])
