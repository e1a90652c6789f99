"""Who may answer a handover and how; what her consent is needed for."""

from __future__ import annotations

import pytest

from pathway.handovers import ALLOWED, Answer, Consent, Side, missing_consent, refused

SAME_TEAM = Consent(needed=False)
OTHER_TEAM = Consent(needed=True)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("answer", Answer)
def test_each_side_gives_its_own_answers_alone(side: Side, answer: Answer) -> None:
    assert (refused(side, answer, None, SAME_TEAM) is None) is ((side, answer) in ALLOWED)


@pytest.mark.parametrize("before", Answer)
def test_what_has_ended_stays_as_it_ended(before: Answer) -> None:
    said = refused(Side.ASKED, Answer.ACCEPTED, before, SAME_TEAM)
    assert said
    assert "What was recorded stands" in said


def test_another_team_needs_her_consent_or_a_reason() -> None:
    assert refused(Side.ASKED, Answer.ACCEPTED, None, OTHER_TEAM) == missing_consent(OTHER_TEAM)
    assert missing_consent(OTHER_TEAM)
    assert missing_consent(Consent(needed=True, reason=" "))
    assert missing_consent(Consent(needed=True, standing=True)) is None
    assert missing_consent(Consent(needed=True, reason="Made up: a child is in danger")) is None
    assert refused(Side.ASKED, Answer.REJECTED, None, OTHER_TEAM) is None
