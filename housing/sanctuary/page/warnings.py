"""What should make somebody stop at a job's page: sentences, the gravest first."""

from __future__ import annotations

from datetime import datetime

from housing.sanctuary.queries import Standing
from pathway.sanctuary import STUCK, WITH_CONTRACTOR
from pathway.sanctuary_eligibility import CONSENT, Eligibility
from pathway.sanctuary_moves import Event


def warnings(standing: Standing, what: Eligibility, now: datetime) -> list[str]:
    """The sentences for a job as it stands now; its events and checks are loaded."""
    if not standing.state.open:
        return []
    found = (_against(standing, what), _paperless(standing), _closed_case(standing), _late(standing, now))
    return [each for each in found if each]


def _against(standing: Standing, what: Eligibility) -> str:
    """Works on their way to a home where, as is known now, she would not be safe or they are not allowed."""
    state = standing.state
    if state.works not in WITH_CONTRACTOR:
        return ""
    against = [each for each in what.refusals if each.condition != CONSENT or not state.emergency]
    if not against and state.paper not in STUCK:
        return ""
    because = "; ".join(each.because for each in against) or f"Now {state.paper.words}"
    return f"Works are ordered, but: {because}. Speak with her and the contractor before anybody goes there."


def _paperless(standing: Standing) -> str:
    """Emergency works came first: what still has to follow."""
    before = any(row.event == Event.EMERGENCY_ORDERED for row in standing.job.events)
    if not before or standing.state.ended is not None or standing.state.paper.value == "approved":
        return ""
    return f"Emergency works were ordered before the paperwork, which still stands where {standing.state.paper.words}."


def _closed_case(standing: Standing) -> str:
    ended = standing.job.presentation.ended_at is not None and not standing.state.made_safe
    return "Her presentation has ended. Ask her officer whether the job goes on." if ended else ""


def _late(standing: Standing, now: datetime) -> str:
    return "Her home should have been made safe by now." if standing.late(now) else ""
