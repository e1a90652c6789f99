"""An assessment: begun, answered part by part, then completed or set aside. What she said is sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from housing.db import Base, Id
from housing.presentations.question_sets.models import StoredQuestionSet
from housing.sealing import Sealed

OPEN = "completed_at is null and set_aside_at is null"


class Assessment(Base):
    """One form answered with one household at one time, by the version that it was begun with.

    `key` is the form's. `person_id` is the child it is about, None where it is about whoever asks for help; it stays
    when that child is no longer recorded. Once completed: `answers` is the whole sealed (housing.presentations.
    assessments.sheet), `total` what was answered counts, `could_be` what it would be if all that is not known counted
    its most, `band` after a person's judgement, `reason` why it is above the total's. `risk_entry_id`: the risk that
    a DASH recorded.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("(completed_at is null) = (answers is null)", name="answers"),
        CheckConstraint("(completed_at is null) = (total is null)", name="total"),
        CheckConstraint("could_be >= total and total >= 0", name="could_be"),
        CheckConstraint("completed_at is null or set_aside_at is null", name="ended"),
        CheckConstraint("(set_aside_at is null) = (set_aside_why is null)", name="set_aside"),
        Index(
            "uq_assessment_one_open", "household_id", "key", "person_id", unique=True,
            postgresql_nulls_not_distinct=True, postgresql_where=text(OPEN),
        ),
        Index("ix_assessment_of_household", "household_id", "key", "completed_at"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    question_set_id: Mapped[UUID] = mapped_column(Id, ForeignKey("question_set.id"))
    key: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(Id)
    started_at: Mapped[datetime]
    started_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    started_by_name: Mapped[str]
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    completed_by_name: Mapped[str | None]
    answers: Mapped[str | None] = deferred(mapped_column(Sealed("assessment.answers")))
    total: Mapped[int | None]
    could_be: Mapped[int | None]
    band: Mapped[str | None]
    reason: Mapped[str | None] = deferred(mapped_column(Sealed("assessment.reason")))
    risk_entry_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("risk_entry.id"))
    set_aside_at: Mapped[datetime | None]
    set_aside_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    set_aside_why: Mapped[str | None] = deferred(mapped_column(Sealed("assessment.set_aside_why")))

    question_set: Mapped[StoredQuestionSet] = relationship(lazy="raise")
    parts: Mapped[list[AssessmentPart]] = relationship(lazy="raise", order_by="AssessmentPart.position")

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.completed_at is None and self.set_aside_at is None


class AssessmentPart(Base):
    """One saving of one section (its id); the last of a section counts until the assessment is completed."""

    __tablename__ = "assessment_part"
    __table_args__ = (UniqueConstraint("assessment_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    assessment_id: Mapped[UUID] = mapped_column(Id, ForeignKey("assessment.id"))
    position: Mapped[int]
    section: Mapped[str]
    answers: Mapped[str] = mapped_column(Sealed("assessment_part.answers"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
