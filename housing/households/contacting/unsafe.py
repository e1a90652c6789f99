"""Marking a number or an address unsafe: nothing is sent there until somebody takes the mark away, with a reason.

What is marked and was her safe contact is taken out of it at once, so that whatever was arranged with it before (a
contractor's visit, a letter that waits) is looked at again.

Source: the ICO's reprimand of Charnwood: a letter that named the new address went to the old one.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.contacting.models import UnsafeMark
from housing.households.models import Household
from housing.households.sending import digest, near_a_concern
from housing.refusals import Refused
from pathway.safe_contact import CALLED, Reached


def standing_marks(session: Session, household_id: UUID) -> list[UnsafeMark]:
    """The marks that stand, newest first; who may know of the case is the caller's to have asked."""
    query = select(UnsafeMark).where(UnsafeMark.household_id == household_id, UnsafeMark.lifted_at.is_(None))
    return list(session.scalars(query.order_by(UnsafeMark.at.desc(), UnsafeMark.id)))


def refuse_unsafe(
    session: Session, household: Household, *, phone: str | None, email: str | None, address: str | None
) -> None:
    """Nothing that is marked unsafe, or lies where a person of concern goes, becomes her safe contact; it is loaded.

    Raises:
        Refused: one of them is; `field` names which.
    """
    kept = household.safe_contact
    marks = standing_marks(session, household.id) if kept is not None and kept.flagged_at is not None else []
    marked = {(mark.kind, mark.value_index): mark for mark in marks}
    for kind, value in ((Reached.PHONE, phone), (Reached.EMAIL, email), (Reached.ADDRESS, address)):
        mark = marked.get((kind.value, digest(kind, value))) if value else None
        if mark is not None:
            raise Refused(
                f"This {CALLED[kind]} was marked unsafe by {mark.by_name}. Take the mark away first, if it is safe.",
                field=kind.value,
            )
    if address and near_a_concern(session, household.id, address):
        raise Refused("A person of concern uses a place with this postcode. Enter another address.", field="address")
