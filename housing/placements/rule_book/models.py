"""How often each rule decided in a run, counted when the run is stored."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class RunRule(Base):
    """One rule in one run, in pairs of a household and a unit.

    `refused`: pairs that it refuses; `alone`: those of them that nothing else refuses or asks about; `asked`: pairs
    that nothing refuses and that it asks about. A rule that did none of these has no row.
    """

    __tablename__ = "run_rule"
    __table_args__ = (
        CheckConstraint("refused >= alone and alone >= 0 and asked >= 0 and refused + asked > 0", name="counts"),
    )

    run_id: Mapped[UUID] = mapped_column(Id, ForeignKey("match_run.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    refused: Mapped[int]
    alone: Mapped[int]
    asked: Mapped[int]
