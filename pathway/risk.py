"""How high the risk is, from the DASH total, the band entered, professional judgement and escalation.

Judgement and escalation raise, and nothing lowers: a form is a floor, never a ceiling. `None` is *not known*.
Thresholds come in as data, for the version of the form that was used (`pathway.thresholds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathway.calendar import add_months
from pathway.thresholds import DashThresholds


class RiskBand(StrEnum):
    """The three bands, least first."""

    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"


_ORDER = tuple(RiskBand)


@dataclass(frozen=True, slots=True)
class RiskReading:
    """What the answers come to.

    `band` is None while neither a usable total nor a band is there and nothing says high. `high` is None while an
    answer that is not known could still make it high. `because` are sentences for the page, `to_ask` instructions,
    `faults` sentences about answers that contradict one another; the reading then stands on the higher answer.
    """

    band: RiskBand | None
    high: bool | None
    because: tuple[str, ...]
    to_ask: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marac:
    """Whether a referral to the MARAC is owed (None: an answer is missing), and why."""

    owed: bool | None
    because: tuple[str, ...]


def band_of(total: int, thresholds: DashThresholds) -> RiskBand:
    """The band that the total of ticks alone gives.

    Raises:
        ValueError: the total cannot come from this form.
    """
    if not 0 <= total <= thresholds.highest:
        raise ValueError(_out_of_range(total, thresholds))
    if total >= thresholds.high_from:
        return RiskBand.HIGH
    return RiskBand.MEDIUM if total >= thresholds.medium_from else RiskBand.STANDARD


def read_risk(
    total: int | None,
    band_entered: RiskBand | None,
    judgement: bool | None,
    escalation: bool | None,
    thresholds: DashThresholds,
) -> RiskReading:
    """Put the answers together. `judgement`: the practitioner thinks the risk is high, whatever the total.

    `escalation`: incidents are coming more often or getting worse.

    Source: SafeLives Dash guidance: visible high risk, professional judgement, potential escalation.
    """
    from_total, fault = _from_total(total, band_entered, thresholds)
    raised = judgement is True or escalation is True
    known = [band for band in (from_total, band_entered, RiskBand.HIGH if raised else None) if band is not None]
    band = max(known, key=_ORDER.index) if known else None
    to_ask = () if band is RiskBand.HIGH else _to_ask(band, judgement, escalation)
    high = True if band is RiskBand.HIGH else (None if to_ask else False)
    because = _because(total if from_total else None, from_total, band_entered, judgement, escalation)
    return RiskReading(band, high, because, to_ask, (fault,) if fault else ())


def high_risk(
    total: int | None,
    band_entered: RiskBand | None,
    judgement: bool | None,
    escalation: bool | None,
    thresholds: DashThresholds,
) -> bool | None:
    """Yes, no, or not known: what `pathway.priority.Situation.high_risk` wants."""
    return read_risk(total, band_entered, judgement, escalation, thresholds).high


def marac(reading: RiskReading, *, heard_on: date | None, further_abuse_on: date | None, repeat_months: int) -> Marac:
    """Whether a referral is owed: high risk, or any further abuse so soon after the last hearing.

    The anniversary itself still counts. `heard_on` None: never heard; `further_abuse_on` None: none is known.
    """
    because: tuple[str, ...] = ()
    if reading.high:
        because += ("The risk is high, so refer to the MARAC.", *reading.because)
    if is_repeat(heard_on=heard_on, further_abuse_on=further_abuse_on, repeat_months=repeat_months):
        because += (f"There was further abuse within {repeat_months} months of the last MARAC, so it is heard again.",)
    if because:
        return Marac(True, because)
    return Marac(reading.high, reading.to_ask)


def is_repeat(*, heard_on: date | None, further_abuse_on: date | None, repeat_months: int) -> bool:
    """Whether further abuse comes so soon after the MARAC heard her case that it is a repeat; the anniversary counts.

    Source: SafeLives: any further abuse between the same people within 12 months.
    """
    if heard_on is None or further_abuse_on is None:
        return False
    return heard_on <= further_abuse_on <= add_months(heard_on, repeat_months)


def _from_total(total: int | None, entered: RiskBand | None, thresholds: DashThresholds) -> tuple[RiskBand | None, str]:
    """The total's band if it has one, and the sentence where the total cannot be, or the band entered is below it."""
    if total is None:
        return None, ""
    if not 0 <= total <= thresholds.highest:
        return None, _out_of_range(total, thresholds)
    band = band_of(total, thresholds)
    if entered is not None and _ORDER.index(entered) < _ORDER.index(band):
        return band, f"A total of {total} is {band}. The band can be raised above that, but not lowered to {entered}."
    return band, ""


def _out_of_range(total: int, thresholds: DashThresholds) -> str:
    return f"A total of {total} cannot be right: this form goes from 0 to {thresholds.highest}."


def _to_ask(band: RiskBand | None, judgement: bool | None, escalation: bool | None) -> tuple[str, ...]:
    missing = (
        (band is None, "Complete the DASH with her, when it is safe to talk."),
        (judgement is None, "Record your professional judgement: is she at high risk, whatever the total says?"),
        (escalation is None, "Record whether incidents are coming more often or getting worse."),
    )
    return tuple(sentence for wanted, sentence in missing if wanted)


def _because(
    total: int | None,
    from_total: RiskBand | None,
    entered: RiskBand | None,
    judgement: bool | None,
    escalation: bool | None,
) -> tuple[str, ...]:
    above = entered is not None and (from_total is None or _ORDER.index(entered) > _ORDER.index(from_total))
    sentences = (
        (total is not None, f"The DASH total of {total} is {from_total}."),
        (total == 0, "No tick is not the same as no risk: ask again when it is safe to talk."),
        (above, f"The band was entered as {entered}."),
        (judgement is True, "In the practitioner's judgement the risk is high."),
        (escalation is True, "Incidents are coming more often or getting worse, so the risk is high."),
    )
    return tuple(sentence for holds, sentence in sentences if holds)
