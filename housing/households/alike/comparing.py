"""New names and numbers against all others of their council: who may be feared elsewhere, who may have two records.

A job's work, within the minute, so that a page takes as long and says the same whether or not there is anybody
(docs/adr/0074). What is found is a task of the homelessness team, without a name and without a reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import system
from housing.db import transaction
from housing.households.alike import printing
from housing.households.alike.ending import end_gone
from housing.households.alike.models import NamePrint
from housing.households.alike.names import Known, Prints, as_found, kind_of, known_from, may_be_one, prints
from housing.households.alike.numbers import compare_new_numbers
from housing.households.alike.pairing import Found, write_down

MOST_AT_ONCE = 500


def compare_new_names(*, now: datetime) -> tuple[int, int]:
    """Bring prints in step and compare those that are new; how many names and households with a number were compared,
    and how many pairs were found. Pairs that do not hold any more end."""
    by = system("Names compared")
    with transaction() as session:
        printing.keep_in_step(session)
        found, numbered = compare_new_numbers(session, now=now)
        new = [known_from(row) for row in session.execute(_new())]
        others = _others(session, new) if new else {}
        found += [pair for one in new for pair in _pairs(one, others)]
        for row in session.scalars(select(NamePrint).where(NamePrint.id.in_([one.id for one in new]))):
            row.compared_at = now
        session.flush()
        told = write_down(session, found, by=by, now=now)
    with transaction() as session:
        end_gone(session, {*numbered, *(one.household_id for one in new)}, by=by, now=now)
    return len(new) + len(numbered), told


def _new() -> Prints:
    waiting = prints().where(NamePrint.compared_at.is_(None))
    return waiting.order_by(NamePrint.id).limit(MOST_AT_ONCE).with_for_update(of=NamePrint, skip_locked=True)


def _others(session: Session, new: Sequence[Known]) -> dict[tuple[str, str], list[Known]]:
    """Everybody who shares a key with somebody new, by council and key."""
    keys = sorted({key for one in new for key in one.keys})
    councils = sorted({one.authority for one in new})
    rows = session.execute(prints().where(NamePrint.authority_code.in_(councils), NamePrint.keys.overlap(keys)))
    found: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
    for row in rows:
        known = known_from(row)
        for key in known.keys:
            found[known.authority, key].append(known)
    return found


def _pairs(one: Known, others: dict[tuple[str, str], list[Known]]) -> Iterator[Found]:
    near = {other.id: other for key in one.keys for other in others.get((one.authority, key), ())}
    for other in near.values():
        kind = kind_of(one, other)
        if kind is not None and may_be_one(one, other, kind):
            yield as_found(kind, one, other)
