"""A file of stock that somebody has sent and not confirmed yet."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.places.sheets.grids import Fault, Grid
from housing.sealing import Sealed


class StockDraft(Base):
    """What a file said, sealed, until it is confirmed or expires; its sender's alone.

    A long one is saved by a job: `asked_at` is when its sender confirmed, `asked` the digest of the plan that she saw,
    `refused` why the job could not do it; all three are erased with the next confirmation.

    `grid` and `shown` (the plan's lines that its sender saw) are erased with the confirmation; `outcome` then says how
    many rows did what, and which intentions wait to be looked at.
    """

    __tablename__ = "stock_draft"
    __table_args__ = (
        CheckConstraint("(done_at is null) = (grid is not null)", name="grid"),
        CheckConstraint("(asked_at is null) = (asked is null)", name="asked"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"))
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    made_by: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    grid: Mapped[str | None] = mapped_column(Sealed("stock_draft.grid"))
    shown: Mapped[str | None] = mapped_column(Sealed("stock_draft.shown"))
    asked_at: Mapped[datetime | None]
    asked: Mapped[str | None]
    refused: Mapped[str | None] = mapped_column(Sealed("stock_draft.refused"))
    done_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)


def as_document(grid: Grid) -> str:
    """A grid as it is kept."""
    faults = [[fault.sheet, fault.row, fault.column, fault.sentence] for fault in grid.faults]
    return json.dumps({"sheets": grid.sheets, "faults": faults}, ensure_ascii=False, separators=(",", ":"))


def as_grid(document: str) -> Grid:
    """A grid that was kept."""
    read = json.loads(document)
    sheets = {title: [(number, list(cells)) for number, cells in rows] for title, rows in read["sheets"].items()}
    return Grid(sheets, tuple(Fault(*fault) for fault in read["faults"]))
