"""Which version of each form a council uses on a day; and every version there is for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer

from housing.access import Actor, NotFound
from housing.presentations.question_sets.models import QuestionSetUse, StoredQuestionSet
from pathway import dash
from pathway.reading_question_sets import made
from pathway.thresholds import DashThresholds

MANAGE = "question_set.manage"


def in_use(session: Session, authority: str, on: date) -> list[StoredQuestionSet]:
    """The version of each form that a council uses on a day, the DASH first, forms about children last; one query."""
    use = _uses(authority, on).subquery()
    query = (
        select(StoredQuestionSet)
        .join(use, use.c.question_set_id == StoredQuestionSet.id)
        .order_by(StoredQuestionSet.key != dash.KEY, StoredQuestionSet.about, StoredQuestionSet.title)
    )
    return list(session.scalars(query))


def dash_limits(session: Session, authority: str, on: date) -> DashThresholds | None:
    """How a total becomes a band by the version of the DASH that a council uses; None where it uses none."""
    use = _uses(authority, on).where(QuestionSetUse.key == dash.KEY).subquery()
    query = select(StoredQuestionSet.document).join(use, use.c.question_set_id == StoredQuestionSet.id)
    document = session.scalar(query)
    return dash.limits(made(document)) if document else None


def uses(session: Session, authority: str, on: date) -> dict[str, UUID | None]:
    """By form, the id of the version in use on a day; None where the form is not used."""
    found: dict[str, UUID | None] = dict(session.execute(_uses(authority, on)).all())
    return found


def planned(session: Session, authority: str, on: date) -> Sequence[QuestionSetUse]:
    """What a council will use from a later day on, soonest first."""
    query = select(QuestionSetUse).where(_ours(QuestionSetUse, authority), QuestionSetUse.from_on > on)
    return session.scalars(query.order_by(QuestionSetUse.from_on, QuestionSetUse.recorded_at)).all()


def versions(session: Session, authority: str) -> Sequence[StoredQuestionSet]:
    """Every version there is for a council, by form, the newest first; their documents are not read."""
    query = (
        select(StoredQuestionSet)
        .where(_ours(StoredQuestionSet, authority))
        .options(defer(StoredQuestionSet.document))
        .order_by(StoredQuestionSet.key, StoredQuestionSet.recorded_at.desc().nulls_last(), StoredQuestionSet.version)
    )
    return session.scalars(query).all()


def one(session: Session, actor: Actor, question_set_id: UUID) -> StoredQuestionSet:
    """A version that is there for the actor's council.

    Raises:
        NotFound: there is none.
    """
    query = select(StoredQuestionSet).where(
        StoredQuestionSet.id == question_set_id, _ours(StoredQuestionSet, actor.home(MANAGE).authority)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("question_set")
    return found


def _uses(authority: str, on: date) -> Select[str, UUID | None]:
    return (
        select(QuestionSetUse.key, QuestionSetUse.question_set_id)
        .ext(distinct_on(QuestionSetUse.key))
        .where(_ours(QuestionSetUse, authority), QuestionSetUse.from_on <= on)
        .order_by(
            QuestionSetUse.key,
            QuestionSetUse.authority_code.is_(None),
            QuestionSetUse.from_on.desc(),
            QuestionSetUse.recorded_at.desc().nulls_last(),
        )
    )


def _ours(table: type[StoredQuestionSet] | type[QuestionSetUse], authority: str) -> ColumnElement[bool]:
    return or_(table.authority_code.is_(None), table.authority_code == authority)
