"""Haven with the pages of a case and of her own copy, and a case that holds much about other people."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from housing import db
from housing.access import Actor, Role
from housing.households import services as households
from housing.households.timeline import tell
from housing.places.models import Property
from housing.presentations.documents.services import Sent, add_document
from tests.housing.copies.preparing import PLACE
from tests.housing.households.factories import COUNCIL, NOW, POSTCODE, WARD, Town, organisation, person
from tests.housing.presentations.conftest import app, client, household, people

__all__ = ["app", "client", "household", "people"]


@pytest.fixture
def second(people: Town) -> Actor:
    """Another of the homelessness team."""
    grant = next(iter(people.homelessness.grants))
    return person("Henrike Demo", Role.HOMELESSNESS, grant.organisation_id)


@pytest.fixture
def case(people: Town, household: UUID) -> UUID:
    """A case that holds much about other people."""
    _place(PLACE)
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    households.add_person(member=households.Member("Little Person", role="child"), **by)
    households.add_person(member=households.Member("Grandma Sorrel", role="adult"), **by)
    households.add_person_of_concern(concern=households.Concern("Perpetua Fearsome"), **by)
    households.add_near_place(near=households.Near("school", POSTCODE), **by)
    contact = households.Contact(("call", "in_person"), phone="+441632960001", times="mornings", code_word="Canary")
    households.save_contact(contact=contact, interpreter=None, language=None, **by)
    with db.transaction() as session:
        words = f"Grandma says that FEARSOME’s van stood at Oakfield School, {POSTCODE}; call 01632 960001."
        tell(session, household, "note", words, by=people.officer, now=NOW)
        tell(session, household, "offer", f"Offered {PLACE}.", by=people.officer, now=NOW)
        tell(session, household, "match", "A made-up line of matching.", by=people.officer, now=NOW)
    add_document(household_id=household, sent=Sent("letter", b"Canary"), by=people.officer, now=NOW)
    add_document(household_id=household, sent=Sent("police", b"Canary too"), by=people.officer, now=NOW)
    return household


def _place(code: str) -> None:
    """A home of the council by that code, at an address of its own."""
    with db.transaction() as session:
        session.add(
            Property(
                id=uuid4(), authority_code=COUNCIL, organisation_id=organisation("Made-up homes", kind="provider"),
                code=code, kind="dispersed", sleeping="size_criteria", address="7 Canary Yard", postcode="S60 9ZZ",
                easting=443000, northing=393000, ward_code=WARD,
            )
        )  # fmt: skip
