"""The DASH among the question sets: the one form whose total becomes the risk that is recorded of her.

Another version may have other questions and other thresholds; its bands are always the three of pathway.risk.
"""

from __future__ import annotations

from pathway.assessments import Score, band
from pathway.question_sets import QuestionSet
from pathway.risk import RiskBand
from pathway.thresholds import DashThresholds

KEY = "dash"
_ORDER = tuple(RiskBand)


def fault(form: QuestionSet) -> str:
    """One sentence about what keeps a version of the DASH from being used, or nothing. Other sets have none."""
    if form.key != KEY:
        return ""
    named = tuple(each.band for each in form.bands)
    if named != tuple(band.value for band in reversed(RiskBand)):
        return "The set: a DASH has the bands standard, medium and high, in this order from the lowest."
    if form.about != "adult":
        return "The set: a DASH is about an adult."
    return "" if form.bands[0].at_least <= form.highest else "The set: no answers to this DASH would come to high."


def limits(form: QuestionSet) -> DashThresholds:
    """How the total of this version becomes a band.

    Raises:
        ValueError: the set is no DASH that can be used.
    """
    wrong = fault(form) if form.key == KEY else "This is not a DASH."
    if wrong:
        raise ValueError(wrong)
    totals = {each.band: each.at_least for each in form.bands}
    return DashThresholds(highest=form.highest, medium_from=totals[RiskBand.MEDIUM], high_from=totals[RiskBand.HIGH])


def kept_from_before(form: QuestionSet, counted: Score, before: RiskBand | None) -> RiskBand | None:
    """The band that stays from the time before, since what is not known this time could still come to it.

    A risk is lowered by answers, never by questions that nobody asked or that she could not answer. None: nothing is
    kept, as the answers settle it.
    """
    given, possible = (band(form, total) for total in (counted.total, counted.could_be))
    if before is None or given is None or possible is None:
        return None
    kept = min(before, RiskBand(possible), key=_ORDER.index)
    return kept if _ORDER.index(kept) > _ORDER.index(RiskBand(given)) else None
