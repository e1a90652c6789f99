"""What may be recorded of a handover to an agency, and in which order."""

from __future__ import annotations

import pytest

from pathway.outside import ENDS, NOT_GIVEN, TAKEN_BACK, Step, possible, refused


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("ended", sorted(ENDS))
def test_what_has_ended_stands(step: Step, ended: Step) -> None:
    said = refused(step, ended=ended, given=True, agreed=True)
    assert said is not None
    assert "What was recorded stands" in said


def test_the_agency_says_yes_to_what_it_was_told() -> None:
    assert refused(Step.ACCEPTED, ended=None, given=False, agreed=True) == NOT_GIVEN
    assert refused(Step.CHASED, ended=None, given=False, agreed=True) == NOT_GIVEN
    assert refused(Step.ACCEPTED, ended=None, given=True, agreed=True) is None


def test_without_her_consent_it_can_only_end_or_reach_her() -> None:
    assert refused(Step.GIVEN, ended=None, given=False, agreed=False) == TAKEN_BACK
    assert possible(ended=None, given=True, agreed=False) == (Step.COPY, Step.REFUSED, Step.REVOKED)


def test_what_can_be_recorded_is_listed_in_order() -> None:
    assert possible(ended=None, given=False, agreed=True) == (Step.GIVEN, Step.COPY, Step.REFUSED, Step.REVOKED)
    assert possible(ended=None, given=True, agreed=True) == tuple(Step)
    assert possible(ended=Step.REVOKED, given=True, agreed=True) == ()
