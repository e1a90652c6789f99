"""A lapse: at the moment promised, whatever a setting or a clock on the wall says; whole or not at all; at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session, selectinload

from housing import db
from housing.codes import Setting
from housing.households.models import Household, SafeContact
from housing.outbox import OutboxMessage
from housing.placements.matching.rechecking import RuleBroken
from housing.placements.matching.rows import read
from housing.placements.models import Offer
from housing.placements.offers import lapsing, life, services
from housing.places import lapsing as holds
from housing.places import queries as places
from housing.places.available import queries as available
from housing.places.diary import PlaceTaken
from housing.places.models import Unit
from housing.places.services import confirm_units
from housing.refusals import Refused
from pathway.calendar import LONDON, add_hours, london_date, nights_between
from pathway.offers import Event, Phase, lapses, state_of
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import COUNCIL, NOW

HOUR = timedelta(hours=1)
BY_THEN = NOW + 25 * HOUR  # the time of an offer made at NOW is over
CHANGES = (date(2026, 10, 25), date(2027, 3, 28))


def later(there: Arranged, *, now: datetime, household: Household | None = None, unit: Unit | None = None) -> Offer:
    """An offer at another moment, of a unit that the provider has just confirmed."""
    confirm_units(unit_ids=[(unit or there.unit).id], by=there.manager, now=now)
    return there.offer(household=household, unit=unit, now=now)


def phase(there: Arranged, offer: Offer) -> Phase:
    with Session(there.engine) as session:
        query = select(Offer).where(Offer.id == offer.id).options(selectinload(Offer.events))
        return life.state(session.scalars(query).one()).phase


def seen(there: Arranged, now: datetime) -> str:
    """What the council's list of vacancies calls the unit."""
    with db.reading() as session:
        found = places.vacancies(session, there.officer, now=now)
    return next(row.state.kind for row in found if row.unit.id == there.unit.id)


def messages(there: Arranged) -> list[tuple[UUID, str]]:
    with Session(there.engine) as session:
        query = select(OutboxMessage.account_id, OutboxMessage.wording).order_by(OutboxMessage.put_at)
        return [(who, what) for who, what in session.execute(query) if what == "offer_ended"]


def set_contact(there: Arranged, methods: list[str]) -> None:
    with Session(there.engine) as session, session.begin():
        session.execute(update(SafeContact).values(methods=methods))


def test_the_unit_is_free_in_the_same_minute_though_no_job_has_run(there: Arranged) -> None:
    offer = there.offer()
    assert seen(there, offer.lapses_at - timedelta(microseconds=1)) == "held"
    assert seen(there, offer.lapses_at) == "free"
    second = later(there, household=there.another(), now=offer.lapses_at)
    assert phase(there, offer) is Phase.LAPSED
    assert [line.id for line in there.lines()] == [second.hold_id]
    assert "lapsed. Her priority is unchanged" in there.story(there.household.id)[-1]
    assert {who for who, _ in messages(there)} == {there.officer.account_id, there.manager.account_id}
    assert services.lapse_offers(now=offer.lapses_at) == 0


def test_the_list_of_what_is_free_shows_it_from_that_moment_on(there: Arranged) -> None:
    offer = there.offer()
    with db.reading() as session:
        before = available.stock(session, there.officer, now=offer.lapses_at - HOUR)
    with db.reading() as session:
        after = available.stock(session, there.officer, now=offer.lapses_at)
    assert [each.state.kind for each in (*before.units, *after.units)] == ["held", "free"]


def test_her_own_hold_elsewhere_is_no_obstacle_once_it_is_over(there: Arranged) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    offer = there.offer()
    later(there, unit=other, now=BY_THEN)
    assert phase(there, offer) is Phase.LAPSED
    assert there.lines() == []
    assert [line.kind for line in there.lines(other)] == ["hold"]


def test_a_run_proposes_the_unit_and_seeks_for_the_household_again(there: Arranged) -> None:
    there.offer()
    with Session(there.engine) as session:
        before = read(session, COUNCIL, now=NOW + HOUR)
    with Session(there.engine) as session:
        after = read(session, COUNCIL, now=BY_THEN)
    assert before.states[there.unit.id].kind == "held"
    assert there.household.id in before.promised
    assert after.states[there.unit.id].kind == "free"
    assert after.promised == frozenset()


def test_a_place_is_not_taken_from_somebody_who_cannot_be_reached(there: Arranged) -> None:
    offer = there.offer()
    set_contact(there, [])
    assert seen(there, BY_THEN) == "held"
    with pytest.raises(PlaceTaken, match="is already held"):
        later(there, household=there.another(), now=BY_THEN)
    there.accept(offer, now=BY_THEN)
    set_contact(there, ["call"])
    assert seen(there, BY_THEN) == "held", "both sides have accepted: it never lapses"
    assert services.lapse_offers(now=BY_THEN + 9999 * HOUR) == 0


@pytest.mark.parametrize("who", ["the provider", "she"])
def test_nobody_accepts_after_the_moment_though_no_job_has_run(there: Arranged, who: str) -> None:
    offer = there.offer()
    answer, by = (
        (services.answer_for_provider, there.manager)
        if who == "the provider"
        else (services.answer_for_her, there.officer)
    )
    with pytest.raises(Refused, match=r"its time was over at 9:14am on 24 November 2026"):
        answer(offer_id=offer.id, accept=True, reason=None, words=None, by=by, now=BY_THEN)
    assert phase(there, offer) is Phase.WAITING_FOR_BOTH
    answer(offer_id=offer.id, accept=True, reason=None, words=None, by=by, now=offer.lapses_at - HOUR)


def test_a_booking_that_fails_lapses_nothing_by_the_way(there: Arranged, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = there.offer()

    def refuse(*_: object, **__: object) -> None:
        raise RuleBroken([("made-up", "refuse", "made up")])

    monkeypatch.setattr("housing.placements.offers.offering.recheck", refuse)
    with pytest.raises(RuleBroken):
        later(there, household=there.another(), now=BY_THEN)
    assert phase(there, offer) is Phase.WAITING_FOR_BOTH
    assert messages(there) == []


@pytest.mark.parametrize("hours", [1, 72])
def test_a_setting_changed_since_neither_shortens_nor_lengthens_what_was_promised(there: Arranged, hours: int) -> None:
    offer = there.offer()
    with Session(there.engine) as session, session.begin():
        session.add(
            Setting(key="offer.lapse_hours", from_on=date(2026, 1, 1), value=hours, source="made up", verified=False,
                    recorded_at=NOW)
        )  # fmt: skip
    assert services.lapse_offers(now=NOW + 24 * HOUR - timedelta(seconds=1)) == 0
    assert seen(there, NOW + 24 * HOUR - timedelta(seconds=1)) == "held"
    assert services.lapse_offers(now=NOW + 24 * HOUR) == 1
    assert phase(there, offer) is Phase.LAPSED
    assert later(there, household=there.another(), now=BY_THEN).lapses_at == BY_THEN + hours * HOUR


STEPS = ("life.happen", "tell_story", "tell_council", "tell_provider", "life.noted")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("cut", ["an error", "the connection"])
def test_a_job_that_dies_on_the_way_has_ended_every_offer_or_none(
    there: Arranged, monkeypatch: pytest.MonkeyPatch, step: str, cut: str
) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    neighbour = there.another()
    there.town.session.add(SafeContact(household_id=neighbour.id, methods=["call"]))
    there.town.session.commit()
    both = [there.offer(), there.offer(household=neighbour, unit=other)]
    with monkeypatch.context() as patched:
        patched.setattr(f"housing.placements.offers.lapsing.{step}", dies_at_second(patched, step, there, cut))
        with pytest.raises(Exception, match=r"killed|terminating|closed"):
            services.lapse_offers(now=BY_THEN)
    assert [phase(there, offer) for offer in both] == [Phase.WAITING_FOR_BOTH] * 2
    assert len(there.lines()) == len(there.lines(other)) == 1
    assert messages(there) == []
    assert services.lapse_offers(now=BY_THEN) == 2
    assert there.lines() == there.lines(other) == []


def dies_at_second(patched: pytest.MonkeyPatch, step: str, there: Arranged, cut: str) -> Callable[..., object]:
    """The step as it is, until it is done for the second offer."""
    source: object = lapsing
    for name in step.split("."):
        source = getattr(source, name)
    done: list[object] = []

    def act(session: Session, *args: object, **rest: object) -> object:
        assert callable(source)
        done.append(source(session, *args, **rest))
        if len(done) == 2 and cut == "an error":
            raise RuntimeError("killed")
        if len(done) == 2:
            backend = session.scalar(text("select pg_backend_pid()"))
            with there.engine.connect() as other:
                other.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": backend})
            session.execute(text("select 1"))
        return done[-1]

    return act


EVENTS: tuple[list[str], ...] = ([], ["provider_accepted"], ["she_accepted"], ["provider_accepted", "she_accepted"])


@pytest.mark.parametrize("events", EVENTS, ids=lambda each: "+".join(each) or "made")
@pytest.mark.parametrize("methods", [None, [], ["call"]], ids=["not asked", "no safe way", "by telephone"])
def test_reading_goes_by_the_same_rule_as_lapsing(
    there: Arranged, events: list[str], methods: list[str] | None
) -> None:
    offer = there.offer()
    for event in events:
        answer, by = (
            (services.answer_for_provider, there.manager)
            if event == "provider_accepted"
            else (services.answer_for_her, there.officer)
        )
        answer(offer_id=offer.id, accept=True, reason=None, words=None, by=by, now=NOW)
    with Session(there.engine) as session, session.begin():
        contact = session.get_one(SafeContact, there.household.id)
        if methods is None:
            session.delete(contact)
        else:
            contact.methods = methods
    for now in (NOW, offer.lapses_at - timedelta(microseconds=1), offer.lapses_at, BY_THEN):
        with Session(there.engine) as session:
            row = session.scalars(select(Offer).options(selectinload(Offer.events))).one()
            over = session.scalars(holds.over(now)).all()
            assert (row.hold_id in over) is lapsing.is_over(session, row, now=now)


def around(change: date, chance: Random) -> datetime:
    """A moment within three days of a change of the clocks, as a web server or a wall clock would give it."""
    noon = datetime(change.year, change.month, change.day, 12, tzinfo=UTC)
    moment = noon + timedelta(seconds=chance.uniform(-3 * 86_400, 3 * 86_400))
    return moment.astimezone(LONDON) if chance.random() < 0.5 else moment


def test_ten_thousand_promises_across_the_clock_changes_are_true_hours(there: Arranged) -> None:
    """Source: operations.md R11. Arithmetic on the wall clock, the negative control, is an hour out for some."""
    chance, made = Random(11), state_of([Event.MADE])
    promises, wrong = [], 0
    for number in range(10_000):
        now, hours = around(CHANGES[number % 2], chance), chance.choice((1, 2, 8, 12, 24, 36, 48, 72))
        at = add_hours(now, hours)
        assert at.astimezone(UTC) - now.astimezone(UTC) == hours * HOUR
        assert not lapses(made, at=at, now=at - timedelta(microseconds=1), can_reach_her=True)
        assert lapses(made, at=at, now=at.astimezone(UTC), can_reach_her=True)
        assert nights_between(now, at) == (london_date(at) - london_date(now)).days
        wall = now.astimezone(LONDON) + timedelta(hours=hours)
        wrong += wall.astimezone(UTC) != at.astimezone(UTC)
        promises.append(at)
    assert wrong > 500
    with Session(there.engine) as session:
        kept = session.scalars(text("select unnest(cast(:moments as timestamptz[]))"), {"moments": promises}).all()
    assert kept == [each.astimezone(UTC) for each in promises]
    assert {each.utcoffset() for each in kept} == {timedelta()}


@pytest.mark.parametrize(("day", "lapses_by_the_wall"), [(date(2027, 3, 27), "14:30"), (date(2027, 10, 30), "12:30")])
def test_an_offer_over_a_change_of_the_clocks_is_held_for_its_hours(
    there: Arranged, day: date, lapses_by_the_wall: str
) -> None:
    now = datetime(day.year, day.month, day.day, 13, 30, tzinfo=LONDON)
    offer = later(there, now=now)
    with Session(there.engine) as session:
        stored = session.get_one(Offer, offer.id).lapses_at
    assert stored - now.astimezone(UTC) == 24 * HOUR
    assert f"{stored.astimezone(LONDON):%H:%M}" == lapses_by_the_wall
    assert (seen(there, stored - timedelta(seconds=1)), seen(there, stored)) == ("held", "free")
    assert services.lapse_offers(now=stored) == 1
