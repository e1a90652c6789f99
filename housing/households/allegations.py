"""A name that is both a person of concern in one case and somebody asking for help in another.

The person who abuses may present as the victim, at the same council. Nothing of one case is shown in the other and
the officer is not told; the homelessness team is, to look at both before anybody is placed. Inside the caller's
transaction. Why: docs/adr/0029.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from housing import audit, outbox
from housing.access import Actor, Role
from housing.clock import day_of
from housing.households.models import Household, Person, PersonOfConcern
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation

WORDING = "counter_allegation"


def check_person(session: Session, household: Household, index: str | None, *, by: Actor, now: datetime) -> bool:
    """Whether somebody of this household is named as a person of concern in another; if so the team is told."""
    if index is None:
        return False
    other = (
        select(PersonOfConcern.household_id)
        .join(Household, Household.id == PersonOfConcern.household_id)
        .where(PersonOfConcern.name_index == index)
    )
    return _report(session, household, other, by=by, now=now)


def check_concern(session: Session, household: Household, index: str | None, *, by: Actor, now: datetime) -> bool:
    """Whether a person of concern of this household is an adult of another household; if so the team is told."""
    if index is None:
        return False
    other = (
        select(Person.household_id)
        .join(Household, Household.id == Person.household_id)
        .where(Person.name_index == index, Person.role == "adult")
    )
    return _report(session, household, other, by=by, now=now)


def _report(session: Session, household: Household, other: Select[UUID], *, by: Actor, now: datetime) -> bool:
    elsewhere = other.where(Household.authority_code == household.authority_code, Household.id != household.id)
    others = list(session.scalars(elsewhere.distinct()))
    if not others:
        return False
    audit.record(session, by, "household.counter_allegation", household, now=now, facts={"others": len(others)})
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id.in_([household.id, *others])
    )
    for account_id in session.scalars(_team(household.authority_code, now).where(~barred)):
        if account_id != by.account_id:
            outbox.put(
                session, account_id=account_id, wording=WORDING, facts={"reference": household.reference}, now=now
            )
    return True


def _team(authority: str, now: datetime) -> Select[UUID]:
    today = day_of(now)
    return (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.authority_code == authority, Membership.role == Role.HOMELESSNESS.value)
        .where(Account.closed_at.is_(None), Membership.from_on <= today)
        .where((Membership.until_on.is_(None)) | (Membership.until_on > today))
        .distinct()
    )
