"""Whoever was told is checked: named by her, or confirmed with a reason; somebody feared goes to a lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, text

from housing import db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.disclosures import Told
from housing.households import services
from housing.households.concerns import Concern
from housing.households.contacting.models import MayBeTold
from housing.households.contacting.telling import MayKnow, allow_telling, stop_telling
from housing.households.disclosing import holding, queries
from housing.households.disclosing.checking import named_in
from housing.households.disclosing.models import HeldTelling
from housing.households.disclosing.services import Telling, record_telling
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, Town, bar, town

TOLD = Told("area", "consent", means="call", consent=True, why="Asked for (made up)")
MOTHER = Telling("Her mother, Marjory Madeup, by telephone", NOW - timedelta(hours=1), TOLD)


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return start_presentation(name="Madeup Person", route=None, by=people.officer, now=NOW).household_id


def write(people: Town, household: UUID, telling: Telling, *, key: UUID | None = None) -> None:
    record_telling(household_id=household, telling=telling, key=key or uuid4(), by=people.officer, now=NOW)


def grounds(actor: Actor, household: UUID) -> list[str]:
    with db.reading() as session:
        return [line.ground for line in queries.of_case(session, actor, household)]


def may_know(people: Town, household: UUID, what: Sequence[str]) -> None:
    said = MayKnow("Marjory Madeup", what)
    allow_telling(household_id=household, may_know=said, key=uuid4(), by=people.officer, now=NOW)


@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("Bart Feared", "Mr Bart Feared", True),
        ("Bartholomew Feared", "her landlord, a Bartolomew Feared of Madeup Lane", True),
        ("Bart Feared", "Feared, Bart", True),
        ("Feared", "a man called Feared", True),
        ("Feared", "a man called Fears", False),
        ("Bart Feared", "Marjory Madeup, her mother", False),
        ("Bart Feared", "", False),
        ("?", "?", False),
    ],
)
def test_a_name_in_a_line(name: str, line: str, found: bool) -> None:
    assert named_in(name, line) is found


def test_whom_she_has_not_named_is_confirmed_with_a_reason(people: Town, household: UUID) -> None:
    with pytest.raises(Refused, match="has not named them") as refused:
        write(people, household, MOTHER)
    assert refused.value.field == "confirmed"
    with pytest.raises(Refused) as again:
        write(people, household, replace(MOTHER, confirmed=True, told=TOLD._replace(why=None)))
    assert again.value.field == "why"
    assert grounds(people.officer, household) == []
    write(people, household, replace(MOTHER, confirmed=True))
    assert grounds(people.officer, household) == ["She agreed: Asked for (made up) (not named by her, confirmed)"]


def test_whom_she_has_named_is_written_down_for_what_she_said_until_she_takes_it_back(
    people: Town, household: UUID
) -> None:
    may_know(people, household, ["safe"])
    with pytest.raises(Refused, match="may be told this"):
        write(people, household, MOTHER)
    write(people, household, replace(MOTHER, told=TOLD._replace(what="contact")))
    may_know(people, household, ["where"])
    write(people, household, MOTHER)
    assert grounds(people.officer, household) == ["She agreed: Asked for (made up)"] * 2
    with db.reading() as session:
        rows = session.scalars(select(MayBeTold.id)).all()
    for row in rows:
        stop_telling(household_id=household, row_id=row, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="may not be told any more"):
        write(people, household, MOTHER)


@pytest.mark.parametrize(("outcome", "lines"), [("happened", 1), ("another", 1), ("nothing", 0)])
def test_somebody_feared_is_not_written_down_and_a_lead_looks_at_once(
    people: Town, household: UUID, outcome: str, lines: int
) -> None:
    services.add_person_of_concern(
        household_id=household, concern=Concern("Bartholomew Feared"), by=people.officer, now=NOW
    )
    key = uuid4()
    for _ in range(2):
        with pytest.raises(Refused, match="a lead has been asked"):
            write(people, household, replace(MOTHER, whom="Bartolomew Feared", confirmed=True), key=key)
    assert grounds(people.officer, household) == []
    with db.reading() as session:
        (task,) = session.scalars(select(Task).where(Task.subject == "held_telling"))
        assert (task.urgent, task.role, task.due_at) == (True, Role.HOMELESSNESS, NOW + timedelta(hours=1))
        assert "Feared" not in task.title + task.why
        assert b"Feared" not in bytes(session.execute(text("select answers from held_telling")).scalar_one())
        assert holding.waiting_of(session, household) == [key]
    said: dict[str, Any] = {"held_id": key, "now": NOW}
    with pytest.raises(Forbidden):
        holding.decide_held(outcome=outcome, reason="No", by=people.officer, **said)
    for wrong, field in (
        ({"outcome": "soon"}, "outcome"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
    ):
        with pytest.raises(Refused) as refused:
            holding.decide_held(
                **{"outcome": outcome, "reason": "Rang her", "by": people.homelessness, **said, **wrong}
            )
        assert refused.value.field == field
    holding.decide_held(outcome=outcome, reason="Rang her", by=people.homelessness, **said)
    with pytest.raises(Refused, match="Hana Demo looked at this"):
        holding.decide_held(outcome=outcome, reason="Again", by=people.homelessness, **said)
    assert len(grounds(people.officer, household)) == lines
    with db.reading() as session:
        assert session.get_one(Task, task.id).closed_at == NOW
        assert holding.waiting_of(session, household) == []


def test_who_is_barred_or_elsewhere_sees_no_entry(people: Town, household: UUID) -> None:
    services.add_person_of_concern(household_id=household, concern=Concern("Bart Feared"), by=people.officer, now=NOW)
    with pytest.raises(Refused):
        write(people, household, replace(MOTHER, whom="Bart Feared"))
    with db.reading() as session:
        held = session.scalars(select(HeldTelling.id)).one()
    bar(people.homelessness, household)
    for stranger in (people.neighbour, people.homelessness):
        with db.reading() as session, pytest.raises(NotFound):
            holding.one_held(session, stranger, held)
