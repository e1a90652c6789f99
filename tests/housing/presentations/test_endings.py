"""How a presentation ends, what that asks for, and that she can come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from housing import db
from housing.places.models import Property, Unit, UnitPeriod
from housing.presentations import services
from housing.presentations.models import Presentation
from housing.presentations.queries import current_stage, latest_of, one
from housing.refusals import Refused
from pathway.stages import Stage
from tests.housing.households.factories import COUNCIL, NOW, POSTCODE, TODAY, WARD, Town, town

NO_PLACE = ("no_capacity", ("knows-she-can-return",))


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def presentation(people: Town) -> Presentation:
    """A presentation of the officer's team."""
    return services.start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW)


def read(people: Town, presentation: Presentation) -> Presentation:
    """The presentation as it is stored now."""
    with db.reading() as session:
        return one(session, people.officer, presentation.id)


def end(people: Town, presentation: Presentation, ending: str, **more: Any) -> Presentation:
    """End it as the officer."""
    return services.end_presentation(presentation_id=presentation.id, ending=ending, by=people.officer, now=NOW, **more)


def test_an_end_asks_for_what_it_needs(people: Town, presentation: Presentation) -> None:
    with pytest.raises(Refused, match="from the list"):
        end(people, presentation, "resettled")
    with pytest.raises(Refused, match="could not be helped"):
        end(people, presentation, "not_supported", confirmed=NO_PLACE[1])
    with pytest.raises(Refused, match="confirm"):
        end(people, presentation, "not_supported", reason="no_capacity")
    with pytest.raises(Refused, match="confirm"):
        end(people, presentation, "lost_contact", confirmed=["welfare-checks"])
    assert read(people, presentation).ended_at is None


@pytest.mark.parametrize(
    ("ending", "more", "outcome"),
    [
        ("not_supported", {"reason": "no_capacity", "confirmed": NO_PLACE[1]}, ("not_supported", "no_capacity")),
        ("lost_contact", {"confirmed": ["welfare-checks", "team-agrees"]}, ("not_supported", "lost_contact")),
        ("withdrawn", {"confirmed": ["her-own-words", "knows-she-can-return"]}, ("withdrawn", None)),
        ("died", {"confirmed": ["death-confirmed"], "reason": "ignored"}, ("died", None)),
    ],
)
def test_how_it_ended_is_counted(
    people: Town, presentation: Presentation, ending: str, more: dict[str, Any], outcome: tuple[str, str | None]
) -> None:
    end(people, presentation, ending, **more)
    stored = read(people, presentation)
    assert (stored.outcome, stored.not_supported_reason) == outcome
    assert current_stage(stored) is Stage.CLOSED
    with pytest.raises(Refused, match="has ended"):
        services.record_situation(presentation_id=presentation.id, answers={}, by=people.officer, now=NOW)


def hold_a_home(engine: Engine, people: Town, household_id: UUID) -> None:
    """Store a home and a hold on it for the household."""
    ids = {"authority_code": COUNCIL, "code": "M1"}
    with Session(engine) as session, session.begin():
        home = Property(
            **ids, organisation_id=people.refuge.home("unit.manage").organisation_id, kind="dispersed",
            postcode=POSTCODE, address="1 Madeup Street", ward_code=WARD, easting=1, northing=1,
            sleeping="room_standard",
        )  # fmt: skip
        session.add(home)
        session.flush()
        unit = Unit(**ids, property_id=home.id, bedrooms=[{"beds": 1, "cots": 0}], max_people=1, floor=0, features=[])
        session.add(unit)
        session.flush()
        line = UnitPeriod(
            unit_id=unit.id, authority_code=COUNCIL, kind="hold", during=Range(TODAY, None), household_id=household_id,
            lapses_at=NOW, recorded_at=NOW,
        )  # fmt: skip
        session.add(line)


def test_it_does_not_end_while_a_home_is_held(engine: Engine, people: Town, presentation: Presentation) -> None:
    hold_a_home(engine, people, presentation.household_id)
    with pytest.raises(Refused, match="A home is being held"):
        end(people, presentation, "not_supported", reason=NO_PLACE[0], confirmed=NO_PLACE[1])


def test_she_comes_back_and_tells_nothing_twice(people: Town, presentation: Presentation) -> None:
    again: dict[str, Any] = {"household_id": presentation.household_id, "route": None, "by": people.officer}
    with pytest.raises(Refused, match="helped already"):
        services.start_again(now=NOW, **again)
    end(people, presentation, "not_supported", reason=NO_PLACE[0], confirmed=NO_PLACE[1])
    second = services.start_again(now=NOW + timedelta(days=3), **again)
    with db.reading() as session:
        latest = latest_of(session, people.officer, presentation.household_id)
    assert latest.id == second.id
    assert latest.household.people[0].name == "Madeup Person"
