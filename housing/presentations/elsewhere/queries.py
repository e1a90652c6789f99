"""The referrals of one case: to other councils with what happened, and to this council with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.access import NotFound
from housing.presentations.duties.models import ElsewhereReferral
from housing.presentations.elsewhere.models import ElsewhereStep, ReceivedReferral
from pathway.referrals import Step


def sent_of(session: Session, presentation_id: UUID) -> Sequence[ElsewhereReferral]:
    """Every referral to another council, oldest first, of a case that the caller may see."""
    query = select(ElsewhereReferral).where(ElsewhereReferral.presentation_id == presentation_id)
    return session.scalars(query.order_by(ElsewhereReferral.at)).all()


def steps_of(session: Session, presentation_id: UUID) -> dict[UUID, list[ElsewhereStep]]:
    """What happened to each referral of a case, in order."""
    of = select(ElsewhereReferral.id).where(ElsewhereReferral.presentation_id == presentation_id)
    query = select(ElsewhereStep).where(ElsewhereStep.referral_id.in_(of)).order_by(ElsewhereStep.position)
    found: dict[UUID, list[ElsewhereStep]] = {}
    for step in session.scalars(query):
        found.setdefault(step.referral_id, []).append(step)
    return found


def last_step(steps: Sequence[ElsewhereStep]) -> Step | None:
    """What happened last; None where nothing has yet."""
    return Step(steps[-1].step) if steps else None


def received_of(session: Session, presentation_id: UUID) -> Sequence[ReceivedReferral]:
    """Every referral to this council with its outcome, oldest first, of a case that the caller may see."""
    query = select(ReceivedReferral).where(ReceivedReferral.presentation_id == presentation_id)
    query = query.options(selectinload(ReceivedReferral.outcome))
    return session.scalars(query.order_by(ReceivedReferral.received_at, ReceivedReferral.id)).all()


def sent_one(session: Session, presentation_id: UUID, referral_id: UUID) -> ElsewhereReferral:
    """One referral of a case to another council.

    Raises:
        NotFound: the case has none of that id.
    """
    found = session.get(ElsewhereReferral, referral_id)
    if found is None or found.presentation_id != presentation_id:
        raise NotFound("referral")
    return found


def received_one(session: Session, presentation_id: UUID, referral_id: UUID) -> ReceivedReferral:
    """One referral of a case to this council, with its outcome.

    Raises:
        NotFound: the case has none of that id.
    """
    found = next((each for each in received_of(session, presentation_id) if each.id == referral_id), None)
    if found is None:
        raise NotFound("referral")
    return found
