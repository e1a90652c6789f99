"""Looking again at where somebody lives, since a fact has changed: one household, one transaction.

What is found raises a task once; what is no longer so settles it. The household's story says that its place was checked
again, and never why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from housing import codes
from housing.access import Actor, Role, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.households import timeline
from housing.households.models import Household
from housing.placements.matching.apart import conflicted
from housing.placements.neighbours.conflicts import conflicts
from housing.placements.neighbours.finding import refresh
from housing.placements.neighbours.judging import judge, lived_in, others_in, whole
from housing.places.streets.keeping import note_missing
from housing.rechecks import Recheck
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_tasks

HAVEN = system("Check of who lives together")
HOURS = "separation.check_again_hours"
APART, UNSAFE, UNFIT, BIRTHDAY = "kept-apart", "place-unsafe", "place-unfit", "birthday"
KINDS = (APART, UNSAFE, UNFIT)
CHECKED = "Her place was checked again."
MOST = 200
ABOUT = "place_check"  # what a task is about; housing.work.links leads to the page

TITLES = {
    APART: "Two households that must be kept apart live too close",
    UNSAFE: "A household may no longer be safe where it lives",
    UNFIT: "A household no longer fits the place where it lives",
}
WHY = {
    APART: (
        "A fact was recorded, and the place was checked again. Open the check of the place: whoever may see both "
        "households sees which they are. If you may see only one, ask a lead of the homelessness team."
    ),
    UNSAFE: "A fact was recorded, and a rule about safety now refuses the place. Open the check of the place.",
    UNFIT: (
        "A fact was recorded, and the place no longer meets what the law or the service asks for. Nobody has to leave "
        "because of it: open the check of the place, and decide with the provider."
    ),
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One task that the check asks for; `once` is its cause, the same however often it is found."""

    kind: str
    once: str
    unit_id: UUID


def check_waiting(*, now: datetime) -> tuple[int, int]:
    """Look at every household that waits, each in a transaction of its own; how many were looked at, tasks raised.

    Whatever goes wrong with one is raised once all the others have been looked at.
    """
    with transaction() as session:
        note_missing(session)
    with reading() as session:
        query = select(Recheck.household_id).where(Recheck.taken_at.is_(None)).order_by(Recheck.number).limit(MOST)
        waiting = list(session.scalars(query))
    done = [_tried(household_id, now) for household_id in waiting]
    faults = [each for each in done if isinstance(each, Exception)]
    if faults:
        raise faults[0]
    return len(waiting), sum(each for each in done if isinstance(each, int))


def _tried(household_id: UUID, now: datetime) -> int | Exception:
    """The tasks raised for one household, or what went wrong: one that cannot be judged keeps no other waiting."""
    try:
        return check(household_id=household_id, by=HAVEN, now=now)
    except Exception as fault:
        return fault


def check(*, household_id: UUID, by: Actor, now: datetime) -> int:
    """Look at one household again, and take it off the list; how many tasks were raised that were not open already."""
    with transaction() as session:
        locked = select(Household.id).where(Household.id == household_id).with_for_update(key_share=True)
        session.execute(locked)  # before its row of the list: the order in which whoever edits it takes the two
        waits = Recheck.household_id == household_id, Recheck.taken_at.is_(None)
        session.execute(update(Recheck).where(*waits).values(taken_at=now))
        (household,) = whole(session, [household_id])
        on = day_of(now)
        interested = conflicted(session, {household_id}, on).get(household_id, set())
        refresh(session, household, interested=interested, by=by, now=now)
        found = alarms(session, household, now=now)
        lives = lived_in(session, household_id, on)
        standing = _settle(session, household_id, found, KINDS if lives else (*KINDS, BIRTHDAY), by, now)
        if lives:
            timeline.tell(session, household_id, "safety", CHECKED, by=by, now=now)
        for alarm in found:
            _raise(session, household, alarm, by, now)
        return sum(alarm.once not in standing for alarm in found)


def alarms(session: Session, household: Household, *, now: datetime) -> list[Alarm]:
    """What is wrong with where a household lives, as the tasks that it asks for."""
    on = day_of(now)
    lived = lived_in(session, household.id, on)
    apart = conflicts(session, household, lived, on)
    found = [Alarm(APART, f"{APART}:{pair.one}:{pair.other}", pair.unit_id) for pair in apart.pairs]
    unsafe = {*apart.closed, *apart.staff}
    unfit = set()
    for each in lived:
        broken = judge(household, each, others_in(session, each.unit.property_id, household.id, on), on)
        unsafe |= {each.unit.id} if any(rule.safety for rule in broken) else set()
        unfit |= {each.unit.id} if any(not rule.safety for rule in broken) else set()
    for kind, units in ((UNSAFE, unsafe), (UNFIT, unfit)):
        found += [Alarm(kind, f"{kind}:{household.id}:{unit}", unit) for unit in sorted(units)]
    return found


def _raise(session: Session, household: Household, alarm: Alarm, by: Actor, now: datetime) -> None:
    hours = codes.setting(session, HOURS, authority=household.authority_code, on=day_of(now))
    raise_task(
        session,
        kind=alarm.kind,
        authority=household.authority_code,
        role=Role.HOMELESSNESS,
        title=TITLES[alarm.kind],
        why=WHY[alarm.kind],
        due_at=now + timedelta(hours=hours),
        urgent=alarm.kind != UNFIT,
        household_id=household.id,
        unit_id=alarm.unit_id,
        about=(ABOUT, household.id),
        once=alarm.once,
        by=by,
        now=now,
    )


def _settle(
    session: Session, household_id: UUID, found: Iterable[Alarm], kinds: Iterable[str], by: Actor, now: datetime
) -> set[str]:
    """Close the open tasks of this household, alone or with another, whose cause is gone; the causes still open."""
    wrong = {alarm.once for alarm in found}
    query = select(Task.once).where(
        Task.kind.in_(tuple(kinds)), Task.closed_at.is_(None), Task.once.contains(str(household_id))
    )
    standing = {each for each in session.scalars(query) if each is not None}
    for once in sorted(standing - wrong):
        settle_tasks(session, once=once, by=by, now=now)
    return standing & wrong
