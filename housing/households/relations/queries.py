"""How the people of a household are related, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.models import Household
from housing.households.relations.models import Relation

KINDS = "person_relation"


def relations(session: Session, household_id: UUID) -> list[Relation]:
    """What is said now of a household that the caller has opened."""
    query = select(Relation).where(Relation.household_id == household_id, Relation.ended_at.is_(None))
    return list(session.scalars(query.order_by(Relation.made_at, Relation.id)))


def called(household: Household) -> dict[UUID, str]:
    """What each person of a household is called on its pages."""
    return {
        person.id: person.name or f"Person {number}, name not given"
        for number, person in enumerate(household.people, 1)
    }


def said(found: Iterable[Relation], names: Mapping[UUID, str], kinds: Mapping[str, str]) -> list[tuple[UUID, str]]:
    """Each relation as a sentence: "Ann Example: parent of Ben Example"; those whose people have left are not said."""
    return [
        (each.id, f"{names[each.one_id]}: {_said(each.kind, kinds, names[each.other_id])}")
        for each in found
        if each.one_id in names and each.other_id in names
    ]


def _said(kind: str, kinds: Mapping[str, str], other: str) -> str:
    words = kinds.get(kind, kind).lower()
    return f"{words} to {other}" if kind == "not_related" else f"{words} of {other}"
