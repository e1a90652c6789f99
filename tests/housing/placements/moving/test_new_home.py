"""Works on a new home before she moves: a job of its own, asked for elsewhere, wanted by a day, stopped or kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, Role
from housing.disclosures import Disclosure
from housing.households.models import Household
from housing.people.models import Authority
from housing.placements.models import Offer, Stay
from housing.placements.moving.calling_off import call_off
from housing.placements.moving.models import NewHome
from housing.placements.moving.planning import Place, check_home, write_plan
from housing.placements.moving.queries import moving
from housing.placements.moving.resettling import record_move
from housing.placements.moving.revealing import reveal_new_home
from housing.placements.moving.securing import ask_elsewhere, done_elsewhere, refer_home
from housing.placements.moving.works import loose, of_home
from housing.places.models import Ward
from housing.presentations.models import Presentation, StageEntry
from housing.presentations.services import start_again
from housing.refusals import Refused
from housing.sanctuary import life, referring
from housing.sanctuary.known import Answers
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.opening import locked
from housing.sanctuary.queries import of_household
from housing.sanctuary.referring import refer
from housing.tasks.models import Task
from pathway.sanctuary_eligibility import RightToEnter, Tenure
from pathway.sanctuary_moves import Event
from tests.housing.placements.arranging import Arranged, member
from tests.housing.placements.matching.factories import NOW, TODAY

SECRET, SECURE = "12 Canary New Street", "Make the new home secure"
FACTS = Answers(
    concern_lives_there=False, right_to_enter=RightToEnter.NONE_SOLE, tenure=Tenure.OWNER_ALONE, building_suitable=True
)
DAY = TODAY + timedelta(days=12)


@pytest.fixture
def by(there: Arranged) -> Actor:
    """An officer of the team whose case it is."""
    actor = member(there.town, there.town.actor(Role.OFFICER, "Ola Demo"))
    there.town.session.commit()
    return actor


def check(there: Arranged, **where: Any) -> NewHome:
    said = {"postcode": None, "ward_code": there.town.ward, "by_hand": None, "landlord": None, **where}
    place = Place(destination="council_tenancy", address=SECRET, **said)
    return check_home(household_id=there.household.id, place=place, by=there.officer, now=NOW)[0]


def refers(there: Arranged, home: NewHome, by: Actor, wanted_on: date | None = DAY) -> SanctuaryJob:
    asked = referring.NewHome(FACTS, "standard", SECRET, None, wanted_on, None)
    return refer_home(household_id=there.household.id, home_id=home.id, home=asked, by=by, now=NOW)


def off(there: Arranged, home_id: UUID, works: str | None = None, reason: str = "fell_through") -> str:
    return call_off(
        household_id=there.household.id, home_id=home_id, reason=reason, works=works, words=None, by=there.officer,
        now=NOW,
    ).works  # fmt: skip


def happen(there: Arranged, job: SanctuaryJob, *events: Event) -> None:
    with Session(there.engine) as session, session.begin():
        stored = locked(session, job.id)
        for event in events:
            life.happen(session, stored, event, by=there.officer, now=NOW)


def tasks(there: Arranged, *kinds: str) -> list[str]:
    with Session(there.engine) as session:
        query = select(Task.title).where(Task.kind.in_(kinds), Task.closed_at.is_(None))
        return list(session.scalars(query))


def test_the_new_home_is_a_job_of_its_own_and_touches_nothing_else(there: Arranged, lives: Stay, by: Actor) -> None:
    old = refer(
        household_id=there.household.id, answers=Answers(wants_to_stay=True), priority="standard", address="1 Old Road",
        postcode=None, words=None, by=by, now=NOW,
    )  # fmt: skip
    with Session(there.engine) as session, session.begin():
        session.get_one(Household, there.household.id).wants_to_stay = None
    home = check(there)
    job = refers(there, home, by)
    with Session(there.engine) as session:
        assert session.get_one(Household, there.household.id).wants_to_stay is None
        stored = session.get_one(SanctuaryJob, old.id)
        assert (stored.purpose, stored.ended_at) == ("stay", None)
        made = locked(session, job.id)
        assert life.state(made).stage.value == "consented"
        assert (made.purpose, made.wanted_on, made.due_at.date()) == ("move", DAY, DAY)
        assert made.checks[-1].wants_to_stay is None
    with pytest.raises(Refused, match="Ola Demo asked for the works on this home already"):
        refers(there, home, by)
    with pytest.raises(Refused, match=r"referred her already.*job"):
        refers(there, check(there), by)


def test_the_task_that_asks_for_works_is_settled_by_the_referral(there: Arranged, lives: Stay, by: Actor) -> None:
    home = check(there)
    assert len(tasks(there, "new-home-works")) == 1
    refers(there, home, by)
    assert tasks(there, "new-home-works") == []


def test_a_day_that_moves_takes_the_wanted_day_with_it(there: Arranged, lives: Stay, by: Actor) -> None:
    def plans(on: date | None) -> None:
        write_plan(household_id=there.household.id, stage="agreed", blockers=[], destination=None, expected_on=on,
                   words=None, by=there.officer, now=NOW)  # fmt: skip

    plans(DAY)
    job = refers(there, check(there), by)
    plans(DAY - timedelta(days=5))
    with Session(there.engine) as session:
        stored = session.get_one(SanctuaryJob, job.id)
        assert (stored.wanted_on, stored.due_at.date()) == (DAY - timedelta(days=5), DAY - timedelta(days=5))
    plans(None)
    with Session(there.engine) as session:
        stored = session.get_one(SanctuaryJob, job.id)
        assert (stored.wanted_on, stored.due_at > NOW) == (None, True)


def test_a_home_in_another_council_is_asked_for_elsewhere(there: Arranged, lives: Stay, by: Actor) -> None:
    home = check(there)
    with Session(there.engine) as session, session.begin():
        session.get_one(NewHome, home.id).ward_code = _ward_elsewhere(session)
    with pytest.raises(Refused, match="another council"):
        refers(there, home, by)
    here: dict[str, Any] = {"household_id": there.household.id, "home_id": home.id, "by": there.officer, "now": NOW}
    with pytest.raises(NotFound):
        done_elsewhere(on=TODAY, **here)
    for told, on, field in (("", TODAY, "told"), ("x" * 2001, TODAY, "told"), ("A", TODAY + timedelta(days=1), "on")):
        with pytest.raises(Refused) as refused:
            ask_elsewhere(told=told, on=on, **here)
        assert refused.value.field == field
    ask_elsewhere(told="Made-up Borough Council", on=TODAY, **here)
    with pytest.raises(Refused, match="already"):
        ask_elsewhere(told="Another", on=TODAY, **here)
    done_elsewhere(on=TODAY, **here)
    with pytest.raises(Refused, match="recorded it already"):
        done_elsewhere(on=TODAY, **here)
    with Session(there.engine) as session:
        presentation = session.scalars(select(Presentation)).one()
        works = of_home(session, presentation, session.get_one(NewHome, home.id), [])
    assert (works.inside, works.made_safe, works.waited_for) == (False, True, False)


def test_she_may_move_before_the_works_are_done_and_they_stay_owed(there: Arranged, lives: Stay, by: Actor) -> None:
    write_plan(household_id=there.household.id, stage="agreed", blockers=[], destination=None, expected_on=DAY,
               words=None, by=there.officer, now=NOW)  # fmt: skip
    job = refers(there, check(there), by)

    def moves(although: str | None) -> None:
        record_move(household_id=there.household.id, moved_on=TODAY, secured="not_yet", although=although,
                    by=there.officer, now=NOW)  # fmt: skip

    with pytest.raises(Refused) as refused:
        moves(None)
    assert refused.value.field == "although"
    moves("Made up: her sister stays with her until the locks are in")
    with Session(there.engine) as session:
        assert session.get_one(SanctuaryJob, job.id).ended_at is None


def test_the_guides_line_is_settled_once_the_works_are_done(there: Arranged, lives: Stay, by: Actor) -> None:
    with Session(there.engine) as session, session.begin():
        presentation = session.scalars(select(Presentation)).one()
        _guide_task(session, there, presentation.id)
    job = refers(there, check(there), by)
    happen(there, job, Event.SURVEYED, Event.QUOTED, Event.APPROVED)
    assert SECURE in tasks(there, "guide")
    happen(there, job, Event.ORDERED, Event.APPOINTMENT_MADE, Event.WORK_DONE)
    assert SECURE not in tasks(there, "guide")


@pytest.mark.parametrize(("works", "ends"), [("stopped", True), ("kept", False)])
def test_called_off_asks_what_becomes_of_the_works(
    there: Arranged, lives: Stay, by: Actor, works: str, ends: bool
) -> None:
    home = check(there)
    job = refers(there, home, by)
    for wrong, field in (({"works": None}, "works"), ({"works": works, "reason": "made_up"}, "reason")):
        with pytest.raises(Refused) as refused:
            off(there, home.id, **wrong)
        assert refused.value.field == field
    assert off(there, home.id, works) == works
    with pytest.raises(Refused, match="called it off already"):
        off(there, home.id, works)
    with Session(there.engine) as session:
        assert (session.get_one(SanctuaryJob, job.id).ended_at is not None) is ends
        presentation = session.scalars(select(Presentation)).one()
        assert moving(session, presentation, today=TODAY).home is None
        assert session.scalars(select(Offer.ended_at)).all() is not None
        assert loose(session, presentation, None, of_household(session, by, there.household.id)) == []
    with pytest.raises(Refused, match="Check the area of the new home first"):
        record_move(household_id=there.household.id, moved_on=TODAY, secured="done", although=None, by=by, now=NOW)


def test_who_waited_to_move_goes_back_to_settling(there: Arranged, lives: Stay) -> None:
    home = check(there)
    with Session(there.engine) as session, session.begin():
        presentation = session.scalars(select(Presentation)).one()
        session.add(StageEntry(presentation_id=presentation.id, at=NOW + timedelta(minutes=1), by=None,
                               stage="moving_on", reason="ready_to_move"))  # fmt: skip
    assert off(there, home.id) == "none"
    with Session(there.engine) as session:
        last = session.scalars(select(StageEntry.stage).order_by(StageEntry.at.desc())).first()
    assert last == "settling"


def test_works_of_before_she_came_back_are_asked_about(there: Arranged, lives: Stay, by: Actor) -> None:
    home = check(there)
    job = refers(there, home, by)
    with Session(there.engine) as session:
        presentation = session.scalars(select(Presentation)).one()
        presentation.ended_at, presentation.outcome = NOW, "withdrawn"
        session.commit()
    later = NOW + timedelta(days=3)
    again = start_again(household_id=there.household.id, route=None, by=there.officer, now=later)
    with Session(there.engine) as session:
        found = session.get_one(Presentation, again.id)
        (left,) = loose(session, found, None, of_household(session, by, there.household.id))
    assert (left.home_id, left.job.job.id) == (home.id, job.id)
    assert off(there, home.id, "stopped", "returned") == "stopped"


def test_each_look_at_the_address_is_in_the_log(there: Arranged, lives: Stay, by: Actor) -> None:
    home = check(there, landlord="Made-up Homes")
    here: dict[str, Any] = {"household_id": there.household.id, "home_id": home.id, "now": NOW}
    for _ in range(2):
        assert SECRET in reveal_new_home(by=by, **here)
    with Session(there.engine) as session:
        rows = session.scalars(select(Disclosure)).all()
    assert {(row.what, row.basis, row.told) for row in rows} == {("home_address", "own_case", "Ola Demo")}
    assert len(rows) == 2
    stranger = member(there.town, there.town.actor(Role.OFFICER, "Olu Demo"))
    there.town.bar(stranger, there.household)
    there.town.session.commit()
    for who, more in ((stranger, {}), (by, {"home_id": uuid4()})):
        with pytest.raises(NotFound):
            reveal_new_home(by=who, **{**here, **more})


def _ward_elsewhere(session: Session) -> str:
    known = session.scalars(select(Ward)).first()
    assert known is not None
    session.add(Authority(code="E08000999", name="Made-up elsewhere"))
    session.flush()
    session.add(Ward(code="E05999999", name="Made-up elsewhere", authority_code="E08000999", easting=known.easting,
                     northing=known.northing))  # fmt: skip
    session.flush()
    return "E05999999"


def _guide_task(session: Session, there: Arranged, presentation_id: UUID) -> None:
    from_guide = f"guide:{presentation_id}:secure-new-home"
    session.add(
        Task(
            authority_code=there.household.authority_code, role="sanctuary_coordinator", kind="guide", urgent=False,
            title=SECURE, why="Made up.", due_at=NOW, once=from_guide, raised_at=NOW,
            raised_by_name="Made up", household_id=there.household.id, ladder=[],
        )
    )  # fmt: skip
