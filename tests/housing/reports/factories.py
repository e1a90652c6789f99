"""Stays for the report, as plain rows: who they are does not matter to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.households.models import Household
from housing.people.models import Account
from housing.placements.models import Offer, Stay
from housing.places.models import Property, Unit, UnitPeriod, Ward
from housing.presentations.models import Presentation
from tests.housing.signing_in import ROTHERHAM, account, usual_place


def placed(
    kind: str, arrived_on: date, *, authority: str = ROTHERHAM, adults: int = 1, children: int = 0, presented: int = 0
) -> None:
    """A household that arrived on a day, so many days after it presented."""
    by = account(Role.HOMELESSNESS, authority=authority)
    provider = usual_place(Role.REFUGE, authority)
    at = datetime.combine(arrived_on, time(9), UTC)
    ward = f"W-{authority}"
    with Session(db.engine()) as session, session.begin():
        assert session.get(Account, by.account_id)
        if session.get(Ward, ward) is None:
            session.add(Ward(code=ward, authority_code=authority, name="Made up", easting=1, northing=1))
            session.flush()
        household = Household(
            authority_code=authority, organisation_id=provider.id, reference=f"H-{uuid4().hex[:8]}", created_at=at
        )
        home = Property(
            authority_code=authority, organisation_id=provider.id, code=uuid4().hex[:8], kind=kind, address="Made up",
            postcode="ZZ99 9ZZ", ward_code=ward, easting=1, northing=1, sleeping="room_standard",
        )  # fmt: skip
        session.add_all([household, home])
        session.flush()
        unit = Unit(
            property_id=home.id, authority_code=authority, code="1", bedrooms=[{"beds": 2, "cots": 0}], max_people=2,
            floor=0, features=[],
        )  # fmt: skip
        presentation = Presentation(
            household_id=household.id, authority_code=authority, reference=f"P-{uuid4().hex[:8]}",
            presented_at=at - timedelta(days=presented),
        )  # fmt: skip
        session.add_all([unit, presentation])
        session.flush()
        line = UnitPeriod(
            unit_id=unit.id, authority_code=authority, kind="stay", during=Range(arrived_on, None, bounds="[)"),
            household_id=household.id, recorded_at=at,
        )  # fmt: skip
        session.add(line)
        session.flush()
        offer = Offer(
            reference=f"F-{uuid4().hex[:8]}", authority_code=authority, household_id=household.id,
            presentation_id=presentation.id, unit_id=unit.id, hold_id=line.id, made_at=at, made_by=by.account_id,
            made_by_name=by.name, answer_due_at=at, lapses_at=at, ended_at=at, verdicts={},
        )  # fmt: skip
        session.add(offer)
        session.flush()
        session.add(
            Stay(
                authority_code=authority, household_id=household.id, presentation_id=presentation.id, unit_id=unit.id,
                offer_id=offer.id, arrived_on=arrived_on, kind=kind, adults=adults, children=children, recorded_at=at,
            )
        )  # fmt: skip
