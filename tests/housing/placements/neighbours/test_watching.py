"""A new fact about somebody who lives somewhere: the place is checked again, and what is wrong raises one task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.access import Actor, Role
from housing.households import births, concerns, members, nearby, wishes
from housing.households.models import Household, HouseholdEvent
from housing.households.separations.models import SYSTEM, Separation
from housing.people.conflicts.services import declare_conflict
from housing.placements.neighbours import watching
from housing.placements.neighbours.watching import APART, CHECKED, UNFIT, UNSAFE, check_waiting
from housing.places.models import Property
from housing.rechecks import Recheck
from housing.tasks.models import Task
from tests.housing.placements.arranging import member, refuge_manager
from tests.housing.placements.matching.factories import NOW, TODAY, Town

MAN = "Madeup Danger"


def tasks(kind: str | None = None, *, still_open: bool = True) -> list[Task]:
    """The tasks that the check has raised."""
    with db.reading() as session:
        query = select(Task).where(Task.closed_at.is_(None)) if still_open else select(Task)
        return list(session.scalars(query if kind is None else query.where(Task.kind == kind)))


def found() -> list[Separation]:
    """What Haven has found and not ended."""
    with db.reading() as session:
        return list(
            session.scalars(select(Separation).where(Separation.found == SYSTEM, Separation.ended_at.is_(None)))
        )


def pair(town: Town, **second: Any) -> tuple[Household, Household]:
    """Two households in one building; the first fears somebody."""
    home = town.home()
    one, other = town.seeks(), town.seeks(town.household(**second))
    town.lives(one, town.unit(home))
    town.lives(other, town.unit(home))
    town.concern(one, name=MAN)
    return one, other


def tells(town: Town, household: Household, **facts: Any) -> None:
    """Somebody of the team records a person of concern, through the service."""
    town.session.commit()
    by = town.actor()
    town.session.commit()
    concern = concerns.Concern(**{"name": MAN, "relationship": "ex_partner", **facts})
    concerns.add_person_of_concern(household_id=household.id, concern=concern, by=by, now=NOW)


def test_two_who_come_to_fear_the_same_man_under_one_roof_raise_one_urgent_task(town: Town) -> None:
    _, other = pair(town)
    tells(town, other)
    assert check_waiting(now=NOW) == (1, 1)
    (task,) = tasks()
    assert (task.kind, task.role, task.urgent, task.household_id) == (APART, Role.HOMELESSNESS, True, other.id)
    assert task.due_at == NOW + timedelta(hours=4)
    (separation,) = found()
    assert (separation.reason, separation.level) == ("shared_concern", "building")


def test_looking_again_raises_nothing_more_and_both_sides_count_as_one(town: Town) -> None:
    one, other = pair(town)
    tells(town, other)
    tells(town, one, name="Madeup Second")
    assert check_waiting(now=NOW) == (2, 1)
    tells(town, other, name="Madeup Third")
    assert check_waiting(now=NOW + timedelta(minutes=1)) == (1, 0)
    assert len(tasks(APART)) == 1


def test_the_story_says_that_it_was_checked_and_not_why(town: Town) -> None:
    _, other = pair(town)
    tells(town, other)
    check_waiting(now=NOW)
    with db.reading() as session:
        query = select(HouseholdEvent).where(HouseholdEvent.by_name == "Check of who lives together")
        lines = list(session.scalars(query))
    assert [(line.household_id, line.words) for line in lines] == [(other.id, CHECKED)]


def test_a_task_names_nobody(town: Town) -> None:
    one, other = pair(town)
    tells(town, other)
    check_waiting(now=NOW)
    (task,) = tasks()
    said = f"{task.title} {task.why}"
    for canary in (MAN, "Madeup", one.reference, other.reference, str(one.id), str(other.id)):
        assert canary not in said


def test_when_the_cause_is_gone_the_task_settles_and_so_does_what_was_found(town: Town) -> None:
    _, other = pair(town)
    tells(town, other)
    check_waiting(now=NOW)
    by = town.actor()
    town.session.commit()
    town.session.refresh(other, ["concerns"])
    (concern,) = other.concerns
    concerns.remove_person_of_concern(household_id=other.id, concern_id=concern.id, by=by, now=NOW)
    check_waiting(now=NOW)
    assert (tasks(), found()) == ([], [])
    assert len(tasks(still_open=False)) == 1


def test_whoever_lives_nowhere_raises_nothing_and_is_noted_all_the_same(town: Town) -> None:
    one, other = town.seeks(), town.seeks()
    town.concern(one, name=MAN)
    tells(town, other)
    assert check_waiting(now=NOW) == (1, 0)
    assert [row.reason for row in found()] == ["shared_concern"]


@pytest.mark.parametrize(("easting", "reaches"), [(441_000, True), (441_001, False)])
def test_somebody_who_is_feared_is_too_close_within_the_distance_and_not_beyond(
    town: Town, easting: int, reaches: bool
) -> None:
    her = town.lives(town.seeks(), town.unit(town.home()))
    near: Property = town.home(easting=easting, address="1 Made-up Lane")
    town.lives(town.seeks(town.household(name=MAN)), town.unit(near))
    tells(town, her)
    assert check_waiting(now=NOW) == (1, int(reaches))


def test_a_place_of_concern_near_her_own_home_is_unsafe(town: Town) -> None:
    her = town.lives(town.seeks(), town.unit())
    concern = town.concern(her)
    town.danger(concern, 440_100, 390_000, 500)
    tells(town, her, name="Madeup Second")
    check_waiting(now=NOW)
    assert [task.urgent for task in tasks(UNSAFE)] == [True]


def test_a_cap_that_a_changed_fact_exceeds_is_a_task_and_no_emergency(town: Town) -> None:
    home = town.home(policy={"caps": {"support:high+": 1}})
    one, her = (town.seeks(town.household(support_need="high")) for _ in range(2))
    for each in (one, her):
        town.lives(each, town.unit(home))
    tells(town, her)
    check_waiting(now=NOW)
    assert [task.urgent for task in tasks(UNFIT)] == [False]


def test_a_boy_recorded_above_the_age_does_not_fit(town: Town) -> None:
    home = town.home(policy={"boys_any": False, "boys_up_to": 12})
    her = town.lives(town.seeks(), town.unit(home))
    town.session.commit()
    by = town.actor()
    town.session.commit()
    boy = members.Member(name="Madeup Boy", born=TODAY.replace(year=2012), sex="male", role="child")
    members.add_person(household_id=her.id, member=boy, by=by, now=NOW)
    check_waiting(now=NOW)
    assert len(tasks(UNFIT)) == 1


def test_staff_who_declare_an_interest_make_the_providers_homes_unsafe(town: Town) -> None:

    her = town.lives(town.seeks(), town.unit())
    manager, governance = refuge_manager(town), town.actor(Role.GOVERNANCE)
    town.session.commit()
    declare(manager, her, governance)
    check_waiting(now=NOW)
    assert len(tasks(UNSAFE)) == 1
    assert [row.organisation_id for row in found()] == [town.provider]


def declare(who: Actor, household: Household, by: Actor) -> None:
    """Somebody is kin to a person of concern."""
    assert who.account_id is not None
    declare_conflict(
        account_id=who.account_id, household_id=household.id, reason="kin_of_concern", by=by, now=NOW
    )  # fmt: skip


def test_a_household_waits_once_however_much_is_changed(town: Town) -> None:
    _, other = pair(town)
    tells(town, other)
    tells(town, other, name="Madeup Second")
    with db.reading() as session:
        assert len(list(session.scalars(select(Recheck).where(Recheck.taken_at.is_(None))))) == 1


def test_whoever_has_gone_is_not_compared_until_they_come_back(town: Town) -> None:
    one, other = town.household(), town.seeks()
    town.concern(one, name=MAN)
    tells(town, other)
    check_waiting(now=NOW)
    assert found() == []
    town.seeks(one)
    tells(town, one, name="Madeup Second")
    check_waiting(now=NOW)
    assert [row.reason for row in found()] == ["shared_concern"]


CHANGES: dict[str, Callable[[Household, Actor], object]] = {
    "needs": lambda her, by: wishes.save_needs(
        household_id=her.id, access_needs=[], support_need="high", pets=[], preferred_services=[], by=by, now=NOW
    ),
    "money": lambda her, by: wishes.save_money(
        household_id=her.id, immigration=None, funding=["part_4_grant"], by=by, now=NOW
    ),
    "birth": lambda her, by: births.add_birth(
        household_id=her.id, due_on=TODAY + timedelta(days=90), by=by, now=NOW
    ),
    "person": lambda her, by: members.add_person(
        household_id=her.id, member=members.Member(name="Madeup New"), by=by, now=NOW
    ),
    "concern": lambda her, by: concerns.add_person_of_concern(
        household_id=her.id, concern=concerns.Concern(name="Madeup New"), by=by, now=NOW
    ),
    "areas": lambda her, by: nearby.save_areas(household_id=her.id, wards=[], leave_council=True, by=by, now=NOW),
}  # fmt: skip


@pytest.mark.parametrize("change", list(CHANGES))
def test_every_fact_that_a_rule_reads_has_her_place_looked_at_again(town: Town, change: str) -> None:
    her = town.lives(town.seeks(), town.unit())
    by = town.actor()
    town.session.commit()
    CHANGES[change](her, by)
    with db.reading() as session:
        waiting = list(session.scalars(select(Recheck.household_id).where(Recheck.taken_at.is_(None))))
    assert waiting == [her.id]


def test_one_that_cannot_be_judged_keeps_no_other_waiting(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _, other = pair(town)
    broken = town.seeks()
    tells(town, broken, name="Madeup Second")
    tells(town, other)
    looked = watching.check

    def fails(*, household_id: UUID, by: Actor, now: datetime) -> int:
        if household_id == broken.id:
            raise RuntimeError("made up")
        return looked(household_id=household_id, by=by, now=now)

    monkeypatch.setattr(watching, "check", fails)
    with pytest.raises(RuntimeError, match="made up"):
        check_waiting(now=NOW)
    assert len(tasks(APART)) == 1


def test_an_officer_s_declared_interest_closes_no_home(town: Town) -> None:
    her = town.lives(town.seeks(), town.unit())
    officer, governance = member(town, town.actor(Role.OFFICER)), town.actor(Role.GOVERNANCE)
    town.session.commit()
    declare(officer, her, governance)
    check_waiting(now=NOW)
    assert (tasks(), found()) == ([], [])
