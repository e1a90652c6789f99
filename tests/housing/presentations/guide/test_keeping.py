"""As the days come round: what comes due, what is kept, who is settling, who hears of what is not done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session, selectinload

from housing import db
from housing.access import Role, system
from housing.codes import Setting
from housing.db import transaction
from housing.households import services as households
from housing.households.models import CasePerson, Household
from housing.outbox import OutboxMessage
from housing.presentations.guide.keeping import keep
from housing.presentations.models import Presentation
from housing.presentations.services import move_stage, start_presentation
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from housing.work.escalating import escalate
from housing.work.services import finish_task
from tests.housing.households.factories import COUNCIL, NOW, Town
from tests.housing.presentations.guide.conftest import Owed, slugs


def arrive(people: Town, presentation: Presentation, now: datetime = NOW) -> None:
    move_stage(presentation_id=presentation.id, move="arrive", by=people.officer, now=now)


def test_a_recorded_fact_keeps_its_promise(people: Town, presentation: Presentation, owed: Owed) -> None:
    assert "safe-contact" in slugs(owed(presentation.id))
    households.save_contact(
        household_id=presentation.household_id, contact=households.Contact(("call",), phone="+441632960001"),
        interpreter=False, language=None, by=people.officer, now=NOW,
    )  # fmt: skip
    done = keep(COUNCIL, now=NOW + timedelta(minutes=5))
    assert (done.raised, done.settled) == (0, 2)
    assert not slugs(owed(presentation.id)) & {"safe-contact", "interpreter"}
    assert keep(COUNCIL, now=NOW + timedelta(minutes=6)).settled == 0


def test_day_seven_begins_settling_and_what_it_owes(people: Town, presentation: Presentation, owed: Owed) -> None:
    arrive(people, presentation)
    assert keep(COUNCIL, now=NOW + timedelta(days=6)).settling == 0
    assert keep(COUNCIL, now=NOW + timedelta(days=7)).settling == 1
    assert slugs(owed(presentation.id)) >= {"weekly-contact", "therapy"}
    assert "welcome" not in slugs(owed(presentation.id))


def test_what_comes_round_is_owed_again_after_it_was_done_and_the_rest_once(
    people: Town, presentation: Presentation, owed: Owed
) -> None:
    arrive(people, presentation)
    later = NOW + timedelta(days=7)
    keep(COUNCIL, now=later)
    for task in owed(presentation.id):
        if slugs([task]) & {"weekly-contact", "therapy"}:
            finish_task(task_id=task.id, words="Made up", by=people.officer, now=later + timedelta(hours=1))
    assert keep(COUNCIL, now=later + timedelta(hours=2)).raised == 1
    weekly = [task for task in owed(presentation.id) if "weekly-contact" in slugs([task])]
    assert [task.due_at.date() for task in weekly] == [(later + timedelta(days=8)).date()]
    assert "therapy" not in slugs(owed(presentation.id))


def test_what_is_owed_in_weeks_becomes_a_task_three_weeks_before(
    people: Town, owed: Owed, presentation: Presentation
) -> None:
    arrive(people, presentation)
    for slug, confirmed in (("ready_to_move", []), ("resettle", ["area-checked-again", "new-home-secured"])):
        move_stage(presentation_id=presentation.id, move=slug, by=people.officer, now=NOW, confirmed=confirmed)
    assert "contact-4" not in slugs(owed(presentation.id))
    keep(COUNCIL, now=NOW + timedelta(days=5))
    assert "contact-4" not in slugs(owed(presentation.id))
    keep(COUNCIL, now=NOW + timedelta(days=8))
    four = next(task for task in owed(presentation.id) if "contact-4" in slugs([task]))
    assert four.due_at.date() == date(2026, 12, 22)


def begins(engine: Engine, on: date) -> None:
    with Session(engine) as session, session.begin():
        session.add(
            Setting(
                id=uuid4(), key="guide.begins_on", authority_code=COUNCIL, from_on=date(2026, 1, 1),
                value=on.isoformat(), source="Made up", verified=False, recorded_at=NOW,
            )
        )  # fmt: skip


def test_of_what_was_over_before_the_guide_began_only_what_is_hers_is_owed_and_from_now(
    people: Town, engine: Engine, owed: Owed
) -> None:
    begins(engine, NOW.date() + timedelta(days=30))
    presentation = start_presentation(name=None, route=None, by=people.officer, now=NOW)
    assert keep(COUNCIL, now=NOW + timedelta(days=29)).raised == 0
    later = NOW + timedelta(days=33)
    keep(COUNCIL, now=later)
    tasks = owed(presentation.id)
    assert slugs(tasks) == {"safe-contact", "dash"}
    assert min(task.due_at for task in tasks) == later + timedelta(hours=1)


def test_a_round_costs_the_same_however_many_cases(people: Town, engine: Engine) -> None:
    def cost() -> int:
        with db.count_statements() as sent:
            keep(COUNCIL, now=NOW + timedelta(hours=1))
        return len(sent)

    start_presentation(name=None, route=None, by=people.officer, now=NOW)
    few = cost()
    for _ in range(8):
        start_presentation(name=None, route=None, by=people.officer, now=NOW)
    assert cost() == few


@pytest.fixture
def task(people: Town, presentation: Presentation) -> Task:
    """An officer's task that is due at NOW."""
    with transaction() as session:
        return raise_task(
            session, kind="made-up", authority=COUNCIL, role=Role.OFFICER, title="Made up", why="Made up.",
            due_at=NOW, by=system("Made-up cause"), now=NOW - timedelta(hours=1),
            household_id=presentation.household_id,
        )  # fmt: skip


def ladder(engine: Engine, value: list[dict[str, object]]) -> None:
    with Session(engine) as session, session.begin():
        session.add(
            Setting(
                id=uuid4(), key="task.ladder.made-up", authority_code=COUNCIL, from_on=date(2026, 1, 1), value=value,
                source="Made up", verified=False, recorded_at=NOW,
            )
        )  # fmt: skip


def climbed(engine: Engine, task_id: UUID) -> list[tuple[str, str | None]]:
    with Session(engine) as session:
        found = session.scalars(select(Task).where(Task.id == task_id).options(selectinload(Task.events))).one()
        return [(event.event, event.to_role) for event in found.events]


def told(engine: Engine) -> set[UUID]:
    with Session(engine) as session:
        return set(session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.wording == "task_escalated")))


def test_the_ladder_of_a_task_is_the_one_of_the_day_it_was_made(people: Town, engine: Engine, task: Task) -> None:
    ladder(engine, [{"after_hours": 1, "to": "sanctuary_coordinator"}])
    escalate(now=NOW + timedelta(hours=2))
    assert climbed(engine, task.id) == []
    escalate(now=NOW + timedelta(hours=24))
    escalate(now=NOW + timedelta(hours=48))
    assert climbed(engine, task.id) == [("escalated", "homelessness_team")]
    assert told(engine) == {people.homelessness.account_id}


def test_a_task_made_after_the_change_climbs_the_new_ladder(
    people: Town, engine: Engine, presentation: Presentation
) -> None:
    ladder(engine, [{"after_hours": 1, "to": "officer"}, {"after_hours": 2, "to": "homelessness_team"}])
    with transaction() as session:
        made = raise_task(
            session, kind="made-up", authority=COUNCIL, role=Role.OFFICER, title="Made up", why="Made up.",
            due_at=NOW, by=system("Made-up cause"), now=NOW, household_id=presentation.household_id,
        )  # fmt: skip
    escalate(now=NOW + timedelta(hours=3))
    assert climbed(engine, made.id) == [("escalated", "officer"), ("escalated", "homelessness_team")]


def test_what_is_done_climbs_no_further(people: Town, engine: Engine, task: Task) -> None:
    finish_task(task_id=task.id, words="Made up", by=people.officer, now=NOW)
    escalate(now=NOW + timedelta(days=9))
    assert climbed(engine, task.id) == [("done", None)]


def test_of_a_restricted_case_those_named_hear_and_nobody_else(people: Town, engine: Engine, task: Task) -> None:
    with Session(engine) as session, session.begin():
        session.execute(update(Household).where(Household.id == task.household_id).values(restricted=True))
        session.add(CasePerson(household_id=task.household_id, account_id=people.colleague.account_id, named_at=NOW))
    escalate(now=NOW + timedelta(hours=24))
    assert told(engine) == {people.colleague.account_id}
