"""Checks and certificates of a property, as each was recorded."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class ComplianceRecord(Base):
    """One check (gas, electrical, fire risk ...) or the lease of a property; of a kind the last recorded counts.

    `valid_until` is the last day on which it holds. `not_needed`: the property needs none of this kind (it has no
    gas, it is owned); then there are no dates. A row is never edited: what was wrong is recorded anew.
    """

    __tablename__ = "compliance_record"
    __table_args__ = (
        CheckConstraint("valid_until >= done_on", name="dates"),
        CheckConstraint(
            "not_needed = (valid_until is null) and not (not_needed and done_on is not null)", name="needed"
        ),
        Index("ix_compliance_record_latest", "property_id", "kind", "recorded_at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"))
    kind: Mapped[str]
    not_needed: Mapped[bool] = mapped_column(default=False)
    done_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    reference: Mapped[str | None] = mapped_column(Sealed("compliance_record.reference"))
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]
