"""That an offer moves a household which lives somewhere already."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class Transfer(Base):
    """The stay that ends on the day on which the household arrives by this offer; said once, before the arrival."""

    __tablename__ = "transfer"
    __table_args__ = (CheckConstraint("kind in ('planned', 'emergency')", name="kind"),)

    offer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer.id"), primary_key=True)
    stay_id: Mapped[UUID] = mapped_column(Id, ForeignKey("stay.id"), index=True)
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("transfer.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
