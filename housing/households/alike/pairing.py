"""Writing down that two records may be of one person, each pair once, and having a lead look.

Until a lead has decided, two records of which one is feared count for the matcher as the same name does: the two
households are kept apart (docs/adr/0088).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import settings
from housing.households.alike.models import (
    ALLEGATION,
    DUPLICATE,
    NAME,
    NUMBER,
    ONE_PERSON,
    NameMatch,
    NameMatchDecision,
)
from housing.rechecks import look_again
from housing.tasks.raising import raise_task

DUE = {ALLEGATION: "name_match.due_hours", DUPLICATE: "name_match.duplicate_due_hours"}
TITLE = {
    ALLEGATION: "Look at two records before an address is told",
    DUPLICATE: "Somebody may have two records",
}
WHY = {
    ALLEGATION: (
        "A name or a number in one case is like that of a person of concern in another. The officers are not told. "
        "Until you decide, the two households are kept apart."
    ),
    DUPLICATE: "Two cases may be of one person, and their officers cannot see both.",
}
OTHER = {NAME: NUMBER, NUMBER: NAME}  # one task is enough where both the name and the number are alike
Side = tuple[UUID, UUID]  # a household, and the record of its person or person of concern


@dataclass(frozen=True, slots=True)
class Found:
    """Two records of two households that may be of one person. `basis` is a digest of both as they were compared."""

    kind: str
    found_by: str
    authority: str
    basis: str
    sides: tuple[Side, Side]

    @property
    def records(self) -> tuple[UUID, UUID]:
        """Both records, in the order of their households."""
        return self.sides[0][1], self.sides[1][1]


def found_pair(kind: str, found_by: str, authority: str, said: Iterable[str], sides: Sequence[Side]) -> Found:
    """A pair in its one order; `said` is what was compared of each."""
    one, other = sorted(sides, key=lambda side: str(side[0]))
    return Found(kind, found_by, authority, hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest(), (one, other))


def undecided() -> ColumnElement[bool]:
    """Pairs that wait for a lead."""
    decided = exists().where(NameMatchDecision.match_id == NameMatch.id)
    return and_(NameMatch.ended_at.is_(None), ~decided)


def held_apart(households: Collection[UUID]) -> Select[UUID, UUID]:
    """Pairs of households of which one is among these, that a lead has still to look at: one may fear somebody of the
    other."""
    ours = sorted(households)
    about = or_(NameMatch.one_household_id.in_(ours), NameMatch.other_household_id.in_(ours))
    query = select(NameMatch.one_household_id, NameMatch.other_household_id)
    return query.where(NameMatch.kind == ALLEGATION, about, undecided())


def write_down(session: Session, found: Sequence[Found], *, by: Actor, now: datetime) -> int:
    """Keep those that are new, with a task each; how many. Every household is touched before the first line of the
    trail is written (docs/adr/0034)."""
    known = _standing(session, found)
    new = []
    for pair in sorted(set(found), key=lambda each: each.basis):
        row = _store(session, pair, now) if (OTHER[pair.found_by], *pair.records) not in known else None
        if row is not None:
            known.add((pair.found_by, *pair.records))
            new.append(row)
    for row in new:
        _have_a_lead_look(session, row, by=by, now=now)
    return len(new)


def _standing(session: Session, found: Sequence[Found]) -> set[tuple[str, UUID, UUID]]:
    """By what pairs of records are waiting already; by either where a lead has said that they are one person."""
    records = sorted({record for pair in found for record in pair.records})
    one = exists().where(NameMatchDecision.match_id == NameMatch.id, NameMatchDecision.outcome == ONE_PERSON)
    query = select(one, NameMatch.found_by, NameMatch.one_record, NameMatch.other_record)
    rows = session.execute(query.where(NameMatch.one_record.in_(records), or_(undecided(), one)))
    return {
        (found_by, first, second) for joined, by, first, second in rows for found_by in (OTHER if joined else (by,))
    }


def _store(session: Session, pair: Found, now: datetime) -> NameMatch | None:
    """The row; None where the pair has been found before. A household that lives somewhere is looked at again."""
    (first, one), (second, other) = pair.sides
    row = {
        "id": uuid4(), "authority_code": pair.authority, "kind": pair.kind, "basis": pair.basis,
        "one_household_id": first, "other_household_id": second, "one_record": one, "other_record": other,
        "found_at": now, "found_by": pair.found_by,
    }  # fmt: skip
    stored = session.scalar(
        insert(NameMatch).on_conflict_do_nothing(index_elements=["basis"]).returning(NameMatch), row
    )
    if stored is not None:
        look_again_at(session, stored)
    return stored


def look_again_at(session: Session, match: NameMatch) -> None:
    """Have the places of both households looked at again, where the pair says whom one of them may fear."""
    if match.kind == ALLEGATION:
        for household_id in sorted((match.one_household_id, match.other_household_id)):
            look_again(session, household_id)


def _have_a_lead_look(session: Session, row: NameMatch, *, by: Actor, now: datetime) -> None:
    key, kind = DUE[row.kind], row.kind
    hours = settings(session, (key,), authority=row.authority_code, on=day_of(now))[key]
    raise_task(
        session, kind=f"name-{kind}", authority=row.authority_code, role=Role.HOMELESSNESS, title=TITLE[kind],
        why=WHY[kind], due_at=now + timedelta(hours=hours), urgent=kind == ALLEGATION, by=by, now=now,
        about=("name_match", row.id), once=cause(row.id),
    )  # fmt: skip
    audit.record(session, by, "name_match.found", row, now=now, facts={"kind": kind, "by": row.found_by})


def cause(match_id: UUID) -> str:
    """The cause of the task about a pair."""
    return f"name-match:{match_id}"
