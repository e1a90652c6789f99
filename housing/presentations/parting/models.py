"""What joins two households: one left the other, came back to it, or both records were of one person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed

SPLIT, REJOIN, MERGE = "split", "rejoin", "merge"


class HouseholdLink(Base):
    """People went from one household to another (`split`, `rejoin`), or one record goes on in another (`merge`).

    `words` is whose consent was given and how, or why the two are one person. `copied` are codes of what was copied.
    `undone_at` is set once, with the row that says who undid it; only a merge is undone.
    """

    __tablename__ = "household_link"
    __table_args__ = (
        CheckConstraint("kind in ('split', 'rejoin', 'merge')", name="kind"),
        CheckConstraint("from_household_id <> to_household_id", name="two_households"),
        CheckConstraint("undone_at is null or kind = 'merge'", name="undone"),
        Index(
            "uq_household_link_merged", "from_household_id", unique=True,
            postgresql_where=text("kind = 'merge' and undone_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    kind: Mapped[str]
    from_household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    to_household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("household_link.words"))
    copied: Mapped[list[str]]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    undone_at: Mapped[datetime | None]

    moves: Mapped[list[MemberMove]] = relationship(lazy="raise", order_by="MemberMove.position")
    undoing: Mapped[HouseholdLinkUndone | None] = relationship(lazy="raise", uselist=False)


class MemberMove(Base):
    """One person who went from one household to the other, as they were called; the person's row went with them."""

    __tablename__ = "member_move"
    __table_args__ = (CheckConstraint("role in ('adult', 'child')", name="role"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    link_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household_link.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Id)
    position: Mapped[int]
    role: Mapped[str]
    called: Mapped[str | None] = mapped_column(Sealed("member_move.called"))


class HouseholdLinkUndone(Base):
    """Two records that were joined are of two people after all: who said so, when and why."""

    __tablename__ = "household_link_undone"

    link_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household_link.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Sealed("household_link_undone.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
