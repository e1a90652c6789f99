"""What is known of a new home, filled into its referral: who moves, how she holds it, the day. Never its address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.households.models import Person
from housing.placements.moving.models import NewHome
from housing.placements.moving.planning import newest_plan
from housing.placements.offers.deciding import counts
from housing.presentations.models import Presentation
from pathway.sanctuary_eligibility import Tenure

TENURES = {
    "council_tenancy": Tenure.COUNCIL_TENANT,
    "housing_association": Tenure.HOUSING_ASSOCIATION,
    "private_rented": Tenure.PRIVATE_TENANT,
}


def prefilled(session: Session, presentation: Presentation, home: NewHome, now: datetime) -> dict[str, Any]:
    """The answers that are known, as the form takes them; two queries."""
    today = day_of(now)
    people = session.scalars(select(Person).where(Person.household_id == presentation.household_id)).all()
    plan = newest_plan(session, presentation.id)
    expected = plan.expected_on if plan is not None else None
    landlord = f" Landlord or owner: {home.landlord}." if home.landlord else ""
    who = counts(people, today)
    return {
        "tenure": TENURES.get(home.destination),
        "moves_on": expected if expected is not None and expected >= today else None,
        "words": f"{f'Who moves: {who}.' if who else ''}{landlord}".strip(),
    }
