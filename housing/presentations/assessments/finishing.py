"""Completing an assessment: what was said is sealed as it stands, and a DASH becomes the risk recorded of her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.presentations import opening
from housing.presentations.assessments.answering import opened
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.sheet import Filled, filled, packed
from housing.presentations.models import Presentation
from housing.presentations.queries import latest_risk
from housing.presentations.recording import Risk, put_risk
from housing.presentations.risk import follow_up
from housing.refusals import Outdated, Refused
from pathway import dash
from pathway.assessments import floor_with
from pathway.risk import RiskBand


@dataclass(frozen=True, slots=True)
class Verdict:
    """What whoever asked thinks of it. None is not known, or left as the total gives it.

    `band`: raised to, with a `reason`. The rest is asked of a DASH alone: as in housing.presentations.recording.Risk.
    """

    band: str | None = None
    reason: str | None = None
    judgement: bool | None = None
    escalation: bool | None = None
    further_abuse_on: date | None = None


def finish_assessment(
    *, assessment_id: UUID, verdict: Verdict, by: Actor, now: datetime, version: int | None = None
) -> Assessment:
    """Complete an assessment. A DASH enters the risk, reviews the priority band and, where one is owed, raises the task
    of referring her to the MARAC, all in this transaction.

    `version`: how many savings there were when the page was opened.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is completed or set aside, its presentation has ended, nothing was asked, the band would be lowered,
            or raised without a reason.
        Outdated: somebody saved a part since.
    """
    with transaction() as session:
        of = select(Assessment.presentation_id).where(Assessment.id == assessment_id)
        presentation_id = session.scalar(of)
        assessment = opened(session, by, assessment_id)
        if version is not None and version != len(assessment.parts):
            raise Outdated("this assessment")
        found = filled(assessment)
        if not found.sheet.answers:
            raise Refused("Ask at least one question before you finish. What was not asked can stay so.")
        presentation = opening.opened(session, by, presentation_id or assessment.presentation_id)
        complete(session, presentation, assessment, found, verdict, by=by, now=now)
    return assessment


def complete(
    session: Session,
    presentation: Presentation,
    assessment: Assessment,
    found: Filled,
    verdict: Verdict,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """As finish_assessment, inside the caller's transaction, which has both rows locked."""
    counted = found.score
    assessment.band, assessment.reason = _band(found, verdict), verdict.reason
    if assessment.key == dash.KEY:
        _record_risk(session, presentation, assessment, found, verdict, by=by, now=now)
    assessment.answers = packed(found.sheet)
    assessment.total, assessment.could_be = counted.total, counted.could_be
    assessment.completed_at, assessment.completed_by, assessment.completed_by_name = now, by.account_id, by.name
    timeline.tell(session, presentation.household_id, "assessment", _words(found), by=by, now=now)
    facts = {"form": assessment.key, "household": presentation.household_id, "band": assessment.band}
    audit.record(session, by, "assessment.completed", assessment, now=now, facts=facts)


def _band(found: Filled, verdict: Verdict) -> str | None:
    total = found.score.total
    try:
        after = floor_with(found.form, total, verdict.band)
    except ValueError as error:
        raise Refused(str(error), field="band") from error
    if after != floor_with(found.form, total, None) and not verdict.reason:
        raise Refused(f"Say why the band is {after}, above what the total of {total} gives.", field="reason")
    return after


def _record_risk(
    session: Session,
    presentation: Presentation,
    assessment: Assessment,
    found: Filled,
    verdict: Verdict,
    *,
    by: Actor,
    now: datetime,
) -> None:
    if verdict.further_abuse_on is not None and verdict.further_abuse_on > day_of(now):
        raise Refused("The day of the last abuse must be today or in the past.", field="further_abuse_on")
    kept = kept_band(presentation, found, verdict)
    risk = Risk(
        total=found.score.total, band=kept or verdict.band, judgement=verdict.judgement, escalation=verdict.escalation,
        reason=_reason(verdict, kept), limits=dash.limits(found.form), further_abuse_on=verdict.further_abuse_on,
    )  # fmt: skip
    entry = put_risk(session, presentation, risk, by=by, now=now)
    session.flush()
    follow_up(session, presentation, entry, by=by, now=now)
    assessment.risk_entry_id, assessment.band, assessment.reason = entry.id, entry.band, entry.reason


def kept_band(presentation: Presentation, found: Filled, verdict: Verdict) -> str | None:
    """The band that stays from the risk as last entered, where what is not known could still come to it and whoever
    asked has not said that neither their judgement nor escalation makes it high. None where nothing is kept."""
    if verdict.judgement is False and verdict.escalation is False:
        return None
    last = latest_risk(presentation)
    kept = dash.kept_from_before(found.form, found.score, RiskBand(last.band) if last else None)
    order = tuple(RiskBand)
    if kept is None or (verdict.band and order.index(RiskBand(verdict.band)) >= order.index(kept)):
        return None
    return kept.value


def _reason(verdict: Verdict, kept: str | None) -> str | None:
    if kept is None:
        return verdict.reason
    return (
        f"Stays {kept} from the time before: what is not known could still come to it. {verdict.reason or ''}".strip()
    )


def _words(found: Filled) -> str:
    if not found.form.highest:
        return f"{found.form.title}: completed."
    counted = found.score
    unsure = (
        f", at most {counted.could_be} if all that is not known counted" if counted.could_be > counted.total else ""
    )
    return f"{found.form.title}: completed, {counted.total} of {found.form.highest}{unsure}."
