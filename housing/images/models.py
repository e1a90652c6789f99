"""Photographs as they are kept: sealed, and bound to their own row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class Image(Base):
    """One photograph, a JPEG without metadata, sealed. Who may see it is said by the row that points to it.

    `content` is sealed for "image.content:<id>", so that two rows' pictures cannot be exchanged. It is None once the
    picture was erased (what it showed should not have been shown); that there was one stays on record.
    """

    __tablename__ = "image"
    __table_args__ = (
        CheckConstraint("width > 0 and height > 0", name="size"),
        CheckConstraint("(content is null) = (erased_at is not null)", name="erased"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    erased_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    erased_at: Mapped[datetime | None]
