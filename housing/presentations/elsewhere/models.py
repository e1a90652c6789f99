"""What happened to referrals to another council, and referrals to this one. Nothing is edited: each is a row."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class ElsewhereStep(Base):
    """One thing that happened to a referral to another council (pathway.referrals.Step), on its day.

    `officer`: who said so, or who is appointed; `reference`: the other council's; `until_on`: where they were asked
    again, the day by which they are to answer.
    """

    __tablename__ = "elsewhere_step"
    __table_args__ = (
        UniqueConstraint("referral_id", "position"),
        CheckConstraint("(step = 'chased') = (until_on is not null)", name="until_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(Id, ForeignKey("elsewhere_referral.id"))
    position: Mapped[int]
    step: Mapped[str]
    on: Mapped[date]
    until_on: Mapped[date | None]
    officer: Mapped[str | None] = mapped_column(Sealed("elsewhere_step.officer"))
    reference: Mapped[str | None] = mapped_column(Sealed("elsewhere_step.reference"))
    words: Mapped[str | None] = mapped_column(Sealed("elsewhere_step.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class ReceivedReferral(Base):
    """She was referred to this council (pathway.referrals.From), at a moment, with or without her agreement.

    `started_on`: the day from which its clock counts, the day of receipt or the working day after the cut-off.
    """

    __tablename__ = "received_referral"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    kind: Mapped[str]
    sender: Mapped[str] = mapped_column(Sealed("received_referral.sender"))
    officer: Mapped[str | None] = mapped_column(Sealed("received_referral.officer"))
    reference: Mapped[str | None] = mapped_column(Sealed("received_referral.reference"))
    agreed: Mapped[bool | None]
    received_at: Mapped[datetime]
    started_on: Mapped[date]
    notes: Mapped[str | None] = mapped_column(Sealed("received_referral.notes"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    outcome: Mapped[ReceivedReferralOutcome | None] = relationship(lazy="raise", uselist=False)


class ReceivedReferralOutcome(Base):
    """What became of a referral to this council (pathway.referrals.Outcome), once."""

    __tablename__ = "received_referral_outcome"

    referral_id: Mapped[UUID] = mapped_column(Id, ForeignKey("received_referral.id"), primary_key=True)
    outcome: Mapped[str]
    on: Mapped[date]
    words: Mapped[str | None] = mapped_column(Sealed("received_referral_outcome.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
