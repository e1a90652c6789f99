"""When the risk is looked at again: after so many days, after a move, after a new incident."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from housing import db
from housing.clock import day_of
from housing.presentations.assessments.reviewing import after_incident, due, raise_reviews
from housing.presentations.duties.warning import warn
from housing.presentations.marac.services import record_hearing
from housing.presentations.models import Presentation, StageEntry
from housing.presentations.queries import to_decide
from housing.presentations.recording import Risk
from housing.presentations.services import end_presentation, record_risk
from housing.promises.running import clocks_of
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, Town
from tests.housing.presentations.assessments.answering import done, ticks

DAY_20, DAY_21, DAY_29 = (NOW + timedelta(days=days - 1) for days in (20, 21, 29))


def reviews(*, still_open: bool = True) -> list[Task]:
    with db.reading() as session:
        query = select(Task).where(Task.kind == "dash-review").order_by(Task.raised_at)
        return [task for task in session.scalars(query) if not still_open or task.closed_at is None]


def moved(presentation: Presentation) -> None:
    with db.engine().begin() as connection:
        at = NOW + timedelta(days=3)
        row = {"id": uuid4(), "presentation_id": presentation.id, "at": at, "stage": "placed", "reason": "arrive"}
        connection.execute(insert(StageEntry), row)


def incident(council: Town, presentation: Presentation, on: date, identity: UUID) -> None:
    with db.transaction() as session:
        found = to_decide(session, council.officer, presentation.id, "household.edit")
        after_incident(session, found, on, incident=identity, by=council.officer, now=NOW)


def test_a_review_is_raised_in_good_time_and_once(council: Town, presentation: Presentation) -> None:
    assert raise_reviews(now=DAY_21) == 0
    done(council, presentation, ticks(5))
    assert raise_reviews(now=DAY_20) == 0
    assert raise_reviews(now=DAY_21) == 1
    assert raise_reviews(now=DAY_29) == 0
    (task,) = reviews()
    assert day_of(task.due_at) == date(2026, 12, 21)  # the end of the 28th day, the first counted: 20 December
    assert "the last day is 20 December 2026" in task.why
    assert (task.title, task.role, task.organisation_id) == (
        "Review the risk: ask the DASH again",
        "officer",
        home(council),
    )


def registered(presentation: Presentation) -> list[date]:
    with db.reading() as session:
        found = clocks_of(session, presentation.household_id, presentation.id)
        return [each.started_on for each in found if each.key == "dash-review"]


def home(council: Town) -> UUID:
    return next(iter(council.officer.grants)).organisation_id


def test_assessing_again_settles_it_and_starts_anew(council: Town, presentation: Presentation) -> None:
    done(council, presentation, ticks(5))
    raise_reviews(now=DAY_21)
    assert registered(presentation) == [day_of(NOW)]
    record_risk(presentation_id=presentation.id, risk=Risk(total=6), by=council.officer, now=DAY_21)
    assert reviews() == []
    assert registered(presentation) == [day_of(DAY_21)]
    assert warn(now=DAY_29 + timedelta(days=60)) == 0  # the register's own job leaves this clock to ours
    assert raise_reviews(now=DAY_29) == 0
    assert raise_reviews(now=DAY_21 + timedelta(days=20)) == 1


def test_a_move_asks_for_one_by_the_end_of_the_next_day(council: Town, presentation: Presentation) -> None:
    done(council, presentation, ticks(5))
    moved(presentation)
    assert raise_reviews(now=NOW + timedelta(days=3, hours=1)) == 1
    (task,) = reviews()
    assert "She has moved" in task.why
    assert day_of(task.due_at) == date(2026, 11, 28)
    assert raise_reviews(now=DAY_29) == 0


def test_an_incident_asks_for_one_today_and_may_be_a_repeat(council: Town, presentation: Presentation) -> None:
    identity = uuid4()
    incident(council, presentation, day_of(NOW), identity)
    incident(council, presentation, day_of(NOW), identity)
    (task,) = reviews()
    assert "new incident" in task.why
    record_hearing(
        presentation_id=presentation.id, heard_on=date(2026, 2, 1), meeting=None, actions=None, by=council.officer,
        now=NOW,
    )  # fmt: skip
    incident(council, presentation, day_of(NOW), uuid4())
    with db.reading() as session:
        (referral,) = session.scalars(select(Task).where(Task.kind == "marac-referral"))
    assert referral.title == "Refer to the MARAC again: a repeat"
    done(council, presentation, ticks(5))
    assert reviews() == []


def test_nothing_is_due_once_the_presentation_has_ended(council: Town, presentation: Presentation) -> None:
    done(council, presentation, ticks(5))
    end_presentation(
        presentation_id=presentation.id, ending="not_supported", reason="no_capacity",
        confirmed=("knows-she-can-return",), by=council.officer, now=NOW,
    )  # fmt: skip
    with db.reading() as session:
        assert due(session, DAY_29) == []
