"""The trail by person, household, action and day: for information governance only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.audit import AuditEntry
from housing.clock import LONDON
from housing.people.accounts.queries import within
from housing.people.conflicts.queries import household
from housing.people.models import Account

READ = "audit.read"
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the trail is asked for; None leaves a question out."""

    person: UUID | None = None
    household: UUID | None = None
    action: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail as it is shown. `about` is a reference or a name where there is one, else an id."""

    seq: int
    at: datetime
    who: str
    words: str
    about: str
    facts: Sequence[tuple[str, str]]


def count(session: Session, actor: Actor, wanted: Wanted) -> int:
    """How many lines there are."""
    return session.scalar(select(func.count()).select_from(AuditEntry).where(_asked(actor, wanted))) or 0


def lines(session: Session, actor: Actor, wanted: Wanted, *, offset: int, size: int) -> list[Line]:
    """The lines, newest first."""
    query = select(AuditEntry).where(_asked(actor, wanted)).order_by(AuditEntry.seq.desc())
    entries = list(session.scalars(query.offset(offset).limit(size)))
    called, known = _called(session, entries), _known(session, actor, entries)
    return [
        Line(
            entry.seq,
            entry.at,
            entry.actor,
            in_words(entry.action),
            called.get((entry.subject, entry.subject_id)) or f"{in_words(entry.subject)} {entry.subject_id}".strip(),
            [(in_words(name), _said(value, known)) for name, value in sorted(entry.facts.items())],
        )
        for entry in entries
    ]


def _called(session: Session, entries: Sequence[AuditEntry]) -> dict[tuple[str, str], str]:
    """What households and accounts among the subjects are called, by (table, id)."""
    cases, people = ({e.subject_id for e in entries if e.subject == table} for table in ("household", "account"))
    households = select(household.c.id, household.c.reference).where(cast(household.c.id, String).in_(sorted(cases)))
    accounts = select(Account.id, Account.name).where(cast(Account.id, String).in_(sorted(people)))
    return {
        (table, str(identity)): name
        for table, query in (("household", households), ("account", accounts))
        for identity, name in session.execute(query)
    }


def _known(session: Session, actor: Actor, entries: Sequence[AuditEntry]) -> dict[str, str]:
    """What the cases and people of the actor's councils that facts name are called, by id."""
    said = {each for entry in entries for value in entry.facts.values() for each in _each(value)}
    ids = sorted(UUID(each) for each in said if _ID.fullmatch(each))
    councils = sorted(actor.extent(READ).authorities)
    cases = select(household.c.id, household.c.reference).where(household.c.authority_code.in_(councils))
    people = select(Account.id, Account.name).where(within(actor, READ))
    found = (cases.where(household.c.id.in_(ids)), people.where(Account.id.in_(ids)))
    return {str(identity): name for query in found for identity, name in session.execute(query)}


def actions(session: Session) -> list[str]:
    """Every action that the trail has, by name."""
    return list(session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def chain(session: Session) -> tuple[int, str]:
    """How long the chain is, and the newest line's digest in hexadecimal: to write down and compare with later.

    A chain whose end was cut off is whole; only a length and a digest kept elsewhere show it.
    """
    query = select(AuditEntry.seq, AuditEntry.digest).order_by(AuditEntry.seq.desc()).limit(1)
    newest = session.execute(query).first()
    return (0, "") if newest is None else (newest.seq, bytes(newest.digest).hex())


def in_words(action: str) -> str:
    """ "offer.made" as "Offer: made"."""
    return action.replace(".", ": ").replace("_", " ").capitalize()


def _asked(actor: Actor, wanted: Wanted) -> ColumnElement[bool]:
    conditions = [_reached(actor)]
    if wanted.person is not None:
        conditions.append(AuditEntry.account_id == wanted.person)
    if wanted.household is not None:
        conditions.append(_about(str(wanted.household)))
    if wanted.action is not None:
        conditions.append(AuditEntry.action == wanted.action)
    if wanted.day is not None:
        start = datetime.combine(wanted.day, time(), LONDON)
        end = datetime.combine(wanted.day + timedelta(days=1), time(), LONDON)
        conditions.append(and_(AuditEntry.at >= start, AuditEntry.at < end))
    return and_(*conditions)


def _reached(actor: Actor) -> ColumnElement[bool]:
    """What the council's own people and Haven itself did, and what anybody did to the council's households."""
    councils = sorted(actor.extent(READ).authorities)
    own_people = select(Account.id).where(within(actor, READ))
    own_cases = select(cast(household.c.id, String)).where(household.c.authority_code.in_(councils))
    return or_(
        AuditEntry.account_id.is_(None),
        AuditEntry.account_id.in_(own_people),
        and_(AuditEntry.subject == "household", AuditEntry.subject_id.in_(own_cases)),
    )


def _about(household_id: str) -> ColumnElement[bool]:
    """Lines on a household, and lines on something else whose facts name it."""
    return or_(AuditEntry.subject_id == household_id, cast(AuditEntry.facts, String).contains(household_id))


def _each(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _said(value: object, known: Mapping[str, str]) -> str:
    return ", ".join(known.get(each, each) for each in _each(value))
