"""A presentation's facts as pathway.priority reads them: stored answers, the risk as last entered, expected births."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from housing.households.asked import was_asked
from housing.households.models import Household
from housing.presentations.models import Presentation, RiskEntry
from pathway.bands import Situation
from pathway.priority import Banding, band_for
from pathway.risk import RiskBand, RiskReading, read_risk
from pathway.thresholds import SAFELIVES, DashThresholds, dash_thresholds, hotel_nights

# What she is asked about her situation; the rest of a Situation comes from the risk and from her household.
ANSWERS = (
    "nowhere_safe_tonight",
    "place_known",
    "in_hotel",
    "nights_in_hotel",
    "in_safe_accommodation",
    "wrong_kind",
    "planned_move",
    "children_apart",
)
# Where she said she is staying, as the page asks it; two of the answers above are read from it.
STAYING = "staying"
STAYING_WORDS = {
    "elsewhere": "at home, or with family or friends",
    "hotel": "in a hotel or bed and breakfast",
    "safe": "in a refuge or other safe accommodation",
    "nowhere": "nowhere: outside, in a car, moving from place to place",
    "not-known": "where is not known",
}
FORM = SAFELIVES


def reading_of(risk: RiskEntry | None, on: date) -> RiskReading:
    """What the risk comes to as it was last entered; None reads as nothing known."""
    if risk is None:
        return read_risk(None, None, None, None, dash_thresholds(FORM, on))
    return read_risk(risk.total, band_entered(risk, on), risk.judgement, risk.escalation, limits_of(risk, on))


def limits_of(risk: RiskEntry, on: date) -> DashThresholds:
    """How that entry's total becomes a band: by the version of the form that was used, where it was used here."""
    return DashThresholds(**risk.limits) if risk.limits else dash_thresholds(FORM, on)


def band_entered(risk: RiskEntry, on: date) -> RiskBand | None:
    """The band as somebody chose it; None where the total, the judgement and the escalation give it by themselves."""
    alone = read_risk(risk.total, None, risk.judgement, risk.escalation, limits_of(risk, on)).band
    stored = RiskBand(risk.band)
    return None if stored is alone else stored


def situation_of(presentation: Presentation, household: Household, on: date) -> Situation:
    """The facts on a day. Needs the presentation's risks and the household's births loaded."""
    answers = {name: presentation.situation.get(name) for name in ANSWERS}
    risk = presentation.risks[-1] if presentation.risks else None
    return Situation(**answers, high_risk=reading_of(risk, on).high, pregnant=pregnant(household))


def pregnant(household: Household) -> bool | None:
    """Whether a birth is expected; None where nobody has asked."""
    if household.births:
        return True
    return False if was_asked(household, "births") else None


def banding(presentation: Presentation, household: Household, on: date) -> Banding:
    """The band that the facts give, with its steps and what to ask."""
    return band_for(situation_of(presentation, household, on), hotel_nights(on))


def tidy(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to store: the known names only, None where not asked.

    Raises:
        ValueError: a number of nights below nought.
    """
    kept = {name: answers.get(name) for name in ANSWERS}
    Situation(**kept)
    return {**kept, STAYING: answers.get(STAYING)}


def as_rows(found: Banding) -> list[dict[str, Any]]:
    """The steps as they are stored with a decision."""
    return [asdict(step) for step in found.steps]
