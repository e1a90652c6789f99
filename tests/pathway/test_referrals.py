"""What may become of a referral between councils, which clocks run meanwhile, and what has to be said."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.duties import clock
from pathway.referrals import (
    CLOCKS,
    MOVED,
    NEEDS,
    NEXT,
    OURS,
    OUTCOME_WORDS,
    RECEIVED,
    WORDS,
    From,
    Outcome,
    Step,
    is_over,
    may_follow,
    missing,
    why_not_answered,
)

TODAY = date(2026, 11, 22)


def test_every_referral_can_come_to_a_decision_and_then_nothing_follows() -> None:
    for step in Step:
        assert WORDS[step]
        assert NEEDS[step]
        reached, todo = {step}, [step]
        while todo:
            for after in may_follow(todo.pop()):
                todo += [] if after in reached else [after]
                reached.add(after)
        assert reached & (MOVED | OURS)
    for last in MOVED | OURS:
        assert is_over(last)
        assert may_follow(last) == ()
        assert last not in CLOCKS
    assert not is_over(None)
    assert not is_over(Step.DISPUTED)


def test_a_refusal_is_not_the_end_and_nobody_decides_before_there_is_one() -> None:
    assert set(may_follow(Step.REFUSED)) == {Step.KEPT, Step.DISPUTED, Step.WITHDRAWN}
    assert Step.MET not in may_follow(None)
    assert all(Step.WITHDRAWN in steps for steps in NEXT.values())


def test_the_clocks_of_the_answer_and_of_the_dispute_are_those_of_the_table() -> None:
    assert {key for keys in CLOCKS.values() for key in keys} <= {
        clock(key, TODAY).key for key in ("referral-answer-elsewhere", "referral-dispute", "referral-panel")
    }
    assert (clock("referral-dispute", TODAY).length, clock("referral-panel", TODAY).length) == (21, 42)


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        (Step.ACCEPTED, (), "officer"),
        (Step.ACCEPTED, ("officer",), None),
        (Step.CHASED, ("words",), "until_on"),
        (Step.REFUSED, ("officer",), "words"),
        (Step.WITHDRAWN, ("words",), None),
    ],
)
def test_each_step_says_what_it_needs(step: Step, given: tuple[str, ...], field: str | None) -> None:
    found = missing(step, frozenset(given))
    assert (found[0] if found else None) == field


def test_what_becomes_of_a_referral_to_this_council_has_a_reason_where_it_is_not_taken_up() -> None:
    assert set(RECEIVED) == set(From)
    assert {outcome for each in RECEIVED.values() for outcome in each.outcomes} == set(Outcome) == set(OUTCOME_WORDS)
    assert all(clock(each.clock, TODAY) for each in RECEIVED.values())
    assert why_not_answered(From.COUNCIL, Outcome.TAKEN_UP, None) is None
    assert why_not_answered(From.COUNCIL, Outcome.REFUSED, " ") == ("words", "Enter why.")
    assert why_not_answered(From.COUNCIL, Outcome.REFUSED, "made up") is None


def test_a_service_with_the_duty_to_refer_is_not_refused() -> None:
    found = why_not_answered(From.DUTY_TO_REFER, Outcome.REFUSED, "made up")
    assert found is not None
    assert found[0] == "outcome"
