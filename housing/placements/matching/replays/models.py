"""A stored run made again: when, by whom, and how that ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.sealing import Sealed


class MatchReplay(Base):
    """One replay of one run. `found` is JSON: {"differences", "more", "rules", "engine_changed", "why"} (replay.py)."""

    __tablename__ = "match_replay"
    __table_args__ = (
        CheckConstraint("outcome in ('same', 'rules_changed', 'different', 'unreadable')", name="outcome"),
        Index("ix_match_replay_latest", "run_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    run_id: Mapped[UUID] = mapped_column(Id, ForeignKey("match_run.id"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    outcome: Mapped[str]
    engine: Mapped[str]
    found: Mapped[str] = mapped_column(Sealed("match_replay.found"))
