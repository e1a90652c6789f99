"""Conflicts of interest as information governance sees them, and households by what staff call them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import String, column, select, table
from sqlalchemy.orm import Session, aliased

from housing.access import Actor
from housing.db import Id
from housing.people.models import Account, ConflictOfInterest

DECLARE = "conflict.declare"
# The slice of households lies above this one; of its table these columns are all that is needed here.
household = table("household", column("id", Id), column("reference", String), column("authority_code", String))


class Conflict(NamedTuple):
    """One conflict, for the list."""

    account_id: UUID
    household_id: UUID
    name: str
    reference: str
    reason: str
    declared_at: datetime
    declared_by: str | None


def tidy(typed: str) -> str:
    """A reference as somebody types it ("h7k3m9q", "H 7K3M9Q") in its one form, "H-7K3M9Q"."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{plain[:1]}-{plain[1:]}"


def household_of(session: Session, reference: str, councils: Iterable[str] | None = None) -> UUID | None:
    """The household of a reference, in one of these councils where any are given."""
    query = select(household.c.id).where(household.c.reference == tidy(reference))
    if councils is not None:
        query = query.where(household.c.authority_code.in_(sorted(councils)))
    return session.scalar(query)


def reference_of(session: Session, household_id: UUID) -> str | None:
    """What staff call a household."""
    return session.scalar(select(household.c.reference).where(household.c.id == household_id))


def conflicts(session: Session, actor: Actor) -> Sequence[Conflict]:
    """The conflicts about households of the actor's councils, newest first."""
    teller = aliased(Account)
    query = (
        select(
            ConflictOfInterest.account_id,
            ConflictOfInterest.household_id,
            Account.name,
            household.c.reference,
            ConflictOfInterest.reason,
            ConflictOfInterest.declared_at,
            teller.name,
        )
        .join(Account, Account.id == ConflictOfInterest.account_id)
        .join(household, household.c.id == ConflictOfInterest.household_id)
        .outerjoin(teller, teller.id == ConflictOfInterest.declared_by)
        .where(household.c.authority_code.in_(sorted(actor.extent(DECLARE).authorities)))
        .order_by(ConflictOfInterest.declared_at.desc(), Account.name)
    )
    return [Conflict(*row) for row in session.execute(query)]
