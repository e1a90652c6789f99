"""Reading the answers to the equality questions."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.equality.models import EqualityAnswers

QUESTIONS = ("ethnic_group", "religion", "orientation", "gender", "disability")


def latest(session: Session, household_id: UUID) -> EqualityAnswers | None:
    """The answers that count, of a household that the caller has opened."""
    query = select(EqualityAnswers).where(EqualityAnswers.household_id == household_id)
    return session.scalar(query.order_by(EqualityAnswers.at.desc(), EqualityAnswers.id).limit(1))


def read(row: EqualityAnswers | None) -> dict[str, str | None]:
    """Question to code; every question not asked where there is no row."""
    kept = json.loads(row.answers) if row is not None else {}
    return {name: kept.get(name) for name in QUESTIONS}


def said(row: EqualityAnswers | None) -> str | None:
    """How much was answered, and never what."""
    if row is None:
        return None
    given = sum(answer is not None for answer in read(row).values())
    return f"{given} of {len(QUESTIONS)} answered or declined" if given else None
