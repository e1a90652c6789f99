"""Facts about where she is now and how great the risk is; each may move the priority band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.presentations import bands, opening, situation
from housing.presentations.models import Presentation, RiskEntry
from housing.presentations.moments import following
from housing.refusals import Refused
from pathway.risk import Marac, RiskBand, marac, read_risk
from pathway.thresholds import DashThresholds, dash_thresholds, value_on


@dataclass(frozen=True, slots=True)
class Risk:
    """The risk as an officer enters it. None is not known; `reason` says why a band is above the total's.

    `limits`: of the version of the form that was used here; None where only its total is known. `further_abuse_on`:
    when she was last abused.
    """

    total: int | None = None
    band: str | None = None
    judgement: bool | None = None
    escalation: bool | None = None
    reason: str | None = None
    limits: DashThresholds | None = None
    further_abuse_on: date | None = None


def record_situation(
    *, presentation_id: UUID, answers: Mapping[str, Any], by: Actor, now: datetime, version: int | None = None
) -> Presentation:
    """Store what she says of where she is (names in situation.ANSWERS, None not known) and review the band.

    Raises:
        NotFound: not there, or not for this person.
        Refused: the presentation has ended, or a number of nights is below nought.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        put_situation(session, presentation, answers, by=by, now=now)
        bands.review(session, presentation, presentation.household, by=by, now=now)
    return presentation


def put_situation(
    session: Session, presentation: Presentation, answers: Mapping[str, Any], *, by: Actor, now: datetime
) -> None:
    """Store the answers inside the caller's transaction; reviewing the band is the caller's."""
    try:
        after = situation.tidy(answers)
    except ValueError as error:
        raise Refused("Nights in a hotel must be 0 or more.", field="nights_in_hotel") from error
    changed = sorted(name for name in after if after[name] != presentation.situation.get(name))
    presentation.situation = after
    audit.record(session, by, "presentation.situation", presentation, now=now, facts={"fields": changed})


def put_risk(session: Session, presentation: Presentation, risk: Risk, *, by: Actor, now: datetime) -> RiskEntry:
    """Add an assessment inside the caller's transaction; reviewing the band is the caller's."""
    band = _checked(risk, now)
    before = presentation.risks[-1].at if presentation.risks else None
    entry = RiskEntry(
        presentation_id=presentation.id,
        at=following(now, before),
        by=by.account_id,
        total=risk.total,
        band=band.value,
        judgement=risk.judgement,
        escalation=risk.escalation,
        reason=risk.reason,
        limits=asdict(risk.limits) if risk.limits else None,
        further_abuse_on=risk.further_abuse_on,
    )
    presentation.risks.append(entry)
    words = f"Risk entered as {band.value}" + (f", DASH total {risk.total}." if risk.total is not None else ".")
    timeline.tell(session, presentation.household_id, "risk", words, by=by, now=now)
    audit.record(session, by, "presentation.risk", presentation, now=now, facts={"band": band.value})
    return entry


def marac_owed(risk: RiskEntry | None, now: datetime, heard_on: date | None = None) -> Marac:
    """Whether a MARAC referral is owed on the risk as last entered; `heard_on`: when a MARAC last heard her case.

    What was entered before a hearing has been answered by it.
    """
    today = day_of(now)
    if risk is not None and heard_on is not None and heard_on >= day_of(risk.at):
        return Marac(False, ())
    return marac(
        situation.reading_of(risk, today),
        heard_on=heard_on,
        further_abuse_on=risk.further_abuse_on if risk else None,
        repeat_months=value_on("marac-repeat", today),
    )


def _checked(risk: Risk, now: datetime) -> RiskBand:
    limits = risk.limits or dash_thresholds(situation.FORM, day_of(now))
    if risk.total is not None and not 0 <= risk.total <= limits.highest:
        raise Refused(f"The DASH total must be from 0 to {limits.highest}.", field="total")
    entered = RiskBand(risk.band) if risk.band else None
    reading = read_risk(risk.total, entered, risk.judgement, risk.escalation, limits)
    if reading.faults:
        raise Refused(reading.faults[0], field="band")
    if reading.band is None:
        raise Refused("Enter the DASH total, select a band, or say what your judgement is.", field="total")
    alone = read_risk(risk.total, None, None, None, limits).band
    above = entered is not None and alone is not None and entered is not alone
    if above and not risk.reason:
        raise Refused(f"Say why the band is {entered}, when the total alone gives {alone}.", field="reason")
    return reading.band
