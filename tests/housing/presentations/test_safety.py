"""New incidents and what they ask for at once; orders with their end as a clock; the plan in versions and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, text

from housing import db
from housing.access import NotFound
from housing.households import services as households
from housing.households.contact import Channel
from housing.households.orders import queries as orders
from housing.households.orders.services import Order, change_order, hold_risk, record_order
from housing.households.services import Concern, Contact
from housing.presentations.safety import plans
from housing.presentations.safety.incidents import Happened, record_incident
from housing.presentations.safety.models import Incident, SafetyPlan
from housing.presentations.safety.plans import Plan, print_plan, save_plan
from housing.presentations.services import start_presentation
from housing.promises.models import RunningClock
from housing.rechecks import Recheck
from housing.refusals import Outdated, Refused
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, TODAY, Town, town

HIT = Happened(happened_on=TODAY, kind="physical", place="street", words="canary of her words", injuries=True)
WORDS = {"first": "canary first", "call": "canary call", "out": "canary out"}
PLAN = Plan(parts=WORDS, review_on=TODAY + timedelta(days=28), agreed_on=TODAY)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def tasks(kind: str = "") -> list[tuple[str, bool, bool]]:
    """Every task as (kind, urgent, open), by kind."""
    with db.reading() as session:
        found = session.execute(select(Task.kind, Task.urgent, Task.closed_at.is_(None)).order_by(Task.kind)).all()
    return [(each, urgent, is_open) for each, urgent, is_open in found if kind in ("", each)]


def test_an_incident_asks_for_everything_at_once_and_is_recorded_once(people: Town, household: UUID) -> None:
    with db.transaction() as session:
        session.execute(text("update recheck set taken_at = now()"))
    key = uuid4()
    for _ in range(2):
        record_incident(household_id=household, happened=HIT, key=key, by=people.officer, now=NOW)
    assert tasks("incident") == [("incident", False, True)]
    assert tasks("dash-review") == [("dash-review", False, True)]
    with db.reading() as session:
        assert session.scalars(select(Recheck.household_id).where(Recheck.taken_at.is_(None))).all() == [household]
        assert len(session.scalars(select(Incident)).all()) == 1
        for sealed in session.scalars(text("select words from incident")):
            assert b"canary" not in bytes(sealed)
        told = [*session.scalars(select(Task.why)), *session.scalars(select(Task.title))]
    assert not any("canary" in each or "Madeup" in each for each in told)


@pytest.mark.parametrize("found", [{"finds_her": True}, {"place": "where_she_stays"}])
def test_where_she_may_be_found_it_is_urgent(people: Town, household: UUID, found: dict[str, Any]) -> None:
    happened = replace(HIT, **found)
    record_incident(household_id=household, happened=happened, key=uuid4(), by=people.officer, now=NOW)
    assert tasks("incident") == [("incident", True, True)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"kind": "x"}, "kind"), ({"place": "x"}, "place"), ({"happened_on": TODAY + timedelta(days=1)}, "happened_on")],
)
def test_an_incident_that_cannot_be(people: Town, household: UUID, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        record_incident(household_id=household, happened=replace(HIT, **wrong), key=uuid4(), by=people.officer, now=NOW)
    assert refused.value.field == field


def test_nobody_out_of_reach_records_anything(people: Town, household: UUID) -> None:
    calls: list[tuple[Any, dict[str, Any]]] = [
        (record_incident, {"happened": HIT, "key": uuid4()}),
        (save_plan, {"plan": PLAN, "key": uuid4()}),
        (print_plan, {"channel": Channel.COLLECTED}),
        (record_order, {"order": Order(None, "dapo", TODAY), "key": uuid4()}),
    ]
    for stranger in (people.other_team, people.neighbour):
        for call, given in calls:
            with pytest.raises(NotFound):
                call(household_id=household, by=stranger, now=NOW, **given)
    with pytest.raises(NotFound):
        record_incident(
            household_id=household, happened=replace(HIT, concern_id=uuid4()), key=uuid4(), by=people.officer, now=NOW
        )


def clock_ends() -> list[tuple[date | None, str | None]]:
    with db.reading() as session:
        query = select(RunningClock.ends_on, RunningClock.stopped_because).where(RunningClock.key == "protective-order")
        return [(ends, because) for ends, because in session.execute(query.order_by(RunningClock.entered_at)).all()]


def test_an_order_runs_as_a_clock_until_it_ends(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    him = households.add_person_of_concern(concern=Concern(name="Madeup Him"), **by)
    order = Order(him.id, "dapo", TODAY - timedelta(days=3), ends_on=TODAY + timedelta(days=7), terms="canary terms")
    thread = uuid4()
    for _ in range(2):
        record_order(order=order, key=thread, **by)
    assert clock_ends() == [(TODAY + timedelta(days=7), None)]
    longer = replace(order, ends_on=TODAY + timedelta(days=90))
    for _ in range(2):
        change_order(thread=thread, order=longer, **by)
    assert sorted(clock_ends(), key=str) == sorted(
        [(TODAY + timedelta(days=7), "changed"), (TODAY + timedelta(days=90), None)], key=str
    )
    with db.reading() as session:
        (standing,) = orders.orders_of(session, household, TODAY)
        assert (standing.open, standing.clock.last_on) == (True, TODAY + timedelta(days=90))
        assert [each.open for each in orders.orders_of(session, household, TODAY + timedelta(days=91))] == [False]
    change_order(thread=thread, order=replace(longer, ended_on=TODAY), **by)
    assert [because for _, because in clock_ends() if because is None] == []
    households.remove_person_of_concern(concern_id=him.id, **by)
    with db.reading() as session:
        (standing,) = orders.orders_of(session, household, TODAY)
    assert (standing.open, standing.order.concern_id) == (False, None)
    with pytest.raises(NotFound):
        change_order(thread=uuid4(), order=order, **by)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"made_on": TODAY + timedelta(days=1)}, "made_on"),
        ({"ends_on": TODAY - timedelta(days=9)}, "ends_on"),
        ({"ended_on": TODAY - timedelta(days=9)}, "ended_on"),
        ({"ended_on": TODAY + timedelta(days=1)}, "ended_on"),
    ],
)
def test_an_order_that_cannot_be(people: Town, household: UUID, wrong: dict[str, Any], field: str) -> None:
    order = replace(Order(None, "dapo", TODAY - timedelta(days=3)), **wrong)
    with pytest.raises(Refused) as refused:
        record_order(household_id=household, order=order, key=uuid4(), by=people.officer, now=NOW)
    assert refused.value.field == field


def test_how_dangerous_somebody_is_keeps_its_history(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer}
    him = households.add_person_of_concern(concern=Concern(name="Madeup Him"), now=NOW, **by)
    hold_risk(concern_id=him.id, level="high", why="made up", now=NOW, **by)
    for _ in range(2):
        hold_risk(concern_id=him.id, level="very_high", why="made up", now=NOW, **by)
    with db.reading() as session:
        assert {key: held.level for key, held in orders.risks_of(session, household).items()} == {him.id: "very_high"}
        assert session.scalar(text("select count(*) from concern_risk")) == 2
    with pytest.raises(Refused, match="list"):
        hold_risk(concern_id=him.id, level="x", why="made up", now=NOW, **by)


def test_a_plan_is_kept_in_versions_and_its_review_is_owed(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    key = uuid4()
    for _ in range(2):
        save_plan(plan=replace(PLAN, agreed_on=None), key=key, after=0, **by)
    with pytest.raises(Outdated):
        save_plan(plan=PLAN, key=uuid4(), after=0, **by)
    save_plan(plan=PLAN, key=uuid4(), after=1, **by)
    assert tasks("safety-plan") == [("safety-plan", False, False), ("safety-plan", False, True)]
    with db.reading() as session:
        assert session.scalars(select(SafetyPlan.version).order_by(SafetyPlan.version)).all() == [1, 2]
        newest = plans.newest_plan(session, household)
        assert newest is not None
        assert plans.parts_of(newest)[0] == ("What she does first", "canary first")
        for sealed in session.scalars(text("select parts from safety_plan")):
            assert b"canary" not in bytes(sealed)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"parts": {"first": "x"}}, "agreed_on"),
        ({"agreed_on": TODAY + timedelta(days=1)}, "agreed_on"),
        ({"review_on": TODAY}, "review_on"),
    ],
)
def test_a_plan_that_cannot_be(people: Town, household: UUID, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        save_plan(household_id=household, plan=replace(PLAN, **wrong), key=uuid4(), by=people.officer, now=NOW)
    assert refused.value.field == field


def test_a_plan_is_printed_only_as_she_agreed(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    with pytest.raises(NotFound):
        print_plan(channel=Channel.COLLECTED, **by)
    save_plan(plan=PLAN, key=uuid4(), **by)
    with pytest.raises(Refused, match="Nobody has agreed with her") as refused:
        print_plan(channel=Channel.IN_PERSON, **by)
    assert refused.value.field == "how"
    assert print_plan(channel=Channel.COLLECTED, **by).version == 1
    households.save_contact(contact=Contact(methods=("in_person",)), interpreter=None, language=None, **by)
    assert print_plan(channel=Channel.IN_PERSON, **by).version == 1
    with pytest.raises(Refused, match="letters by post"):
        print_plan(channel=Channel.POST, **by)
