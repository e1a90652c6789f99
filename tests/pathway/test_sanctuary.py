"""A sanctuary job: two tracks, emergency works before the paper, every way out, and nothing that the table forbids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.sanctuary import ENDED, MOVE, MoveRefused, SanctuaryState, after, state_of
from pathway.sanctuary_moves import LABELS, MOVES, WORDS, Event, Stage, Track

E, S = Event, Stage
TO_APPROVED = (E.REFERRED, E.FOUND_ELIGIBLE, E.CONSENT_ASKED, E.CONSENT_GIVEN, E.SURVEYED, E.QUOTED, E.APPROVED)
TO_SIGNED_OFF = (*TO_APPROVED, E.ORDERED, E.APPOINTMENT_MADE, E.WORK_DONE, E.SIGNED_OFF)


def test_every_event_and_every_stage_is_in_the_tables() -> None:
    assert sorted(move.event for move in MOVES) == sorted(Event)
    assert set(LABELS) == set(WORDS) == set(Stage)
    assert {move.event: move for move in MOVES} == MOVE
    assert all(stage.label and stage.words for stage in Stage)
    assert all(move.track is not Track.KEPT or move.to is None for move in MOVES)


def test_a_job_goes_from_the_referral_to_the_outcome() -> None:
    seen = [state_of(TO_SIGNED_OFF[: length + 1]).stage for length in range(len(TO_SIGNED_OFF))]
    assert seen == [
        S.REFERRED, S.ELIGIBLE, S.CONSENT_ASKED, S.CONSENTED, S.SURVEYED, S.QUOTED, S.APPROVED,
        S.ORDERED, S.BOOKED, S.DONE, S.SIGNED_OFF,
    ]  # fmt: skip
    ended = state_of((*TO_SIGNED_OFF, E.REVIEWED_AT_3, E.REVIEWED_AT_6, E.OUTCOME_AT_6, E.CLOSED, E.OUTCOME_AT_12))
    assert (ended.stage, ended.open, ended.made_safe) == (S.CLOSED, False, True)
    assert state_of((*TO_SIGNED_OFF, E.CLOSED, E.REOPENED)).stage is S.SIGNED_OFF


def test_no_job_is_neither_open_nor_anywhere() -> None:
    nothing = state_of([])
    assert (nothing.open, nothing.stage) == (False, S.NOT_REFERRED)
    assert [move.event for move in nothing.allowed] == [E.REFERRED]


@pytest.mark.parametrize("length", range(1, len(TO_SIGNED_OFF) + 1))
@pytest.mark.parametrize(("event", "stage"), [(E.WITHDRAWN, S.WITHDRAWN), (E.RELEASED, S.RELEASED)])
def test_she_may_stop_or_move_at_any_time(length: int, event: Event, stage: Stage) -> None:
    state = state_of((*TO_SIGNED_OFF[:length], event))
    assert (state.stage, state.open) == (stage, False)
    assert not state.may(E.CONSENT_ASKED)
    assert state.may(E.EQUIPMENT_RETURNED)


def test_a_survey_before_the_consent_counts_once_the_owner_consents() -> None:
    early = state_of((E.REFERRED, E.FOUND_ELIGIBLE, E.SURVEYED))
    assert early.stage is S.ELIGIBLE
    assert after(early, E.CONSENT_GIVEN).stage is S.SURVEYED
    assert not early.may(E.QUOTED)


def test_what_is_refused_can_be_asked_again_or_ends() -> None:
    refused = state_of((E.REFERRED, E.FOUND_ELIGIBLE, E.CONSENT_ASKED, E.CONSENT_REFUSED))
    assert after(refused, E.CONSENT_ASKED).stage is S.CONSENT_ASKED
    assert after(refused, E.NOT_POSSIBLE).stage is S.NOT_POSSIBLE
    assert not refused.may(E.EMERGENCY_ORDERED)
    dear = state_of((*TO_APPROVED[:-1], E.PUT_FORWARD, E.NOT_APPROVED))
    assert after(dear, E.QUOTED).stage is S.QUOTED
    impossible = state_of((E.REFERRED, E.FOUND_NOT_ELIGIBLE))
    assert after(impossible, E.FOUND_ELIGIBLE).stage is S.ELIGIBLE
    assert not impossible.may(E.EMERGENCY_ORDERED)


def test_emergency_works_come_first_and_the_paper_goes_on_beside_them() -> None:
    begun = state_of((E.REFERRED, E.FOUND_ELIGIBLE, E.EMERGENCY_ORDERED))
    assert (begun.stage, begun.paper, begun.emergency) == (S.ORDERED, S.ELIGIBLE, True)
    beside = after(after(begun, E.CONSENT_ASKED), E.APPOINTMENT_MADE)
    assert (beside.stage, beside.paper) == (S.BOOKED, S.CONSENT_ASKED)
    done = after(after(beside, E.WORK_DONE), E.SIGNED_OFF)
    assert (done.stage, done.works, done.secured, done.made_safe) == (S.CONSENT_ASKED, None, True, True)
    assert state_of((E.REFERRED, E.EMERGENCY_ORDERED)).stage is S.ORDERED
    whole = (E.CONSENT_GIVEN, E.SURVEYED, E.QUOTED, E.APPROVED, E.ORDERED)
    for event in whole:
        done = after(done, event)
    assert (done.stage, done.emergency, done.made_safe) == (S.ORDERED, False, True)


def test_emergency_works_can_be_enough() -> None:
    secured = (E.REFERRED, E.EMERGENCY_ORDERED, E.APPOINTMENT_MADE, E.WORK_DONE, E.SIGNED_OFF)
    assert state_of((*secured, E.NOTHING_MORE)).stage is S.SIGNED_OFF
    with pytest.raises(MoveRefused, match="cannot be recorded now"):
        state_of((E.REFERRED, E.NOTHING_MORE))


def test_an_order_that_comes_back_leaves_the_paper_where_it_was() -> None:
    returned = state_of((*TO_APPROVED, E.ORDERED, E.ORDER_RETURNED))
    assert (returned.stage, returned.works) == (S.APPROVED, None)
    assert returned.may(E.ORDERED)
    assert not returned.may(E.ORDER_RETURNED)


def test_an_owner_can_take_the_consent_back_while_works_are_ordered_and_nothing_else_moves_the_paper() -> None:
    ordered = state_of((*TO_APPROVED, E.ORDERED))
    assert not ordered.may(E.SURVEYED)
    assert not ordered.may(E.QUOTED)
    back = after(ordered, E.CONSENT_REFUSED)
    assert (back.stage, back.paper) == (S.ORDERED, S.CONSENT_REFUSED)


def test_a_visit_that_did_not_happen_and_work_that_is_sent_back() -> None:
    booked = (*TO_APPROVED, E.ORDERED, E.APPOINTMENT_MADE)
    assert state_of((*booked, E.APPOINTMENT_MISSED)).stage is S.ORDERED
    assert state_of((*booked, E.ATTENDED)).stage is S.BOOKED
    assert state_of((*booked, E.WORK_DONE, E.SENT_BACK)).stage is S.ORDERED
    assert not state_of((*TO_APPROVED, E.ORDERED)).may(E.WORK_DONE)


def test_a_refusal_says_where_the_job_is() -> None:
    with pytest.raises(MoveRefused) as refused:
        state_of((E.REFERRED, E.SIGNED_OFF))
    assert str(refused.value) == (
        "“Signed off” cannot be recorded now: it has not been found yet whether this is possible."
    )
    assert (refused.value.state.stage, refused.value.event) == (S.REFERRED, E.SIGNED_OFF)


@given(st.lists(st.sampled_from(list(Event)), max_size=40))
def test_whatever_happens_in_any_order_keeps_the_promises_of_the_table(events: list[Event]) -> None:
    state = SanctuaryState()
    ordered = approved = False
    for event in events:
        if not state.may(event):
            with pytest.raises(MoveRefused):
                after(state, event)
            continue
        before, state = state, after(state, event)
        approved = approved or event is E.APPROVED
        ordered = ordered or event in (E.ORDERED, E.EMERGENCY_ORDERED)
        assert event is not E.ORDERED or (approved and before.paper is S.APPROVED)
        assert state.works is None or ordered
        assert event is not E.WORK_DONE or before.works is S.BOOKED
        assert before.ended is None or event in (E.REOPENED, *KEPT_AFTER_THE_END)
        assert (state.ended is None) or state.ended in ENDED
        assert not before.secured or state.secured


KEPT_AFTER_THE_END = (E.INVOICED, E.UNFLAGGED, E.EQUIPMENT_RETURNED, E.OUTCOME_AT_6, E.OUTCOME_AT_12)
