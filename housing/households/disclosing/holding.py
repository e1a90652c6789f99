"""Somebody who must not be told was named as told: kept for a lead, and out of the log until they have looked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from housing import audit, codes, disclosures
from housing.access import Actor, NotFound, Role, insist
from housing.clock import day_of
from housing.db import transaction
from housing.disclosures import Told
from housing.households import timeline
from housing.households.alike.queries import DECIDE
from housing.households.disclosing.checking import FEARED
from housing.households.disclosing.models import ANOTHER, HAPPENED, NOTHING, HeldTelling, HeldTellingDecision
from housing.households.models import Household
from housing.households.queries import visible
from housing.rechecks import look_again
from housing.refusals import Refused
from housing.tasks.raising import raise_task, settle_tasks
from housing.web.filters import said_moment

__all__ = ["HELD", "OUTCOMES", "Held", "decide_held", "hold", "one_held", "waiting_of"]
HOURS = "telling.due_hours"
LONGEST = 2000
HELD = (
    "This may be somebody whom the household must be kept from. It has not been written into the log: a lead has been "
    "asked to look at it now. If they know where she is, ring the police."
)
OUTCOMES = {
    HAPPENED: "They were told: she may be in danger",
    ANOTHER: "Another person was told, whose name is like it",
    NOTHING: "Nobody was told anything",
}


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that waits for a lead, or waited: what was typed, by whom; `decision` once there is one."""

    id: UUID
    household: Household
    whom: str
    told: Told
    told_at: datetime
    at: datetime
    by: UUID | None
    by_name: str
    decision: HeldTellingDecision | None


def hold(
    session: Session,
    household: Household,
    answers: dict[str, Any],
    *,
    key: UUID,
    by: Actor,
    now: datetime,
) -> None:
    """Keep an entry for a lead, with an urgent task, inside the caller's transaction; the same key keeps one.

    Raises:
        NotFound: the key is of another household's entry.
    """
    kept = session.get(HeldTelling, key)
    if kept is not None and kept.household_id != household.id:
        raise NotFound("entry")
    if kept is not None:
        return
    row = HeldTelling(
        id=key, household_id=household.id, answers=json.dumps(answers), at=now, by=by.account_id, by_name=by.name
    )
    session.add(row)
    timeline.tell(session, household.id, "safety", "A lead was asked to look at who was told.", by=by, now=now)
    hours = codes.setting(session, HOURS, authority=household.authority_code, on=day_of(now))
    raise_task(
        session, kind="telling-feared", authority=household.authority_code, role=Role.HOMELESSNESS,
        title="Somebody who must not know may have been told",
        why="Whoever was named as told may be somebody whom the household must be kept from. Find out what they know.",
        due_at=now + timedelta(hours=hours), urgent=True, household_id=household.id, about=("held_telling", row.id),
        once=_cause(row.id), by=by, now=now,
    )  # fmt: skip
    audit.record(session, by, "disclosure.held", household, now=now, facts={"held": row.id})


def one_held(session: Session, actor: Actor, held_id: UUID, *, locked: bool = False) -> Held:
    """One entry that was kept for a lead.

    Raises:
        NotFound: it is not there, or the case is not for this person.
    """
    query = (
        select(HeldTelling, Household)
        .join(Household, Household.id == HeldTelling.household_id)
        .where(HeldTelling.id == held_id, visible(actor, DECIDE))
        .options(joinedload(HeldTelling.decision))
    )
    found = session.execute(query.with_for_update(of=HeldTelling) if locked else query).one_or_none()
    if found is None:
        raise NotFound("entry")
    row, household = found
    typed = json.loads(row.answers)
    return Held(
        row.id, household, typed["whom"], Told(**typed["told"]), datetime.fromisoformat(typed["told_at"]), row.at,
        row.by, row.by_name, row.decision,
    )  # fmt: skip


def waiting_of(session: Session, household_id: UUID) -> list[UUID]:
    """Entries of a case that the caller has opened that wait for a lead, the oldest first."""
    decided = exists().where(HeldTellingDecision.held_id == HeldTelling.id)
    query = select(HeldTelling.id).where(HeldTelling.household_id == household_id, ~decided)
    return list(session.scalars(query.order_by(HeldTelling.at, HeldTelling.id)))


def decide_held(*, held_id: UUID, outcome: str, reason: str, by: Actor, now: datetime) -> Held:
    """Say what it was. What was told stands in the log from then on; her place is looked at again.

    Raises:
        Forbidden: the person is no lead.
        NotFound: it is not there, or the case is not for this person.
        Refused: somebody has said so already (says who and when), it was typed by this person, or an answer is missing.
    """
    insist(by, DECIDE)
    with transaction() as session:
        held = one_held(session, by, held_id, locked=True)
        _check(held, outcome, reason, by)
        session.add(
            HeldTellingDecision(
                held_id=held.id, outcome=outcome, reason=reason.strip(), at=now, by=by.account_id, by_name=by.name
            )
        )
        look_again(session, held.household.id)
        settle_tasks(session, once=_cause(held.id), by=by, now=now, authority=held.household.authority_code)
        if outcome != NOTHING:
            disclosures.tell(
                session, held.told._replace(confirmed=FEARED), key=held.id, authority=held.household.authority_code,
                household_id=held.household.id, whom=held.whom, told_at=held.told_at, by=by, now=now,
            )  # fmt: skip
        audit.record(session, by, "disclosure.looked_at", held.household, now=now, facts={"outcome": outcome})
    return held


def _check(held: Held, outcome: str, reason: str, by: Actor) -> None:
    if held.decision is not None:
        raise Refused(f"{held.decision.by_name} looked at this at {said_moment(held.decision.at)}.")
    if held.by is not None and held.by == by.account_id:
        raise Refused("You wrote this down. Somebody else of the team looks at it.")
    if outcome not in OUTCOMES:
        raise Refused("Select what it was", field="outcome")
    if not reason.strip():
        raise Refused("Enter what was done", field="reason")
    if len(reason) > LONGEST:
        raise Refused(f"What was done must be {LONGEST:,} characters or fewer", field="reason")


def _cause(held_id: UUID) -> str:
    return f"telling-feared:{held_id}"
