"""Marking a number or an address unsafe, and taking the mark away again with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.forms.contact import read_phone
from housing.households import editing, timeline
from housing.households.contact import keep_record
from housing.households.contacting.models import UnsafeMark
from housing.households.models import Household, SafeContact
from housing.households.sending import digest
from housing.refusals import Refused
from pathway.safe_contact import CALLED, Reached


def mark_unsafe(*, household_id: UUID, kind: Reached, value: str, why: str, by: Actor, now: datetime) -> None:
    """Say that she must not be reached there; where it was her safe contact, it is taken out of it at once.

    Said twice, it is marked once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: it cannot be a telephone number.
    """
    if kind is Reached.PHONE and read_phone(value) is None:
        raise Refused("Enter a telephone number, like 01632 960 001 or 07700 900 982", field="value")
    with transaction() as session:
        household = editing.opened(session, by, household_id, "contact")
        put_mark(session, household, kind, value, why, by=by, now=now)


def put_mark(
    session: Session, household: Household, kind: Reached, value: str, why: str, *, by: Actor, now: datetime
) -> None:
    """As mark_unsafe, inside the caller's transaction; the household's safe contact is loaded, the number is one."""
    if not _put(session, household, kind, value, why, by=by, now=now):
        return
    _take_out(session, household, kind, value, by=by, now=now)
    words = f"A {CALLED[kind]} was marked unsafe. Nothing is sent there."
    timeline.tell(session, household.id, "contact", words, by=by, now=now)
    audit.record(session, by, "contact.marked_unsafe", household, now=now, facts={"kind": kind.value})


def lift_mark(*, household_id: UUID, mark_id: UUID, why: str, by: Actor, now: datetime) -> None:
    """Take a mark away; the mark and the reason stay on the record. Taking it away twice is once.

    Raises:
        NotFound: the household or the mark is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "contact")
        mark = session.scalar(
            select(UnsafeMark).where(UnsafeMark.id == mark_id, UnsafeMark.household_id == household.id)
        )
        if mark is None:
            raise NotFound("mark")
        if mark.lifted_at is not None:
            return
        mark.lifted_at, mark.lifted_by, mark.lifted_by_name, mark.lifted_why = now, by.account_id, by.name, why
        words = f"A {CALLED[Reached(mark.kind)]} is no longer marked unsafe."
        timeline.tell(session, household.id, "contact", words, by=by, now=now)
        audit.record(session, by, "contact.mark_lifted", household, now=now, facts={"mark": mark.id})


def _put(
    session: Session, household: Household, kind: Reached, value: str, why: str, *, by: Actor, now: datetime
) -> bool:
    """Whether it is new."""
    row = {
        "id": uuid4(), "household_id": household.id, "kind": kind.value, "value": value,
        "value_index": digest(kind, value), "why": why, "at": now, "by": by.account_id, "by_name": by.name,
    }  # fmt: skip
    columns = [UnsafeMark.household_id, UnsafeMark.kind, UnsafeMark.value_index]
    statement = insert(UnsafeMark).on_conflict_do_nothing(
        index_elements=columns, index_where=UnsafeMark.lifted_at.is_(None)
    )
    return session.scalar(statement.returning(UnsafeMark.id), row) is not None


def _take_out(session: Session, household: Household, kind: Reached, value: str, *, by: Actor, now: datetime) -> None:
    """The moment of marking stands on her safe contact, so that what was arranged by it before is seen to be old."""
    kept = household.safe_contact
    if kept is None:
        kept = household.safe_contact = SafeContact(household_id=household.id, methods=[], days=[])
    kept.flagged_at = now
    own = getattr(kept, kind.value)
    if own is not None and digest(kind, own) == digest(kind, value):
        setattr(kept, kind.value, None)
    keep_record(session, household, by=by, now=now)
