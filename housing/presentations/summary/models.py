"""Answers to "are you sure?": which, of which facts, by whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class SoftCheckAnswer(Base):
    """A person confirmed something unlikely. `basis` is a digest of the facts: once they change it is asked again."""

    __tablename__ = "soft_check_answer"
    __table_args__ = (UniqueConstraint("household_id", "slug", "basis"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    slug: Mapped[str]
    basis: Mapped[str]
    note: Mapped[str | None] = mapped_column(Sealed("soft_check_answer.note"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
