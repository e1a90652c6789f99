"""Consents, each with its purpose and agency. Taking one back is a row of its own; nothing is edited."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class Consent(Base):
    """She agrees that an agency is told, for one purpose, from a day until another (not included), or until she says.

    `purpose` is a code of the list `consent_purpose`, `given_how` of `consent_given`. `organisation_id` where the
    agency is one of Haven; `agency` is its name in any case.
    """

    __tablename__ = "consent"
    __table_args__ = (CheckConstraint("expires_on is null or expires_on > given_on", name="period"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    purpose: Mapped[str]
    organisation_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("organisation.id"))
    agency: Mapped[str] = mapped_column(Sealed("consent.agency"))
    given_how: Mapped[str]
    given_on: Mapped[date]
    expires_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]

    withdrawal: Mapped[ConsentWithdrawal | None] = relationship(lazy="raise", uselist=False, back_populates="consent")


class ConsentWithdrawal(Base):
    """She has taken a consent back."""

    __tablename__ = "consent_withdrawal"

    consent_id: Mapped[UUID] = mapped_column(Id, ForeignKey("consent.id"), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("consent_withdrawal.words"))

    consent: Mapped[Consent] = relationship(lazy="raise", back_populates="withdrawal")
