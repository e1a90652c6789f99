"""What was reasoned about an offer's suitability; whoever reasons again adds a row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class SuitabilityReasoning(Base):
    """One reasoning of one offer, the newest counts. `answers` is JSON, {head of pathway.suitability: words}."""

    __tablename__ = "suitability_reasoning"
    __table_args__ = (UniqueConstraint("offer_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    offer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("offer.id"))
    position: Mapped[int]
    suitable: Mapped[bool]
    answers: Mapped[str] = mapped_column(Sealed("suitability_reasoning.answers"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
