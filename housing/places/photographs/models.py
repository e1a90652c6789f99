"""Which photograph shows which property or unit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class Photograph(Base):
    """One photograph of a property, or of one of its units; `words` say what it shows, for those who do not see it.

    `removed_at` is set once; the picture itself is erased then (housing.images).
    """

    __tablename__ = "photograph"
    __table_args__ = (CheckConstraint("(removed_at is null) or (removed_at >= recorded_at)", name="removed"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("unit.id"))
    image_id: Mapped[UUID] = mapped_column(Id, ForeignKey("image.id"), unique=True)
    words: Mapped[str] = mapped_column(Sealed("photograph.words"))
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]
    removed_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    removed_at: Mapped[datetime | None]
