"""New names against all others of their council: who may be feared elsewhere, and who may have two records.

A job's work, within the minute, so that a page takes as long and says the same whether or not there is anybody
(docs/adr/0074). What is found is a task of the homelessness team, without a name and without a reference.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role, system
from housing.clock import day_of
from housing.codes import settings
from housing.db import transaction
from housing.households.alike import printing
from housing.households.alike.models import ALLEGATION, DUPLICATE, NameMatch, NamePrint
from housing.households.birthdays import birth_of
from housing.households.models import Household, Person, PersonOfConcern
from housing.tasks.raising import raise_task
from pathway.births import Agreement, Birth, agreement
from pathway.names import Print, alike

MOST_AT_ONCE = 500
DUE = {ALLEGATION: "name_match.due_hours", DUPLICATE: "name_match.duplicate_due_hours"}
TITLE = {
    ALLEGATION: "Look at two records before an address is told",
    DUPLICATE: "Somebody may have two records",
}
WHY = {
    ALLEGATION: "A name in one case is like that of a person of concern in another. The officers are not told.",
    DUPLICATE: "Two cases may be of one person, and their officers cannot see both.",
}


Prints = Select[NamePrint, UUID, bool, date | None, date | None, date | None, str | None, date | None]


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


@dataclass(frozen=True, slots=True)
class _Row:
    born: date | None
    born_from: date | None
    born_until: date | None
    born_how: str | None


def compare_new_names(*, now: datetime) -> tuple[int, int]:
    """Bring prints in step and compare those that are new; how many were compared, and how many pairs were found."""
    by = system("Names compared")
    with transaction() as session:
        printing.keep_in_step(session)
        new = [_known(row) for row in session.execute(_new())]
        if not new:
            return 0, 0
        others = _others(session, new)
        found = [pair for one in new for pair in _pairs(one, others)]
        told = sum(_tell(session, *pair, by=by, now=now) for pair in found)
        for row in session.scalars(select(NamePrint).where(NamePrint.id.in_([one.id for one in new]))):
            row.compared_at = now
    return len(new), told


def _new() -> Prints:
    waiting = _prints().where(NamePrint.compared_at.is_(None))
    return waiting.order_by(NamePrint.id).limit(MOST_AT_ONCE).with_for_update(of=NamePrint, skip_locked=True)


def _prints() -> Prints:
    return (
        select(NamePrint, Household.organisation_id, Household.restricted, Person.born, Person.born_from,
               Person.born_until, Person.born_how, PersonOfConcern.born.label("feared_born"))
        .join(Household, Household.id == NamePrint.household_id)
        .outerjoin(Person, Person.id == NamePrint.person_id)
        .outerjoin(PersonOfConcern, PersonOfConcern.id == NamePrint.concern_id)
    )  # fmt: skip


def _known(row: Any) -> Known:
    kept: NamePrint = row.NamePrint
    born = _Row(row.born or row.feared_born, row.born_from, row.born_until, row.born_how)
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
        birth=birth_of(born),
    )


def _others(session: Session, new: Sequence[Known]) -> dict[tuple[str, str], list[Known]]:
    """Everybody who shares a key with somebody new, by council and key."""
    keys = sorted({key for one in new for key in one.keys})
    councils = sorted({one.authority for one in new})
    rows = session.execute(_prints().where(NamePrint.authority_code.in_(councils), NamePrint.keys.overlap(keys)))
    found: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
    for row in rows:
        known = _known(row)
        for key in known.keys:
            found[known.authority, key].append(known)
    return found


def _pairs(one: Known, others: dict[tuple[str, str], list[Known]]) -> Iterator[tuple[str, Known, Known]]:
    near = {other.id: other for key in one.keys for other in others.get((one.authority, key), ())}
    for other in near.values():
        kind = kind_of(one, other)
        if kind is not None and may_be_one(one, other, kind):
            yield kind, one, other


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


def _tell(session: Session, kind: str, one: Known, other: Known, *, by: Actor, now: datetime) -> bool:
    """Write the pair down and have a lead look; False where it has been found before."""
    first, second = sorted((one, other), key=lambda each: str(each.household_id))
    found = session.scalar(
        insert(NameMatch).on_conflict_do_nothing(index_elements=["basis"]).returning(NameMatch),
        {
            "id": uuid4(), "authority_code": one.authority, "kind": kind, "basis": _basis((one, other)),
            "one_household_id": first.household_id, "other_household_id": second.household_id,
            "one_record": first.record, "other_record": second.record, "found_at": now,
        },
    )  # fmt: skip
    if found is None:
        return False
    key = DUE[kind]
    hours = settings(session, (key,), authority=one.authority, on=day_of(now))[key]
    raise_task(
        session, kind=f"name-{kind}", authority=one.authority, role=Role.HOMELESSNESS, title=TITLE[kind], why=WHY[kind],
        due_at=now + timedelta(hours=hours), urgent=kind == ALLEGATION, by=by, now=now, about=("name_match", found.id),
        once=cause(found.id),
    )  # fmt: skip
    audit.record(session, by, "name_match.found", found, now=now, facts={"kind": kind})
    return True


def cause(match_id: UUID) -> str:
    """The cause of the task about a pair."""
    return f"name-match:{match_id}"


def _basis(pair: Iterable[Known]) -> str:
    return hashlib.sha256("\n".join(sorted(each.basis for each in pair)).encode()).hexdigest()
