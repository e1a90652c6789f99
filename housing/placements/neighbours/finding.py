"""What Haven finds by itself, kept as rows: made when a fact makes it so, ended when the facts behind it are gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.households.models import Household
from housing.households.separations import reading
from housing.households.separations.levels import Local, local
from housing.households.separations.likeness import STAFF, Likeness
from housing.households.separations.models import SYSTEM, Separation, SeparationEnd
from housing.places.models import UnitPeriod
from housing.presentations.models import Presentation

GONE = "The facts behind it have changed."


def refresh(
    session: Session, household: Household, *, interested: Iterable[UUID], by: Actor, now: datetime
) -> tuple[int, int]:
    """Bring a household's rows of what Haven finds up to date, inside the caller's transaction; how many came, went.

    `interested` are the organisations of which somebody has a declared interest in the household; its people and
    concerns are loaded. Only households that ask for help now, or live or are to live somewhere, are compared: whoever
    comes back is looked at again. What a person said is nothing is found again only where one of the records changes.
    """
    rules = local(session, household.authority_code, day_of(now))
    but = reading.dismissed(session, household.authority_code)
    likenesses = reading.likenesses_of(session, household.authority_code, [household], but=but)
    now_with_us = _with_us(
        session, {household.id, *(each.one for each in likenesses), *(each.other for each in likenesses)}
    )
    wanted = {each.basis: _pair(each, rules) for each in likenesses if {each.one, each.other} <= now_with_us}
    wanted |= {_interest(household.id, each): _kept_from(household.id, each) for each in interested}
    standing = {row.basis: row for row in session.scalars(_standing(household.id))}
    gone = [row for basis, row in standing.items() if basis not in wanted]
    for row in gone:
        _end(session, row, by, now)
    new = [basis for basis in sorted(wanted) if basis not in standing]
    for basis in new:
        _store(session, household, basis, wanted[basis], by, now)
    return len(new), len(gone)


def _with_us(session: Session, households: set[UUID]) -> set[UUID]:
    """Of these households those with an open presentation, and those who live or are to live somewhere."""
    asks = exists().where(Presentation.household_id == Household.id, Presentation.ended_at.is_(None))
    lives = exists().where(UnitPeriod.household_id == Household.id, UnitPeriod.replaced_at.is_(None))
    query = select(Household.id).where(Household.id.in_(sorted(households)), or_(asks, lives))
    return set(session.scalars(query))


def _standing(household_id: UUID) -> Select[Separation]:
    about = or_(Separation.household_id == household_id, Separation.other_household_id == household_id)
    return select(Separation).where(about, Separation.found == SYSTEM, Separation.ended_at.is_(None))


def _interest(household_id: UUID, organisation_id: UUID) -> str:
    return hashlib.sha256(f"{STAFF} {household_id} {organisation_id}".encode()).hexdigest()


def _pair(found: Likeness, rules: Local) -> dict[str, object]:
    level = rules.of(found.reason)
    return {
        "household_id": found.one, "other_household_id": found.other, "reason": found.reason, "level": level.level,
        "distance_m": level.metres,
    }  # fmt: skip


def _kept_from(household_id: UUID, organisation_id: UUID) -> dict[str, object]:
    return {
        "household_id": household_id, "organisation_id": organisation_id, "reason": STAFF, "level": "building",
        "distance_m": None,
    }  # fmt: skip


def _store(
    session: Session, household: Household, basis: str, about: dict[str, object], by: Actor, now: datetime
) -> None:
    row = {
        "id": uuid4(), "authority_code": household.authority_code, "found": SYSTEM, "basis": basis,
        "from_on": day_of(now), "made_at": now, "made_by_name": by.name, **about,
    }  # fmt: skip
    statement = insert(Separation).values(**row).on_conflict_do_nothing().returning(Separation.id)
    made = session.scalar(statement)
    if made is not None:
        facts = {"reason": about["reason"]}
        audit.record(session, by, "separation.found", ("separation", made), now=now, facts=facts)


def _end(session: Session, row: Separation, by: Actor, now: datetime) -> None:
    row.ended_at = now
    session.add(SeparationEnd(separation_id=row.id, at=now, by=by.account_id, by_name=by.name, reason=GONE))
    audit.record(session, by, "separation.ended", row, now=now)
