"""Letters of a case, newest first."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer, selectinload

from housing.access import NotFound
from housing.presentations.letters.models import Letter
from housing.presentations.models import Presentation


def letters_of(session: Session, household_id: UUID, *, offset: int, size: int) -> list[Letter]:
    """The letters of a household that the caller may see, newest first, with how each was given; no text of theirs."""
    query = _letters(household_id).options(selectinload(Letter.givings), defer(Letter.text, raiseload=True))
    return list(session.scalars(query.order_by(Letter.at.desc(), Letter.id).offset(offset).limit(size)))


def count_letters(session: Session, household_id: UUID) -> int:
    """How many letters_of finds in all."""
    return session.scalar(select(func.count()).select_from(_letters(household_id).subquery())) or 0


def letter_of(session: Session, household_id: UUID, letter_id: UUID) -> Letter:
    """One of them.

    Raises:
        NotFound: the household has no such letter.
    """
    query = _letters(household_id).where(Letter.id == letter_id)
    found = session.scalar(query.options(selectinload(Letter.givings)))
    if found is None:
        raise NotFound("letter")
    return found


def _letters(household_id: UUID) -> Select[Letter]:
    of = select(Presentation.id).where(Presentation.household_id == household_id)
    return select(Letter).where(Letter.presentation_id.in_(of))
