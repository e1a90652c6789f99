"""The risk is recorded, by a total or by the DASH completed here, and what follows from it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.db import transaction
from housing.presentations import bands, opening
from housing.presentations.assessments.reviewing import restart_review
from housing.presentations.marac.owing import raise_referral
from housing.presentations.models import Presentation, RiskEntry
from housing.presentations.recording import Risk, put_risk


def record_risk(
    *, presentation_id: UUID, risk: Risk, by: Actor, now: datetime, version: int | None = None
) -> RiskEntry:
    """Add an assessment and review the band. The band stored is the higher of the total's, the one entered and "high"
    where judgement or escalation says so. Where a referral to the MARAC is owed, its task is raised.

    Raises:
        NotFound: not there, or not for this person.
        Refused: the presentation has ended; nothing was entered; the answers contradict one another; no reason.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        entry = put_risk(session, presentation, risk, by=by, now=now)
        session.flush()
        follow_up(session, presentation, entry, by=by, now=now)
    return entry


def follow_up(session: Session, presentation: Presentation, entry: RiskEntry, *, by: Actor, now: datetime) -> None:
    """What a new risk brings with it, in the caller's transaction: the band, the review that was waiting, the MARAC."""
    bands.review(session, presentation, presentation.household, by=by, now=now)
    restart_review(session, presentation, entry.at, by=by, now=now)
    raise_referral(session, presentation, entry, by=by, now=now)
