"""Nobody confirms: a message once a day to the provider, then a task for the council, settled by a confirmation."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Role, system
from housing.notifications.wording import compose
from housing.outbox import OutboxMessage
from housing.places import services
from housing.places.freshness.escalating import escalate
from housing.places.freshness.nudging import nudge
from housing.tasks.models import Task
from tests.housing.placements.arranging import ADDRESS, Arranged, last_looked_at, never_looked_at, refuge_manager
from tests.housing.placements.matching.factories import COUNCIL, NOW

HAVEN = system("Vacancies to confirm")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def looked_at_now(there: Arranged) -> None:
    last_looked_at(there.engine, NOW, there.manager)


def nudged(at: datetime) -> int:
    return nudge(authority=COUNCIL, by=HAVEN, now=at)


def escalated(at: datetime) -> int:
    return escalate(authority=COUNCIL, by=HAVEN, now=at)


def letters(there: Arranged) -> list[OutboxMessage]:
    with Session(there.engine) as session:
        return list(session.scalars(select(OutboxMessage).where(OutboxMessage.wording == "units_stale")))


def tasks(there: Arranged) -> list[Task]:
    with Session(there.engine) as session:
        return list(session.scalars(select(Task).order_by(Task.raised_at)))


def test_nobody_is_asked_while_every_unit_is_fresh(there: Arranged) -> None:
    assert nudged(NOW + 24 * HOUR) == 0
    assert letters(there) == []


def test_each_manager_is_asked_once_a_day_and_again_the_next(there: Arranged) -> None:
    refuge_manager(there.town, "Sara Demo")
    there.town.unit(looked_at=None)
    there.town.session.commit()
    assert nudged(NOW + 25 * HOUR) == 2
    assert nudged(NOW + 25 * HOUR) == 0
    assert nudged(NOW + 30 * HOUR) == 0
    assert nudged(NOW + 49 * HOUR) == 2
    assert {letter.account_id for letter in letters(there)} >= {there.manager.account_id}
    assert len(letters(there)) == 4


def test_the_message_says_nothing_of_where_or_whom(there: Arranged) -> None:
    nudged(NOW + 25 * HOUR)
    (sent,) = letters(there)
    letter = compose(sent.wording, sent.facts)
    assert sent.facts == {}
    for kept in (ADDRESS, there.home.code, there.unit.code, "refuge", "unit", "abuse"):
        assert kept not in f"{letter.subject} {letter.body}", kept


def test_a_silent_property_becomes_one_task_of_the_homelessness_team(there: Arranged) -> None:
    assert escalated(NOW + 48 * HOUR) == 0
    late = NOW + 48 * HOUR + timedelta(minutes=1)
    assert escalated(late) == 1
    assert escalated(late + HOUR) == 1
    (task,) = tasks(there)
    assert task.role == Role.HOMELESSNESS
    assert task.organisation_id is None
    assert task.title == f"Telephone Made-up refuge about {there.home.code}"
    assert "1 unit" in task.why
    assert ADDRESS not in task.why
    assert task.due_at > late


def test_a_confirmation_settles_it_at_once(there: Arranged) -> None:
    never_looked_at(there.engine)
    assert escalated(NOW) == 1
    services.confirm_units(unit_ids=[there.unit.id], by=there.manager, now=NOW + HOUR)
    (task,) = tasks(there)
    assert task.closed_at == NOW + HOUR


def test_a_property_with_another_silent_unit_stays_a_task(there: Arranged) -> None:
    never_looked_at(there.engine)
    other = there.town.unit(there.home, looked_at=None)
    there.town.session.commit()
    assert escalated(NOW) == 1
    services.confirm_units(unit_ids=[there.unit.id], by=there.manager, now=NOW + HOUR)
    assert tasks(there)[0].closed_at is None
    services.make_available(unit_id=other.id, from_on=NOW.date(), by=there.manager, now=NOW + 2 * HOUR)
    assert tasks(there)[0].closed_at == NOW + 2 * HOUR


def test_it_is_raised_again_when_the_silence_returns(there: Arranged) -> None:
    never_looked_at(there.engine)
    escalated(NOW)
    services.confirm_units(unit_ids=[there.unit.id], by=there.manager, now=NOW + HOUR)
    assert escalated(NOW + 2 * HOUR) == 0
    assert escalated(NOW + 50 * HOUR) == 1
    assert [task.closed_at is None for task in tasks(there)] == [False, True]
