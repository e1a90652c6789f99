"""What of other households has to be compared with some: found by their digests, in two queries however many there are.

Light rows: ids, digests, dates of birth. No name is opened, and nothing of the rest of a case is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, String, cast, null, select
from sqlalchemy.orm import Session

from housing.db import Id
from housing.households.alike.pairing import held_apart
from housing.households.models import Household, Person, PersonOfConcern
from housing.households.separations.likeness import Feared, Likeness, Record, likenesses
from housing.households.separations.models import SYSTEM, Separation, SeparationEnd

Records = Sequence[Record]
Pair = tuple[UUID, UUID]


def dismissed(session: Session, authority: str) -> frozenset[str]:
    """The bases of which a person of the council has said that they are of two people."""
    return frozenset(basis for basis in session.scalars(_dismissed(authority)) if basis is not None)


def looked_at(session: Session, authority: str, households: Collection[UUID]) -> tuple[frozenset[str], set[Pair]]:
    """What `dismissed` says, and the pairs of households, in order, that a lead has still to look at; in one query."""
    waiting = held_apart(households).subquery()
    none = cast(null(), Id)
    query = _dismissed(authority).add_columns(none, none).union_all(select(cast(null(), String), *waiting.c))
    rows = session.execute(query).all()
    bases = frozenset(basis for basis, _, _ in rows if basis is not None)
    return bases, {(min(one, other), max(one, other)) for basis, one, other in rows if basis is None}


def _dismissed(authority: str) -> Select[str | None]:
    return (
        select(Separation.basis)
        .join(SeparationEnd)
        .where(Separation.authority_code == authority, Separation.found == SYSTEM, SeparationEnd.by.is_not(None))
        .where(Separation.basis.is_not(None))
    )


def likenesses_of(
    session: Session, authority: str, households: Iterable[Household], *, but: Collection[str] = ()
) -> set[Likeness]:
    """Every likeness between these households and any other of the council; people and concerns are loaded.

    `but` are bases that do not count.
    """
    focus = list(households)
    ours = {household.id for household in focus}
    feared: list[Feared] = [concern for household in focus for concern in household.concerns]
    people: list[Record] = [person for household in focus for person in household.people]
    other_feared = _concerns(session, authority, _indexes([*feared, *people]), ours)
    other_people = _people(session, authority, _indexes(feared), ours)
    found = likenesses([*feared, *other_feared], [*people, *other_people], dismissed=but)
    return {each for each in found if each.one in ours or each.other in ours}


def _indexes(records: Iterable[Record]) -> list[str]:
    return sorted({record.name_index for record in records if record.name_index is not None})


def _concerns(session: Session, authority: str, indexes: list[str], but: Collection[UUID]) -> Sequence[Feared]:
    query = (
        select(
            PersonOfConcern.id, PersonOfConcern.household_id, PersonOfConcern.name_index, PersonOfConcern.born,
            PersonOfConcern.born_from, PersonOfConcern.born_until, PersonOfConcern.relationship_to_her,
        )
        .join(Household, Household.id == PersonOfConcern.household_id)
        .where(Household.authority_code == authority, PersonOfConcern.name_index.in_(indexes))
        .where(Household.id.not_in(sorted(but)))
    )  # fmt: skip
    return session.execute(query).all()


def _people(session: Session, authority: str, indexes: list[str], but: Collection[UUID]) -> Records:
    query = (
        select(Person.id, Person.household_id, Person.name_index, Person.born, Person.born_from, Person.born_until)
        .join(Household, Household.id == Person.household_id)
        .where(Household.authority_code == authority, Person.name_index.in_(indexes))
        .where(Household.id.not_in(sorted(but)))
    )
    return session.execute(query).all()
