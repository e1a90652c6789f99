"""Pairs that nobody has to decide about any more: a name or a number was corrected, or a record was taken away.

The task is settled, and what was held because of the pair is free. Both records are compared anew within a minute, so
that whatever else is alike of them is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import combinations
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.households.alike import numbers
from housing.households.alike.models import NameMatch, NamePrint, NumberPrint
from housing.households.alike.names import Known, as_found, kind_of, known_of, may_be_one
from housing.households.alike.pairing import cause, look_again_at, undecided
from housing.households.models import Person, PersonOfConcern
from housing.tasks.raising import settle_tasks


def end_gone(session: Session, touched: Collection[UUID], *, by: Actor, now: datetime) -> int:
    """End the pairs that wait and do not hold any more, of these households or with a record that is gone; how many."""
    one, other = NameMatch.one_household_id, NameMatch.other_household_id
    about = or_(one.in_(sorted(touched)), other.in_(sorted(touched)), _gone())
    waiting = session.scalars(select(NameMatch).where(undecided(), about).order_by(NameMatch.id).with_for_update())
    standing = waiting.all()
    if not standing:
        return 0
    holding = _holding(session, standing)
    over = [match for match in standing if match.basis not in holding]
    for match in over:
        match.ended_at = now
        look_again_at(session, match)
    _compare_anew(session, over)
    session.flush()
    for match in over:
        settle_tasks(session, once=cause(match.id), by=by, now=now, authority=match.authority_code)
        audit.record(session, by, "name_match.ended", match, now=now)
    return len(over)


def _gone() -> ColumnElement[bool]:
    """Of which a record is not there any more."""
    return or_(*(
        ~or_(exists().where(Person.id == record), exists().where(PersonOfConcern.id == record))
        for record in (NameMatch.one_record, NameMatch.other_record)
    ))  # fmt: skip


def _holding(session: Session, standing: Sequence[NameMatch]) -> set[str]:
    """The bases of what is alike now between the households of these pairs: four queries for any number."""
    households = {each for match in standing for each in (match.one_household_id, match.other_household_id)}
    names: defaultdict[UUID, list[Known]] = defaultdict(list)
    for known in known_of(session, households):
        names[known.household_id].append(known)
    prints = session.scalars(select(NumberPrint).where(NumberPrint.household_id.in_(sorted(households)))).all()
    owners = numbers.owners_of(session, prints)
    found = {
        basis for match in standing
        for basis in _names_alike(names[match.one_household_id], names[match.other_household_id])
    }  # fmt: skip
    for first, second in combinations((row for row in prints if row.id in owners), 2):
        kind = numbers.kind_of(owners[first.id], owners[second.id]) if first.number == second.number else None
        if kind is not None:
            found.add(numbers.as_found(kind, first.number, owners[first.id], owners[second.id]).basis)
    return found


def _names_alike(ones: Iterable[Known], others: Collection[Known]) -> Iterable[str]:
    for one in ones:
        for other in others:
            kind = kind_of(one, other)
            if kind is not None and may_be_one(one, other, kind):
                yield as_found(kind, one, other).basis


def _compare_anew(session: Session, over: Iterable[NameMatch]) -> None:
    households = sorted({each for match in over for each in (match.one_household_id, match.other_household_id)})
    for model in (NamePrint, NumberPrint):
        session.execute(update(model).where(model.household_id.in_(households)).values(compared_at=None))
