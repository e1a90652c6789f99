"""Pairs of records as a lead sees them: nothing of a case that is not for this person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor, NotFound
from housing.households.alike.models import ALLEGATION, ONE_PERSON, Alias, NameMatch, NameMatchDecision
from housing.households.alike.pairing import undecided
from housing.households.birthdays import birth_of
from housing.households.models import Household, Person, PersonOfConcern
from housing.households.queries import visible
from housing.people.models import ConflictOfInterest
from housing.web.filters import said_date

DECIDE = "alike.decide"
MOST = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two cases. `reference` is None where the case is not for this person; then nothing else is said."""

    household_id: UUID | None
    reference: str | None
    feared: bool
    name: str | None = None
    started_by: UUID | None = None
    born: str = ""
    begun_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person; `found_by` a name or a number. `ended_at`: nothing to decide any more."""

    id: UUID
    kind: str
    found_by: str
    found_at: datetime
    ended_at: datetime | None
    one: Side
    other: Side
    decision: NameMatchDecision | None

    @property
    def both_seen(self) -> bool:
        """Whether the person sees both cases, without which nothing can be decided."""
        return self.one.reference is not None and self.other.reference is not None

    @property
    def joins(self) -> UUID | None:
        """The household whose record goes on where a lead has said that they are one person: the older one."""
        if self.decision is None or self.decision.outcome != ONE_PERSON or not self.both_seen:
            return None
        sides = sorted((self.one, self.other), key=lambda side: str(side.begun_at))
        return sides[0].household_id

    def beside(self, household_id: UUID) -> Side:
        """The other of the two cases.

        Raises:
            NotFound: the household is not one of them, or not both are for this person.
        """
        sides = {self.one.household_id: self.other, self.other.household_id: self.one}
        if not self.both_seen or household_id not in sides:
            raise NotFound("pair of records")
        return sides[household_id]

    @property
    def allegation(self) -> bool:
        """Whether one of the two is feared in the other's case."""
        return self.kind == ALLEGATION


def within(actor: Actor) -> ColumnElement[bool]:
    """THE filter: pairs of the person's council, unless they are barred from either case."""
    barred = exists().where(
        ConflictOfInterest.account_id == actor.account_id,
        or_(
            ConflictOfInterest.household_id == NameMatch.one_household_id,
            ConflictOfInterest.household_id == NameMatch.other_household_id,
        ),
    )
    return and_(NameMatch.authority_code.in_(sorted(actor.extent(DECIDE).authorities)), ~barred)


def open_pairs(session: Session, actor: Actor) -> list[Pair]:
    """Pairs that nobody has decided about, the oldest first."""
    query = _matches(actor).where(undecided())
    return _seen(session, actor, session.scalars(query.order_by(NameMatch.found_at, NameMatch.id).limit(MOST)).all())


def decided_pairs(session: Session, actor: Actor) -> list[Pair]:
    """The pairs decided last."""
    query = _matches(actor).join(NameMatchDecision, NameMatchDecision.match_id == NameMatch.id)
    return _seen(session, actor, session.scalars(query.order_by(NameMatchDecision.at.desc()).limit(MOST)).all())


def one(session: Session, actor: Actor, match_id: UUID, *, locked: bool = False) -> Pair:
    """One pair.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = _matches(actor).where(NameMatch.id == match_id)
    found = session.scalars(query.with_for_update(of=NameMatch) if locked else query).all()
    if not found:
        raise NotFound("pair of records")
    return _seen(session, actor, found)[0]


def _matches(actor: Actor) -> Select[NameMatch]:
    return select(NameMatch).where(within(actor)).options(selectinload(NameMatch.decision))


def _seen(session: Session, actor: Actor, matches: Sequence[NameMatch]) -> list[Pair]:
    """The pairs with what may be seen of each side: three queries for any number."""
    ids = {each for match in matches for each in (match.one_household_id, match.other_household_id)}
    households = {
        each.id: each
        for each in session.scalars(select(Household).where(Household.id.in_(ids), visible(actor, DECIDE)))
    }
    records = {each for match in matches for each in (match.one_record, match.other_record)}
    people = {each.id: each for each in session.scalars(select(Person).where(Person.id.in_(records)))}
    feared = {each.id: each for each in session.scalars(select(PersonOfConcern).where(PersonOfConcern.id.in_(records)))}

    def side(household_id: UUID, record: UUID) -> Side:
        household, named = households.get(household_id), feared.get(record) or people.get(record)
        if household is None:
            return Side(None, None, record in feared)
        name = named.name if named is not None else None
        return Side(
            household.id, household.reference, record in feared, name, household.created_by, _born(named),
            household.created_at,
        )  # fmt: skip

    return [
        Pair(
            match.id, match.kind, match.found_by, match.found_at, match.ended_at,
            side(match.one_household_id, match.one_record), side(match.other_household_id, match.other_record),
            match.decision,
        )
        for match in matches
    ]  # fmt: skip


def _born(named: Person | PersonOfConcern | None) -> str:
    """A date of birth as far as it is known, in words: two of them are compared by reading."""
    known = birth_of(named) if named is not None else None
    if known is None:
        return "Not known"
    if known.exact is not None:
        return said_date(known.exact)
    return f"Between {said_date(known.first)} and {said_date(known.last)}, as far as it is known"


def aliases(session: Session, household_id: UUID) -> list[Alias]:
    """The other names of the people of a household that the caller has opened, and of their people of concern."""
    query = select(Alias).where(Alias.household_id == household_id, Alias.ended_at.is_(None))
    return list(session.scalars(query.order_by(Alias.made_at, Alias.id)))
