"""Offers to hand a case over, and how each ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class Handover(Base):
    """An offer to hand one case to one colleague of the team, or to another team of the council; one is open at a time.

    `reason` is why, in words for whoever is asked. `consent_id` is her consent where the case leaves the team,
    `without_consent` why it goes without one. `outcome`, `closed_at` and what goes with them are set once.
    """

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("(to_account_id is null) <> (to_organisation_id is null)", name="to"),
        CheckConstraint("(closed_at is null) = (outcome is null)", name="outcome"),
        CheckConstraint("outcome in ('accepted', 'rejected', 'revoked', 'lapsed')", name="outcome_known"),
        Index("uq_handover_one_open", "presentation_id", unique=True, postgresql_where=text("closed_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    from_account_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    from_organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"))
    to_account_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"), index=True)
    to_organisation_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    reason: Mapped[str] = mapped_column(Sealed("handover.reason"))
    consent_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("consent.id"))
    without_consent: Mapped[str | None] = mapped_column(Sealed("handover.without_consent"))
    offered_at: Mapped[datetime]
    offered_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    offered_by_name: Mapped[str]
    lapses_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    answered_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    answered_by_name: Mapped[str | None]
    answer_words: Mapped[str | None] = mapped_column(Sealed("handover.answer_words"))
