"""What somebody last chose above a list, kept between visits."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class KeptChoice(Base):
    """An account's choices above one list: codes, days and numbers, never a name. Another choice takes its place:
    it is how a desk is left, not something that happened.
    """

    __tablename__ = "kept_choice"

    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), primary_key=True)
    list_name: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    kept_at: Mapped[datetime]
