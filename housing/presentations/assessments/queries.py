"""Reading assessments of a household that somebody may see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload, undefer

from housing.access import Actor, NotFound
from housing.households.editing import EDIT
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.assessments.models import Assessment
from housing.presentations.question_sets.models import StoredQuestionSet

WHOLE = (undefer(Assessment.answers), undefer(Assessment.reason), undefer(Assessment.set_aside_why))
LISTED = contains_eager(Assessment.question_set).defer(StoredQuestionSet.document)


def one(session: Session, actor: Actor, assessment_id: UUID, permission: str = EDIT) -> Assessment:
    """An assessment with its form, its parts and what she said.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = (
        _of_visible(actor, permission)
        .where(Assessment.id == assessment_id)
        .options(*WHOLE, selectinload(Assessment.parts))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("assessment")
    return found


def current(session: Session, actor: Actor, household_id: UUID) -> Sequence[Assessment]:
    """The open ones, and of each form and person the one that was completed last; one query, without what she said."""
    newest = (
        select(func.max(Assessment.completed_at))
        .where(Assessment.household_id == household_id)
        .group_by(Assessment.key, Assessment.person_id)
    )
    query = (
        _of_visible(actor, EDIT)
        .where(Assessment.household_id == household_id)
        .where(
            or_(
                Assessment.completed_at.is_(None) & Assessment.set_aside_at.is_(None),
                Assessment.completed_at.in_(newest),
            )
        )
        .options(LISTED)
        .order_by(Assessment.started_at)
    )
    return session.scalars(query).all()


def completed(
    session: Session, actor: Actor, household_id: UUID, *, offset: int = 0, size: int = 25
) -> Sequence[Assessment]:
    """The completed ones, newest first, without what she said."""
    query = (
        _of_visible(actor, EDIT)
        .where(Assessment.household_id == household_id, Assessment.completed_at.is_not(None))
        .options(LISTED)
        .order_by(Assessment.completed_at.desc(), Assessment.id)
        .offset(offset)
        .limit(size)
    )
    return session.scalars(query).all()


def count_completed(session: Session, actor: Actor, household_id: UUID) -> int:
    """How many have been completed."""
    query = (
        select(func.count(Assessment.id))
        .join(Household, Household.id == Assessment.household_id)
        .where(Assessment.household_id == household_id, Assessment.completed_at.is_not(None), visible(actor, EDIT))
    )
    return session.scalar(query) or 0


def before(session: Session, assessment: Assessment) -> Assessment | None:
    """The one of the same form and person completed last before it, with what she said then."""
    query = _alike(assessment).options(*WHOLE)
    if assessment.completed_at is not None:
        query = query.where(Assessment.completed_at < assessment.completed_at)
    return session.scalar(query.order_by(Assessment.completed_at.desc(), Assessment.id).limit(1))


def over_time(session: Session, assessment: Assessment, *, most: int) -> list[Assessment]:
    """The completed ones of the same form and person up to it, the newest so many, oldest first, without what she
    said."""
    query = _alike(assessment).where(Assessment.completed_at <= assessment.completed_at).options(LISTED)
    newest = session.scalars(query.order_by(Assessment.completed_at.desc(), Assessment.id).limit(most)).all()
    return list(reversed(newest))


def _of_visible(actor: Actor, permission: str) -> Select[Assessment]:
    return (
        select(Assessment)
        .join(Household, Household.id == Assessment.household_id)
        .join(StoredQuestionSet, StoredQuestionSet.id == Assessment.question_set_id)
        .options(contains_eager(Assessment.question_set))
        .where(visible(actor, permission))
    )


def _alike(assessment: Assessment) -> Select[Assessment]:
    return (
        select(Assessment)
        .join(StoredQuestionSet, StoredQuestionSet.id == Assessment.question_set_id)
        .options(contains_eager(Assessment.question_set))
        .where(
            Assessment.household_id == assessment.household_id,
            Assessment.key == assessment.key,
            Assessment.person_id.is_not_distinct_from(assessment.person_id),
            Assessment.completed_at.is_not(None),
        )
    )
