"""How an offer of a unit that nobody had confirmed lately came to be made."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class OfferConfirming(Base):
    """Somebody telephoned the provider and `said_by` said that the unit is free; or went on without, for a `reason`.

    `looked_at`: when the unit had last been confirmed before; None where never.
    """

    __tablename__ = "offer_confirming"
    __table_args__ = (CheckConstraint("(said_by is null) <> (reason is null)", name="how"),)

    offer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer.id"), primary_key=True)
    looked_at: Mapped[datetime | None]
    said_by: Mapped[str | None] = mapped_column(Sealed("offer_confirming.said_by"))
    reason: Mapped[str | None] = mapped_column(Sealed("offer_confirming.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
