"""Telephone numbers compared by keyed digests: her own safe number, and those of people of concern.

A number is read in its one form (E.164) before it is digested, so that "07700 900982" and "+44 7700 900982" are one.
A number that many households give is a service's own, and says nothing about two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Row, Select, and_, cast, delete, func, null, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from housing.clock import day_of
from housing.codes import setting
from housing.households.alike.models import ALLEGATION, DUPLICATE, NUMBER, NumberPrint
from housing.households.alike.pairing import Found, found_pair
from housing.households.birthdays import birth_of
from housing.households.models import Household, Person, PersonOfConcern, SafeContact
from housing.households.sending import digest
from pathway.births import Agreement, Birth, agreement
from pathway.safe_contact import Reached

MOST_HOUSEHOLDS = "name_match.number_most_households"
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose number it is: the person who asks for help in a household, or a person of concern."""

    authority: str
    household_id: UUID
    record: UUID
    feared: bool
    birth: Birth | None

    @property
    def side(self) -> tuple[UUID, UUID]:
        """The household and the record."""
        return self.household_id, self.record


def compare_new_numbers(session: Session, *, now: datetime) -> tuple[list[Found], list[UUID]]:
    """Bring digests in step and compare those that are new; what was found, and the households that were compared."""
    keep_in_step(session)
    waiting = select(NumberPrint).where(NumberPrint.compared_at.is_(None)).order_by(NumberPrint.id).limit(MOST_AT_ONCE)
    new = list(session.scalars(waiting.with_for_update(skip_locked=True)))
    found = list(_pairs(session, new, now)) if new else []
    for row in new:
        row.compared_at = now
    return found, sorted({row.household_id for row in new})


def keep_in_step(session: Session) -> None:
    """Make a digest of every number that has none or another; those of numbers that are not there any more go."""
    session.execute(delete(NumberPrint).where(NumberPrint.id.in_(_gone())))
    rows = [_row(each) for query in _wanting() for each in session.execute(query.limit(MOST_AT_ONCE))]
    if rows:
        new = insert(NumberPrint)
        keep = {name: new.excluded[name] for name in ("basis", "number", "compared_at")}
        session.execute(new.on_conflict_do_update(index_elements=["household_id", "concern_id"], set_=keep), rows)


def _row(each: Row[Any]) -> dict[str, Any]:
    return {
        "authority_code": each.authority_code, "household_id": each.household_id, "concern_id": each.concern_id,
        "basis": each.basis, "number": digest(Reached.PHONE, each.phone), "compared_at": None,
    }  # fmt: skip


def _wanting() -> tuple[Select[Any], ...]:
    return _of(SafeContact, cast(null(), NumberPrint.id.type)), _of(PersonOfConcern, PersonOfConcern.id)


def _of(model: type[SafeContact] | type[PersonOfConcern], concern: Any) -> Select[Any]:
    kept = aliased(NumberPrint)
    basis = func.md5(type_coerce(model.phone, LargeBinary))
    same = and_(kept.household_id == model.household_id, kept.concern_id.is_not_distinct_from(concern))
    query: Select[Any] = select(
        Household.authority_code, model.household_id, concern.label("concern_id"), model.phone, basis.label("basis")
    )
    return (
        query.join(Household, Household.id == model.household_id)
        .outerjoin(kept, same)
        .where(model.phone.is_not(None), or_(kept.id.is_(None), kept.basis != basis))
    )


def _gone() -> Select[UUID]:
    """Digests of numbers that were taken away."""
    own = and_(NumberPrint.concern_id.is_(None), SafeContact.phone.is_(None))
    feared = and_(NumberPrint.concern_id.is_not(None), PersonOfConcern.phone.is_(None))
    return (
        select(NumberPrint.id)
        .outerjoin(SafeContact, SafeContact.household_id == NumberPrint.household_id)
        .outerjoin(PersonOfConcern, PersonOfConcern.id == NumberPrint.concern_id)
        .where(or_(own, feared))
    )


def _pairs(session: Session, new: Sequence[NumberPrint], now: datetime) -> Iterator[Found]:
    for number, rows in alike_numbers(session, new).items():
        owners = owners_of(session, rows)
        own = sum(not owner.feared for owner in owners.values())
        for row in (each for each in new if each.number == number and each.id in owners):
            one = owners[row.id]
            most = setting(session, MOST_HOUSEHOLDS, authority=one.authority, on=day_of(now))
            for other in owners.values():
                kind = kind_of(one, other)
                if kind == ALLEGATION or (kind == DUPLICATE and own <= most):
                    yield as_found(kind, number, one, other)


def alike_numbers(session: Session, rows: Iterable[NumberPrint]) -> Mapping[str, list[NumberPrint]]:
    """Everybody of their council who has the number of one of these, by number."""
    given = list(rows)
    query = select(NumberPrint).where(
        NumberPrint.authority_code.in_(sorted({row.authority_code for row in given})),
        NumberPrint.number.in_(sorted({row.number for row in given})),
    )
    found: defaultdict[str, list[NumberPrint]] = defaultdict(list)
    for row in session.scalars(query.order_by(NumberPrint.id)):
        found[row.number].append(row)
    return found


def owners_of(session: Session, rows: Iterable[NumberPrint]) -> dict[UUID, Owner]:
    """Whose number each is, by the id of the digest; none of a household without anybody."""
    given = list(rows)
    leads = select(Person).where(Person.position == 0, Person.household_id.in_([row.household_id for row in given]))
    people = {person.household_id: person for person in session.scalars(leads)}
    wanted = select(PersonOfConcern).where(PersonOfConcern.id.in_([row.concern_id for row in given if row.concern_id]))
    feared = {concern.id: concern for concern in session.scalars(wanted)}
    found = {}
    for row in given:
        whose = feared.get(row.concern_id) if row.concern_id else people.get(row.household_id)
        if whose is not None:
            found[row.id] = Owner(
                row.authority_code, row.household_id, whose.id, row.concern_id is not None, birth_of(whose)
            )
    return found


def kind_of(one: Owner, other: Owner) -> str | None:
    """What one number of two people would mean; None where it means nothing: one household, both feared, two councils,
    or two who ask for help and cannot be one person by their dates of birth."""
    if one.household_id == other.household_id or one.authority != other.authority or (one.feared and other.feared):
        return None
    if one.feared or other.feared:
        return ALLEGATION
    return None if agreement(one.birth, other.birth) is Agreement.APART else DUPLICATE


def as_found(kind: str, number: str, one: Owner, other: Owner) -> Found:
    """The pair, as it is written down."""
    said = [f"{NUMBER} {each.record} {number}" for each in (one, other)]
    return found_pair(kind, NUMBER, one.authority, said, [one.side, other.side])
