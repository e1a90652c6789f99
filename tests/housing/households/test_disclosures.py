"""Who was told where she is: every path writes it, nothing changes it, and only those who may read it do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, text

from housing import db
from housing.access import Actor, NotFound, Role
from housing.disclosures import Disclosure, Told
from housing.households.disclosing import queries
from housing.households.disclosing.services import Telling, contact_shown, record_telling
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from tests.housing.households.factories import NOW, TODAY, Town, bar, organisation, person, town

TOLD = Told(
    "place_address", "court_order", means="court", place="MX01", consent=False, why="Order of the made-up court"
)
TELLING = Telling(whom="Made-up solicitor", told_at=NOW - timedelta(hours=2), told=TOLD, confirmed=True)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


@pytest.fixture
def governance(people: Town) -> Actor:
    """Somebody of information governance."""
    return person("Gwen Demo", Role.GOVERNANCE, organisation("Governance"))


def lines(actor: Actor, household: UUID) -> list[queries.Line]:
    with db.reading() as session:
        return queries.of_case(session, actor, household)


def govern(actor: Actor, period: queries.Period | None = None) -> list[queries.Line]:
    with db.reading() as session:
        found = queries.of_council(session, actor, period or queries.Period(), offset=0, size=50)
        assert queries.count(session, actor, period or queries.Period()) == len(found)
        return found


def test_what_was_told_outside_is_written_once_and_read_by_whoever_may(
    people: Town, household: UUID, governance: Actor
) -> None:
    key = uuid4()
    for _ in range(2):
        record_telling(household_id=household, telling=TELLING, key=key, by=people.officer, now=NOW)
    contact_shown(household_id=household, by=people.colleague, now=NOW)
    shown, told = lines(people.officer, household)
    assert (shown.whom, shown.what, shown.how) == (
        "Cora Demo", "Her telephone number, e-mail address or code word", "Shown in Haven",
    )  # fmt: skip
    assert told.what == "The address of the place, MX01"
    assert told.ground == "Order of a court: Order of the made-up court (not named by her, confirmed)"
    assert (told.consent, told.by, told.how) == ("No", "Olive Demo", "Filed or read out in court")
    assert lines(people.other_team, household) == lines(people.neighbour, household) == []
    assert [line.whom for line in govern(governance)] == ["Cora Demo", "Made-up solicitor"]
    assert all(line.reference.startswith("H-") for line in govern(governance))
    assert govern(governance, queries.Period(from_on=TODAY + timedelta(days=1))) == []
    assert govern(governance, queries.Period(until_on=TODAY - timedelta(days=1))) == []
    assert len(govern(governance, queries.Period(TODAY, TODAY))) == 2
    bar(governance, household)
    assert govern(governance) == []


def test_another_household_s_key_is_not_there(people: Town, household: UUID) -> None:
    other = start_presentation(name="Madeup Other", route="self", by=people.officer, now=NOW).household_id
    key = uuid4()
    record_telling(household_id=household, telling=TELLING, key=key, by=people.officer, now=NOW)
    with pytest.raises(NotFound):
        record_telling(household_id=other, telling=TELLING, key=key, by=people.officer, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(TELLING, told=TOLD._replace(what="nothing")), "what"),
        (replace(TELLING, told=TOLD._replace(means="nothing")), "means"),
        (replace(TELLING, told=TOLD._replace(basis="nothing")), "basis"),
        (replace(TELLING, told=TOLD._replace(why=None)), "why"),
        (replace(TELLING, told_at=NOW + timedelta(minutes=1)), "told_on"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(people: Town, household: UUID, wrong: Telling, field: str) -> None:
    with pytest.raises(Refused) as refused:
        record_telling(household_id=household, telling=wrong, key=uuid4(), by=people.officer, now=NOW)
    assert refused.value.field == field
    assert lines(people.officer, household) == []


def test_out_of_reach_nothing_is_shown_and_nothing_written(people: Town, household: UUID) -> None:
    for stranger in (people.other_team, people.neighbour):
        by: dict[str, Any] = {"household_id": household, "by": stranger, "now": NOW}
        with pytest.raises(NotFound):
            contact_shown(**by)
        with pytest.raises(NotFound):
            record_telling(telling=TELLING, key=uuid4(), **by)
    with db.reading() as session:
        assert session.scalars(select(Disclosure)).all() == []


def test_names_and_reasons_are_sealed(people: Town, household: UUID) -> None:
    record_telling(household_id=household, telling=TELLING, key=uuid4(), by=people.officer, now=NOW)
    with db.reading() as session:
        for row in session.execute(text("select told, why from disclosure")).all():
            assert b"solicitor" not in bytes(row[0])
            assert b"court" not in bytes(row[1])
        trail = session.scalars(text("select facts::text from audit_entry where action = 'disclosure.recorded'")).all()
    assert len(trail) == 1
    assert "solicitor" not in trail[0]
