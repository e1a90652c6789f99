"""Restricted cases that nobody could open, and what was asked about them: never anything of the case itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from housing.access import POLICY, Actor, NotFound
from housing.clock import day_of
from housing.households.models import Household
from housing.households.restriction import nobody_named
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.presentations.models import Presentation
from housing.presentations.named.models import NamingRequest

ASK, DECIDE = "naming.ask", "naming.decide"


@dataclass(frozen=True, slots=True)
class Closed:
    """A restricted case that nobody could open: what staff call it, and whether somebody is asked for already."""

    household_id: UUID
    reference: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with who is to be named. The reference is for whoever may ask, and for nobody else."""

    request: NamingRequest
    name: str
    reference: str | None


def closed(session: Session, actor: Actor, now: datetime) -> list[Closed]:
    """The cases for which this person may ask, by reference; none from which they are barred."""
    waits = exists().where(NamingRequest.household_id == Household.id, *_open(now))
    query = select(Household.id, Household.reference, waits).where(*_closed(actor, now)).order_by(Household.reference)
    return [Closed(*row) for row in session.execute(query)]


def closed_count(session: Session, actor: Actor, now: datetime) -> int:
    """How many there are for which nobody has asked yet."""
    waits = exists().where(NamingRequest.household_id == Household.id, *_open(now))
    return session.scalar(select(func.count(Household.id)).where(*_closed(actor, now), ~waits)) or 0


def one_closed(session: Session, actor: Actor, household_id: UUID, now: datetime, *, lock: bool = False) -> Household:
    """Such a case.

    Raises:
        NotFound: it is not there, somebody can open it, or it is not for this person.
    """
    query = select(Household).where(Household.id == household_id, *_closed(actor, now))
    found = session.scalar(query.with_for_update(of=Household) if lock else query)
    if found is None:
        raise NotFound("household")
    return found


def waiting(session: Session, actor: Actor, now: datetime) -> list[Asked]:
    """What waits for a second person, the first to lapse first: what this person asked, or may decide."""
    query = _select(actor).where(*_open(now)).order_by(NamingRequest.lapses_at, NamingRequest.id)
    return _read(session, actor, query)


def to_decide(session: Session, actor: Actor, now: datetime) -> int:
    """How many wait for this person's answer."""
    query = select(func.count(NamingRequest.id)).where(*_open(now), _within(actor), not_own(actor))
    return session.scalar(query) or 0


def one(session: Session, actor: Actor, request_id: UUID) -> Asked:
    """One request, open or ended.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = _read(session, actor, _select(actor).where(NamingRequest.id == request_id))
    if not found:
        raise NotFound("request")
    return found[0]


def open_of(session: Session, household_id: UUID) -> NamingRequest | None:
    """The request of a case that has no answer, lapsed or not."""
    query = select(NamingRequest).where(NamingRequest.household_id == household_id, NamingRequest.closed_at.is_(None))
    return session.scalar(query)


def not_own(actor: Actor) -> ColumnElement[bool]:
    """Requests that others made and that would name others: this person's to decide."""
    return and_(
        or_(NamingRequest.asked_by.is_(None), NamingRequest.asked_by != actor.account_id),
        NamingRequest.account_id != actor.account_id,
    )


def deciders(session: Session, request: NamingRequest, now: datetime) -> Sequence[UUID]:
    """Who may be the second person: by role and council, neither the asker, nor the one to be named, nor barred."""
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id == request.household_id
    )
    query = (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.authority_code == request.authority_code, in_force(day_of(now)))
        .where(Membership.role.in_([role.value for role in POLICY[DECIDE]]), Account.closed_at.is_(None), ~barred)
        .where(Account.id.not_in([one for one in (request.asked_by, request.account_id) if one is not None]))
    )
    return session.scalars(query.distinct().order_by(Account.id)).all()


def _within(actor: Actor) -> ColumnElement[bool]:
    """Requests of the person's councils about cases from which they are not barred."""
    barred = exists().where(
        ConflictOfInterest.household_id == NamingRequest.household_id,
        ConflictOfInterest.account_id == actor.account_id,
    )
    return and_(NamingRequest.authority_code.in_(sorted(actor.extent(DECIDE).authorities)), ~barred)


def _closed(actor: Actor, now: datetime) -> Sequence[ColumnElement[bool]]:
    barred = exists().where(
        ConflictOfInterest.household_id == Household.id, ConflictOfInterest.account_id == actor.account_id
    )
    runs = exists().where(Presentation.household_id == Household.id, Presentation.ended_at.is_(None))
    councils = sorted(actor.extent(ASK).authorities)
    return Household.authority_code.in_(councils), nobody_named(day_of(now)), runs, ~barred


def _open(now: datetime) -> Sequence[ColumnElement[bool]]:
    return NamingRequest.closed_at.is_(None), NamingRequest.lapses_at > now


def _select(actor: Actor) -> Select[NamingRequest, str, str]:
    """What somebody who is to be named reads nothing of: until it is approved it is not there for them."""
    return (
        select(NamingRequest, Account.name, Household.reference)
        .join(Account, Account.id == NamingRequest.account_id)
        .join(Household, Household.id == NamingRequest.household_id)
        .where(_within(actor), NamingRequest.account_id != actor.account_id)
    )


def _read(session: Session, actor: Actor, query: Select[NamingRequest, str, str]) -> list[Asked]:
    asks = actor.may(ASK)
    return [Asked(request, name, reference if asks else None) for request, name, reference in session.execute(query)]
