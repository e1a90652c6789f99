"""Question sets by version, and which version is in use from which day. Neither is ever edited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class StoredQuestionSet(Base):
    """One version of one form; `document` was read strictly by pathway.reading_question_sets before it was stored.

    `authority_code` None: it came with Haven, for every council. `verified` False: nobody has confirmed its words.
    `highest`: the most that the answers can come to.
    """

    __tablename__ = "question_set"
    __table_args__ = (
        UniqueConstraint("key", "version", "authority_code", postgresql_nulls_not_distinct=True),
        CheckConstraint("about in ('adult', 'child')", name="about"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str | None] = mapped_column(ForeignKey("authority.code"))
    key: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    about: Mapped[str]
    verified: Mapped[bool]
    highest: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))


class QuestionSetUse(Base):
    """From a day on, new assessments of one form use this version; `question_set_id` None: the form is not used.

    A council's own row counts before the shared one, of two the one from the later day, of one day the last recorded.
    """

    __tablename__ = "question_set_use"
    __table_args__ = (
        UniqueConstraint("key", "authority_code", "from_on", "recorded_at", postgresql_nulls_not_distinct=True),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str | None] = mapped_column(ForeignKey("authority.code"))
    key: Mapped[str]
    question_set_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("question_set.id"))
    from_on: Mapped[date]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
