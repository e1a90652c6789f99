"""One offer: two answers in either order, five endings, and a lapse that waits until she could be reached."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import permutations

import pytest

from pathway.calendar import LONDON
from pathway.offers import IS, LIFE, MAY, Answer, Event, EventRefused, Phase, lapses, state_of

MADE = Event.MADE
YES, SHE_YES = Event.PROVIDER_ACCEPTED, Event.SHE_ACCEPTED
ENDINGS = (Event.PROVIDER_DECLINED, Event.SHE_DECLINED, Event.WITHDRAWN, Event.LAPSED, Event.ARRIVED)


def test_an_offer_begins_by_being_made() -> None:
    nothing = state_of([])
    assert (nothing.open, nothing.accepted, nothing.ended_because) == (False, False, None)
    assert [step.event for step in nothing.may_next] == [MADE]
    made = state_of([MADE])
    assert (made.open, made.provider, made.hers) == (True, Answer.WAITING, Answer.WAITING)
    assert made.words == "This offer is waiting for the provider and for her."


def test_accepted_needs_both_in_either_order() -> None:
    for first, second in permutations([YES, SHE_YES]):
        assert not state_of([MADE, first]).accepted
        both = state_of([MADE, first, second])
        assert (both.open, both.accepted, both.provider, both.hers) == (True, True, Answer.ACCEPTED, Answer.ACCEPTED)
        assert [step.event for step in both.may_next] == [
            Event.ARRIVED, Event.SHE_DECLINED, Event.WITHDRAWN, Event.NOT_COME,
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("events", "provider", "hers", "because"),
    [
        ([Event.PROVIDER_DECLINED], Answer.DECLINED, Answer.WAITING, "the provider declined"),
        ([SHE_YES, Event.PROVIDER_DECLINED], Answer.DECLINED, Answer.ACCEPTED, "the provider declined"),
        ([Event.SHE_DECLINED], Answer.WAITING, Answer.DECLINED, "she said no"),
        ([YES, Event.SHE_DECLINED], Answer.ACCEPTED, Answer.DECLINED, "she said no"),
        ([YES, SHE_YES, Event.SHE_DECLINED], Answer.ACCEPTED, Answer.DECLINED, "she said no"),
        ([YES, SHE_YES, Event.WITHDRAWN], Answer.ACCEPTED, Answer.ACCEPTED, "it was withdrawn"),
        ([YES, Event.LAPSED], Answer.ACCEPTED, Answer.WAITING, "its time was over"),
        ([YES, SHE_YES, Event.ARRIVED], Answer.ACCEPTED, Answer.ACCEPTED, "she has arrived"),
    ],
)
def test_how_it_ends_and_what_both_had_said(events: list[Event], provider: Answer, hers: Answer, because: str) -> None:
    state = state_of([MADE, *events])
    assert (state.open, state.accepted, state.may_next) == (False, False, ())
    assert (state.provider, state.hers) == (provider, hers)
    assert because in (state.ended_because or "")


@pytest.mark.parametrize(
    "events",
    [
        [SHE_YES],
        [MADE, MADE],
        [MADE, Event.ARRIVED],
        [MADE, YES, YES],
        [MADE, YES, Event.PROVIDER_DECLINED],
        [MADE, SHE_YES, SHE_YES],
        [MADE, YES, SHE_YES, Event.LAPSED],
        [MADE, Event.SHE_DECLINED, SHE_YES],
    ],
)
def test_anything_else_is_refused(events: list[Event]) -> None:
    with pytest.raises(EventRefused):
        state_of(events)


def test_a_refusal_says_where_the_offer_is_and_what_can_happen() -> None:
    with pytest.raises(EventRefused) as refusal:
        state_of([MADE, YES, SHE_YES, Event.LAPSED])
    assert str(refusal.value) == (
        "She and the provider have both accepted this offer. What can happen now: Her arrival can be recorded; "
        "She can say no, without giving a reason; The council can withdraw it, with a reason; It can be said that she "
        "was expected and has not come."
    )
    assert refusal.value.allowed == state_of([MADE, YES, SHE_YES]).may_next


def test_after_the_end_nothing_can_happen() -> None:
    with pytest.raises(EventRefused, match=r"it was withdrawn\. Nothing more can happen\.$"):
        state_of([MADE, Event.WITHDRAWN, Event.ARRIVED])


def test_she_can_say_no_for_as_long_as_it_is_open() -> None:
    assert all(Event.SHE_DECLINED in LIFE[phase] for phase in Phase if LIFE[phase] and phase is not Phase.NOT_MADE)


def test_every_phase_and_event_has_its_sentence() -> None:
    assert set(IS) == set(LIFE) == set(Phase)
    assert set(MAY) == set(Event)


BACK = Event.STEPPED_BACK


@pytest.mark.parametrize("answer", [YES, SHE_YES, Event.PROVIDER_DECLINED, Event.SHE_DECLINED, Event.WITHDRAWN])
def test_the_last_answer_can_be_taken_back_once(answer: Event) -> None:
    said = state_of([MADE, answer])
    assert (said.last, said.may(BACK)) == (answer, True)
    again = state_of([MADE, answer, BACK])
    assert again == state_of([MADE])
    assert not again.may(BACK)
    assert state_of([MADE, answer, BACK, answer]) == said


@pytest.mark.parametrize(
    "events", [[], [MADE], [MADE, YES, SHE_YES], [MADE, YES, SHE_YES, Event.SHE_DECLINED], [MADE, YES, Event.LAPSED],
               [MADE, YES, SHE_YES, Event.ARRIVED], [MADE, YES, SHE_YES, Event.NOT_COME]],
)  # fmt: skip
def test_what_others_count_on_is_not_taken_back(events: list[Event]) -> None:
    with pytest.raises(EventRefused):
        state_of([*events, BACK])


def test_what_was_said_before_the_answer_taken_back_still_stands() -> None:
    state = state_of([MADE, YES, Event.SHE_DECLINED, BACK])
    assert (state.phase, state.provider, state.hers) == (Phase.WAITING_FOR_HER, Answer.ACCEPTED, Answer.WAITING)


def test_not_having_come_ends_nothing() -> None:
    state = state_of([MADE, YES, SHE_YES, Event.NOT_COME])
    assert state.accepted
    assert state.may(Event.ARRIVED)


LAPSES_AT = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("events", "now", "can_reach_her", "lapsed"),
    [
        ([MADE], LAPSES_AT - MINUTE, True, False),
        ([MADE], LAPSES_AT, True, True),
        ([MADE, YES], LAPSES_AT, True, True),
        ([MADE, SHE_YES], LAPSES_AT, True, True),
        ([MADE], LAPSES_AT + timedelta(days=30), False, False),
        ([MADE], LAPSES_AT + timedelta(days=30), None, False),
        ([MADE, YES, SHE_YES], LAPSES_AT + timedelta(days=30), True, False),
        ([MADE, Event.WITHDRAWN], LAPSES_AT, True, False),
        ([], LAPSES_AT, True, False),
    ],
)
def test_when_it_lapses(events: list[Event], now: datetime, can_reach_her: bool | None, lapsed: bool) -> None:
    assert lapses(state_of(events), at=LAPSES_AT, now=now, can_reach_her=can_reach_her) is lapsed


def test_without_a_time_it_never_lapses() -> None:
    assert lapses(state_of([MADE]), at=None, now=LAPSES_AT, can_reach_her=True) is False


def test_in_the_hour_that_comes_twice_the_first_is_not_the_second() -> None:
    at = datetime(2026, 10, 25, 1, 15, tzinfo=LONDON, fold=1)
    now = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON)  # half an hour before, though the wall says after
    assert lapses(state_of([MADE]), at=at, now=now, can_reach_her=True) is False


def test_a_moment_without_a_zone_is_refused() -> None:
    plain = datetime.combine(date(2026, 11, 24), LAPSES_AT.time())
    for at, now in ((plain, LAPSES_AT), (LAPSES_AT, plain)):
        with pytest.raises(ValueError, match="time zone"):
            lapses(state_of([MADE]), at=at, now=now, can_reach_her=True)
