"""The works of one unit, as its own page shows them to its provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.places.models import Unit
from housing.places.voids import queries, words
from housing.places.voids.models import VoidRevision


@dataclass(frozen=True, slots=True)
class Works:
    """A void of the unit: where it stands (`when`), whether it should have ended, and why it is."""

    void_id: UUID
    stands: VoidRevision
    when: str
    late: bool
    reason: str


def works_of(session: Session, unit: Unit, *, today: date) -> list[Works]:
    """Planned first, then what goes on, then what is over; what was cancelled is left out. Three queries."""
    reasons = choices(session, "void_reason", unit.authority_code)
    found = [
        Works(
            void.id,
            void.stands,
            words.when_of(void.stands, today),
            words.late(void.stands, today),
            reasons.get(void.stands.reason, void.stands.reason),
        )
        for void in queries.of_unit(session, unit.id)
    ]
    return [each for each in found if each.when != "cancelled"]
