"""Reading back what the pages stored."""

from __future__ import annotations

from uuid import UUID

from housing import db
from housing.households import queries
from housing.households.models import Household
from tests.housing.households.factories import Town


def stored(people: Town, household_id: UUID) -> Household:
    """The household as it is now."""
    with db.reading() as session:
        return queries.one(session, people.officer, household_id)
