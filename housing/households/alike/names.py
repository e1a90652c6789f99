"""Two names compared by their prints: what a likeness would mean, and whether two records may be of one person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Label, Select, func, select
from sqlalchemy.orm import Session

from housing.households.alike import printing
from housing.households.alike.models import ALLEGATION, DUPLICATE, NAME, NamePrint
from housing.households.alike.pairing import Found, found_pair
from housing.households.birthdays import birth_of
from housing.households.models import Household, Person, PersonOfConcern
from pathway.births import Agreement, Birth, agreement
from pathway.names import Print, alike

Prints = Select[NamePrint, UUID, bool, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A print with what it is compared by."""

    id: UUID
    authority: str
    household_id: UUID
    record: UUID
    feared: bool
    apart: tuple[UUID, bool]
    basis: str
    print: Print
    keys: frozenset[str]
    birth: Birth | None


def prints() -> Prints:
    """Prints with what they are compared by."""
    return (
        select(NamePrint, Household.organisation_id, Household.restricted, _either("born"), _either("born_from"),
               _either("born_until"), _either("born_how"))
        .join(Household, Household.id == NamePrint.household_id)
        .outerjoin(Person, Person.id == NamePrint.person_id)
        .outerjoin(PersonOfConcern, PersonOfConcern.id == NamePrint.concern_id)
    )  # fmt: skip


def _either(column: str) -> Label[Any]:
    """Of whoever the name is of."""
    return func.coalesce(getattr(Person, column), getattr(PersonOfConcern, column)).label(column)


def known_from(row: Any) -> Known:
    """A row of `prints` as it is compared."""
    kept: NamePrint = row.NamePrint
    return Known(
        id=kept.id,
        authority=kept.authority_code,
        household_id=kept.household_id,
        record=kept.concern_id or kept.person_id or kept.id,
        feared=kept.concern_id is not None,
        apart=(row.organisation_id, row.restricted),
        basis=f"{kept.concern_id or kept.person_id} {kept.alias_id} {kept.basis}",
        print=printing.read(kept.pieces),
        keys=frozenset(kept.keys),
        birth=birth_of(row),
    )


def known_of(session: Session, households: Collection[UUID]) -> list[Known]:
    """Every name of these households."""
    found = session.execute(prints().where(NamePrint.household_id.in_(sorted(households))).order_by(NamePrint.id))
    return [known_from(row) for row in found]


def kind_of(one: Known, other: Known) -> str | None:
    """What a likeness of the two would be; None where nobody has to look: one household, both feared, or one team's
    two open cases, which its officers see on their own pages."""
    if one.household_id == other.household_id or (one.feared and other.feared):
        return None
    if one.feared or other.feared:
        return ALLEGATION
    seen_by_both = one.apart[0] == other.apart[0] and not (one.apart[1] or other.apart[1])
    return None if seen_by_both else DUPLICATE


def may_be_one(one: Known, other: Known, kind: str) -> bool:
    """Whether two records may be of one person. Who searches for her may give another date of birth: the same name
    is enough for a lead to look, whatever the date, where one of the two is feared."""
    likeness, births = alike(one.print, other.print), agreement(one.birth, other.birth)
    if likeness == 1:
        return births is Agreement.SAME
    if likeness == 3 and kind == ALLEGATION:
        return True
    return likeness > 1 and births is not Agreement.APART


def as_found(kind: str, one: Known, other: Known) -> Found:
    """The pair, as it is written down."""
    sides = [(each.household_id, each.record) for each in (one, other)]
    return found_pair(kind, NAME, one.authority, [one.basis, other.basis], sides)
