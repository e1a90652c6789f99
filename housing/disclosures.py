"""Who was told which address, when, why and on what ground: one row for each time, never changed.

The audit trail says that somebody looked; this log says what left her circle, and can be printed for a serious case
review. It holds no address: it says which place it was, by its code, and who was told. It stands low, so that every
slice that tells anything writes it in the same transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from housing import audit
from housing.access import Actor
from housing.db import Base, Id
from housing.sealing import Sealed


class Disclosure(Base):
    """Somebody was told something that finds her.

    `what`, `means` and `basis` are codes of the lists `disclosure_what`, `disclosure_means`, `disclosure_basis`.
    `account_id` is set where the person told has an account of Haven; `told` is the name, and for whom they work.
    `consent`: whether she agreed; None where nobody asked, since the ground is another. `place` is a code, never an
    address. `confirmed` is set where whoever wrote it down was told that she had not named them, and wrote it all the
    same: a code of housing.households.disclosing.checking. `household_id` is None where a place was told of and
    nobody's case was the reason.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        Index("ix_disclosure_household", "household_id", "told_at"),
        Index("ix_disclosure_told_at", "told_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("household.id"))
    what: Mapped[str]
    place: Mapped[str | None]
    account_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    told: Mapped[str] = mapped_column(Sealed("disclosure.told"))
    means: Mapped[str]
    basis: Mapped[str]
    consent: Mapped[bool | None]
    why: Mapped[str | None] = mapped_column(Sealed("disclosure.why"))
    confirmed: Mapped[str | None]
    told_at: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class Told(NamedTuple):
    """What was told, and why: see Disclosure."""

    what: str
    basis: str
    means: str = "in_haven"
    place: str | None = None
    consent: bool | None = None
    why: str | None = None
    confirmed: str | None = None


def shown(session: Session, told: Told, *, authority: str, household_id: UUID | None, to: Actor, now: datetime) -> None:
    """Write down that Haven showed it to whoever asked, inside the caller's transaction; the trail is the caller's."""
    session.add(
        Disclosure(
            authority_code=authority, household_id=household_id, account_id=to.account_id, told=to.name, told_at=now,
            at=now, by=to.account_id, by_name=to.name, **told._asdict(),
        )
    )  # fmt: skip


def tell(
    session: Session,
    told: Told,
    *,
    key: UUID,
    authority: str,
    household_id: UUID,
    whom: str,
    told_at: datetime,
    by: Actor,
    now: datetime,
) -> Disclosure:
    """Write down that somebody outside was told, inside the caller's transaction; `key` is the row's id."""
    row = Disclosure(
        id=key, authority_code=authority, household_id=household_id, told=whom, told_at=told_at, at=now,
        by=by.account_id, by_name=by.name, **told._asdict(),
    )  # fmt: skip
    session.add(row)
    facts = {"household": household_id, "what": told.what, "basis": told.basis}
    audit.record(session, by, "disclosure.recorded", row, now=now, facts=facts)
    return row
