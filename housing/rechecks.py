"""Households whose place has to be looked at again, since a fact of theirs has changed: written down with the change.

A row is put inside the transaction that changes the fact, and a job looks within the minute. One household waits once,
however much was changed; what changes while it is being looked at is looked at again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from housing.db import Base, Id


class Recheck(Base):
    """One household to look at; `number` is the order of asking, `taken_at` set by whoever looked. It holds no fact."""

    __tablename__ = "recheck"
    __table_args__ = (
        Index("uq_recheck_waiting", "household_id", unique=True, postgresql_where=text("taken_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    taken_at: Mapped[datetime | None]


def look_again(session: Session, household_id: UUID) -> None:
    """Have this household's place looked at again once the caller's transaction is stored."""
    statement = insert(Recheck).values(id=uuid4(), household_id=household_id)
    waiting = Recheck.taken_at.is_(None)
    session.execute(statement.on_conflict_do_nothing(index_elements=[Recheck.household_id], index_where=waiting))
