"""Changes that were made after their consequences had been shown, each with what was shown. Never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class WeighedChange(Base):
    """One change: who made it, what from and what to (`changed`), and the preview that was seen (`preview`).

    Both are JSON, sealed; `preview` is `trying.preview`'s document, in full, whoever saw how much of it.
    `problem_sha256` is today's problem as it was before the change, None where it could not be read; `problems` are
    the runs that were looked at, [{"run": number, "sha256": of its problem}]; `engine` worked the preview out.
    `organisation_id`: whose fact it is (None: the whole council's). `household_id`: only where it is one household's.
    """

    __tablename__ = "weighed_change"
    __table_args__ = (
        UniqueConstraint("intended_change_id"),
        CheckConstraint("kind in ('acceptance', 'distance', 'usual_distance')", name="kind"),
        CheckConstraint("(kind = 'acceptance') = (property_id is not null)", name="property"),
        CheckConstraint("(kind = 'distance') = (household_id is not null)", name="household"),
        CheckConstraint("(kind = 'usual_distance') = (organisation_id is null)", name="organisation"),
        Index("ix_weighed_change_latest", "authority_code", "made_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    intended_change_id: Mapped[UUID] = mapped_column(Id, ForeignKey("intended_change.id"))
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    kind: Mapped[str]
    organisation_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("organisation.id"))
    property_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("property.id"), index=True)
    household_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("household.id"), index=True)
    changed: Mapped[str] = mapped_column(Sealed("weighed_change.changed"))
    preview: Mapped[str] = mapped_column(Sealed("weighed_change.preview"))
    problem_sha256: Mapped[str | None]
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    engine: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
