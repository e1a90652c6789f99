"""Funding lines, the plan before the money ends, and her status: what is stored, refused, asked for and settled."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from housing import db
from housing.access import NotFound
from housing.audit import AuditEntry
from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.recording import Said
from housing.households.models import Household
from housing.households.services import save_money
from housing.presentations.duties.warning import warn
from housing.presentations.funding.lines import Terms, add_line, record_line
from housing.presentations.funding.models import FundingEvent, FundingLine, FundingPlan
from housing.presentations.funding.planning import CLIFF, NEAR, record_plan
from housing.presentations.funding.reading import lines_of, routes_of
from housing.presentations.funding.status import record_status
from housing.presentations.funding.watching import watch_funding
from housing.presentations.services import start_presentation
from housing.promises.models import RunningClock
from housing.refusals import Refused
from pathway.funding import Event
from tests.housing.households.factories import NOW, TODAY, Town, bar, town
from tests.housing.presentations.funding.arranging import PAYER, UNTIL, lives, pays, tasks


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def count(model: type) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_line_is_asked_for_confirmed_extended_and_ended(people: Town, household: UUID) -> None:
    once = uuid4()
    for _ in range(2):
        line = add_line(
            household_id=household, route="section_17", payer=PAYER, event=Event.ASKED,
            terms=Terms(decision_by=later(5)), once=once, by=people.officer, now=NOW,
        )  # fmt: skip
    assert count(FundingLine) == 1

    def record(event: Event, terms: Terms) -> None:
        record_line(household_id=household, line_id=line.id, event=event, terms=terms, by=people.colleague, now=NOW)

    def cover() -> tuple[date, date | None] | None:
        with db.reading() as session:
            found = lines_of(session, [household])[household][0].cover
        return (found.from_on, found.until_on) if found else None

    assert cover() is None
    with pytest.raises(Refused, match="why it was refused"):
        record(Event.REFUSED, Terms())
    record(Event.REFUSED, Terms(words="Not in their area (made up)"))
    with pytest.raises(Refused, match="first night that is paid for"):
        record(Event.CONFIRMED, Terms())
    for _ in range(2):
        record(Event.CONFIRMED, Terms(TODAY, UNTIL, Decimal("61.50")))
    assert cover() == (TODAY, UNTIL)
    record(Event.CONFIRMED, Terms(TODAY, None))
    assert cover() == (TODAY, None)
    record(Event.ENDED, Terms(until_on=later(3)))
    assert cover() == (TODAY, later(3))
    assert count(FundingEvent) == 5
    with pytest.raises(Refused, match="Cora Demo recorded on 23 November 2026 that it stands at “Ended”"):
        record(Event.CONFIRMED, Terms(TODAY, UNTIL))


@pytest.mark.parametrize(
    ("route", "event", "terms", "wrong"),
    [
        ("nonsense", Event.ASKED, Terms(), "Select how it is paid"),
        ("section_17", Event.ENDED, Terms(until_on=TODAY), "asked for or confirmed"),
        ("section_17", Event.CONFIRMED, Terms(TODAY, TODAY), "must be after"),
        ("section_17", Event.CONFIRMED, Terms(TODAY, UNTIL, Decimal(1001)), "£1,000 or less"),
    ],
)
def test_what_contradicts_is_refused_and_nothing_is_stored(
    people: Town, household: UUID, route: str, event: Event, terms: Terms, wrong: str
) -> None:
    with pytest.raises(Refused, match=wrong):
        add_line(household_id=household, route=route, payer=PAYER, event=event, terms=terms, once=uuid4(),
                 by=people.officer, now=NOW)  # fmt: skip
    assert count(FundingLine) == 0


def test_only_who_may_edit_the_household_records_its_money(people: Town, household: UUID) -> None:
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            pays(household, actor)
    bar(people.officer, household)
    with pytest.raises(NotFound):
        record_status(household_id=household, said=Said("nrpf", TODAY), by=people.officer, now=NOW)


def test_a_route_with_lines_goes_by_its_confirmed_nights_and_the_others_by_the_answer(
    people: Town, household: UUID
) -> None:
    save_money(household_id=household, immigration="nrpf", funding=["part_4_grant", "section_17"], by=people.officer,
               now=NOW)  # fmt: skip

    def routes(on: date = TODAY, **limits: int) -> list[str] | None:
        with db.reading() as session:
            return routes_of(session, {household: ["part_4_grant", "section_17"]}, on, **limits).get(household)

    assert routes() is None
    add_line(household_id=household, route="section_17", payer=PAYER, event=Event.ASKED, terms=Terms(), once=uuid4(),
             by=people.officer, now=NOW)  # fmt: skip
    assert routes() == ["part_4_grant"]
    pays(household, people.officer, route="charity")
    assert routes() == ["charity", "part_4_grant"]
    assert routes(UNTIL) == ["part_4_grant"]
    assert routes(UNTIL - timedelta(days=3), least_nights=7) == ["part_4_grant"]
    assert routes(TODAY - timedelta(days=2), within_days=3, least_nights=7) == ["charity", "part_4_grant"]


def test_a_stay_past_the_last_paid_night_asks_for_a_plan_which_settles_it(people: Town, household: UUID) -> None:
    lives(household)
    pays(household, people.officer)
    task = tasks(household)[CLIFF]
    assert "13 December 2026" in task.why
    assert "Madeup" not in task.title + task.why
    with pytest.raises(Refused, match="Say what will happen"):
        record_plan(household_id=household, words=" ", by=people.officer, now=NOW)
    for _ in range(2):
        record_plan(household_id=household, words="A charity is asked (made up)", by=people.officer, now=NOW)
    assert count(FundingPlan) == 1
    assert set(tasks(household)) == set()
    assert watch_funding(now=NOW + timedelta(days=12)) == 0
    assert watch_funding(now=NOW + timedelta(days=13)) == 1
    assert tasks(household)[NEAR].urgent
    pays(household, people.officer, route="charity", until_on=None)
    assert set(tasks(household)) == set()
    with pytest.raises(Refused, match="nothing to plan"):
        record_plan(household_id=household, words="Needless", by=people.officer, now=NOW)


def test_nights_to_a_planned_leaving_need_no_plan(people: Town, household: UUID) -> None:
    lives(household, until_on=later(10))
    pays(household, people.officer)
    assert tasks(household) == {}


def test_somebody_without_public_funds_and_without_lines_is_found_by_the_job(people: Town, household: UUID) -> None:
    save_money(household_id=household, immigration="nrpf", funding=["charity"], by=people.officer, now=NOW)
    assert watch_funding(now=NOW) == 0
    lives(household, kind="hold")
    assert watch_funding(now=NOW) == 2
    assert set(tasks(household)) == {CLIFF, NEAR}
    assert watch_funding(now=NOW + timedelta(days=2)) == 0
    record_status(household_id=household, said=Said("recourse", TODAY), by=people.officer, now=NOW)
    assert tasks(household) == {}


def clocks() -> list[tuple[date, date | None, str | None]]:
    with db.reading() as session:
        query = select(RunningClock).where(RunningClock.key == "mvdac-leave").order_by(RunningClock.entered_at)
        return [(row.started_on, row.ends_on, row.stopped_because) for row in session.scalars(query)]


def test_the_leave_of_the_grant_that_counts_is_in_the_register_until_something_was_applied_for(
    people: Town, household: UUID
) -> None:
    def record(said: Said, days: int = 0) -> None:
        record_status(household_id=household, said=said, by=people.officer, now=NOW + timedelta(days=days))

    granted = Said("mvdac_granted", later(-60), later(43))
    for _ in range(2):
        record(granted)
    assert count(ImmigrationStatus) == 1
    record(Said("nrpf", later(-200)))
    assert clocks() == [(later(-60), later(43), None)]
    assert warn(now=NOW + timedelta(days=1)) == 1
    record(Said("mvdac_granted", later(-60), later(40)), days=2)
    assert clocks() == [(later(-60), later(43), "changed"), (later(-60), later(40), None)]
    applied = Said("settlement_applied", later(30))
    with pytest.raises(Refused, match="today or in the past"):
        record(applied)
    record(applied, days=30)
    assert {stopped for _, _, stopped in clocks()} == {"changed"}


def test_a_short_answer_counts_no_leave_and_stops_one(people: Town, household: UUID) -> None:
    def answer(status: str) -> None:
        save_money(household_id=household, immigration=status, funding=None, by=people.officer, now=NOW)

    answer("mvdac_granted")
    assert clocks() == []
    record_status(household_id=household, said=Said("mvdac_granted", TODAY), by=people.officer, now=NOW)
    answer("recourse")
    assert clocks() == [(TODAY, None, "changed")]


def test_benefits_are_not_counted_on_after_the_leave(people: Town, household: UUID) -> None:
    record_status(household_id=household, said=Said("mvdac_granted", TODAY), by=people.officer, now=NOW)
    with pytest.raises(Refused, match="Her leave is over on 24 February 2027"):
        pays(household, people.officer, route="housing_benefit", until_on=None)
    pays(household, people.officer, route="housing_benefit", until_on=date(2027, 2, 24))
    pays(household, people.officer, route="charity", until_on=None)


def test_the_history_keeps_what_was_answered_and_the_short_answer_follows_what_counts(
    people: Town, household: UUID
) -> None:
    save_money(household_id=household, immigration="nrpf", funding=None, by=people.officer, now=NOW)
    save_money(household_id=household, immigration="nrpf", funding=["charity"], by=people.officer, now=NOW)
    record_status(household_id=household, said=Said("mvdac_applied", later(-9)), by=people.officer, now=NOW)
    with Session(db.engine()) as session:
        rows = list(session.scalars(select(ImmigrationStatus).order_by(ImmigrationStatus.position)))
        assert [(row.status, row.from_on, row.basis) for row in rows] == [
            ("nrpf", TODAY, "eligibility"), ("mvdac_applied", later(-9), "eligibility")
        ]  # fmt: skip
        assert session.scalars(select(Household.immigration)).one() == "mvdac_applied"
        trail = session.scalars(select(AuditEntry.facts).where(AuditEntry.action == "household.immigration")).all()
    assert all("nrpf" not in str(facts) and "mvdac" not in str(facts) for facts in trail)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (Said("nonsense", TODAY), "from the list"),
        (Said("nrpf", TODAY, evidence="nonsense"), "from the list"),
        (Said("nrpf", TODAY, basis="nonsense"), "from the list"),
        (Said("nrpf", TODAY, TODAY), "Only a grant"),
        (Said("mvdac_granted", TODAY, later(-1)), "before the first"),
    ],
)
def test_a_status_that_contradicts_is_refused(people: Town, household: UUID, said: Said, wrong: str) -> None:
    with pytest.raises(Refused, match=wrong):
        record_status(household_id=household, said=said, by=people.officer, now=NOW)
    assert count(ImmigrationStatus) == 0
