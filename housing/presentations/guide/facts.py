"""What the guide's conditions read of each case, for any number of cases in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from housing.access import Role
from housing.clock import day_of
from housing.households.models import Household, Person, SafeContact
from housing.people.models import Account, Membership
from housing.people.queries import in_force
from housing.places.models import Property, Unit, UnitPeriod
from housing.presentations.models import Presentation, RiskEntry, StageEntry
from housing.tasks.models import Task
from pathway.calendar import add_months
from pathway.conditions import CaseFacts
from pathway.stages import MOVES, Stage

OF_AGE = 18
MARAC_TASK = "marac-referral"  # the kind of the task that a high risk raises; its cause adds the presentation
STAYING = tuple(move.slug for move in MOVES if move.to is None)
NO_FUNDS, NOT_KNOWN = ("nrpf", "mvdac_applied"), "not_known"  # codes of the list "immigration"


@dataclass(frozen=True, slots=True)
class Case:
    """One open presentation: where it stands since when, its facts, and which organisation houses her now.

    `officers`: whether somebody of the team whose case it is holds the officer's role. `marac_raised`: the risk has
    raised the referral to the MARAC and an IDVA by itself.
    """

    presentation_id: UUID
    household_id: UUID
    authority: str
    stage: Stage
    entered_at: datetime
    facts: CaseFacts
    provider: UUID | None
    officers: bool
    marac_raised: bool


def cases(session: Session, now: datetime, *, of: Iterable[UUID] | None = None, authority: str = "") -> list[Case]:
    """Open presentations by id, or every one of a council, in one query."""
    query = _query(day_of(now)).where(Presentation.ended_at.is_(None))
    query = query.where(Presentation.authority_code == authority if of is None else Presentation.id.in_(list(of)))
    return [_case(row) for row in session.execute(query.order_by(Presentation.presented_at, Presentation.id))]


def _query(today: date) -> Select[Any]:
    return (
        select(
            Presentation.id,
            Presentation.household_id,
            Presentation.authority_code,
            Presentation.situation,
            Presentation.officer_id,
            Presentation.presented_at,
            Household.immigration,
            Household.interpreter,
            SafeContact.methods,
            _newest(StageEntry.stage).label("stage"),
            _newest(StageEntry.at).label("entered_at"),
            _risk(RiskEntry.band).label("risk"),
            _child(today).label("child"),
            _alone().label("alone"),
            _provider(today).label("provider"),
            _officers(today).label("officers"),
            _marac_raised().label("marac_raised"),
        )
        .join(Household, Household.id == Presentation.household_id)
        .outerjoin(SafeContact, SafeContact.household_id == Household.id)
    )


def _newest(column: Any) -> ScalarSelect[Any]:
    """Of the entry that led to the present stage: moves that stay where they are do not count."""
    of_this = select(column).where(
        StageEntry.presentation_id == Presentation.id,
        or_(StageEntry.reason.is_(None), StageEntry.reason.not_in(STAYING)),
    )
    return of_this.order_by(StageEntry.at.desc()).limit(1).scalar_subquery()


def _risk(column: Any) -> ScalarSelect[Any]:
    of_this = select(column).where(RiskEntry.presentation_id == Presentation.id)
    return of_this.order_by(RiskEntry.at.desc()).limit(1).scalar_subquery()


def _child(today: date) -> ColumnElement[bool]:
    """Somebody under eighteen; without a date of birth as the officer recorded."""
    birthday = add_months(today, -12 * OF_AGE)
    young = or_(Person.born > birthday, and_(Person.born.is_(None), Person.role == "child"))
    return exists().where(Person.household_id == Household.id, young)


def _alone() -> ColumnElement[bool]:
    """Only the person who asks is recorded, so that children may not have been asked about."""
    return ~exists().where(Person.household_id == Household.id, Person.position > 0)


def _provider(today: date) -> ScalarSelect[Any]:
    """The organisation whose unit the household lives in today, or is to live in from today."""
    return (
        select(Property.organisation_id)
        .join(Unit, Unit.property_id == Property.id)
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .where(UnitPeriod.household_id == Household.id, UnitPeriod.kind == "stay", UnitPeriod.replaced_at.is_(None))
        .where(UnitPeriod.during.contains(today))
        .limit(1)
        .scalar_subquery()
    )


def _officers(today: date) -> ColumnElement[bool]:
    return exists().where(
        Membership.organisation_id == Household.organisation_id,
        Membership.role == Role.OFFICER.value,
        in_force(today),
        Account.id == Membership.account_id,
        Account.closed_at.is_(None),
    )


def _marac_raised() -> ColumnElement[bool]:
    cause = func.concat(f"{MARAC_TASK}:", Presentation.id)
    return exists().where(Task.once == cause, Task.authority_code == Presentation.authority_code)


def _case(found: Row[Any]) -> Case:
    row = dict(found._mapping)
    said: Mapping[str, Any] = row["situation"]
    nowhere = said.get("nowhere_safe_tonight")
    facts = CaseFacts(
        children=True if row["child"] else None if row["alone"] else False,
        children_apart=said.get("children_apart"),
        high_risk=None if row["risk"] is None else row["risk"] == "high",
        risk_entered=row["risk"] is not None,
        no_recourse=None if row["immigration"] in (None, NOT_KNOWN) else row["immigration"] in NO_FUNDS,
        interpreter=row["interpreter"],
        hotel=said.get("in_hotel"),
        safe_tonight=None if nowhere is None else not nowhere,
        contact_agreed=bool(row["methods"]),
        worker=row["officer_id"] is not None,
    )
    return Case(
        presentation_id=row["id"],
        household_id=row["household_id"],
        authority=row["authority_code"],
        stage=Stage(row["stage"] or Stage.FIRST_CONTACT),
        entered_at=row["entered_at"] or row["presented_at"],
        facts=facts,
        provider=row["provider"],
        officers=row["officers"],
        marac_raised=row["marac_raised"],
    )
