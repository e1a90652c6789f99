"""The assessment that a plan rests on, its steps and what was said to each; versions as she was given them. Nothing is
edited: another view of her needs is another row."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class PlanAssessment(Base):
    """Her circumstances and needs as assessed (pathway.plans.ASSESSED), one row each time; the last one counts."""

    __tablename__ = "plan_assessment"
    __table_args__ = (UniqueConstraint("presentation_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    position: Mapped[int]
    circumstances: Mapped[str] = mapped_column(Sealed("plan_assessment.circumstances"))
    home: Mapped[str] = mapped_column(Sealed("plan_assessment.home"))
    support: Mapped[str] = mapped_column(Sealed("plan_assessment.support"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class PlanStep(Base):
    """One step towards one of her goals: who takes it (pathway.plans.WHO), and by when."""

    __tablename__ = "plan_step"
    __table_args__ = (UniqueConstraint("presentation_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    position: Mapped[int]
    goal: Mapped[str] = mapped_column(Sealed("plan_step.goal"))
    words: Mapped[str] = mapped_column(Sealed("plan_step.words"))
    who: Mapped[str]
    by_on: Mapped[date | None]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    events: Mapped[list[PlanStepEvent]] = relationship(lazy="raise", order_by="PlanStepEvent.position")


class PlanStepEvent(Base):
    """What was said or done about a step: agreed, not agreed and why, done, or dropped and why."""

    __tablename__ = "plan_step_event"
    __table_args__ = (
        UniqueConstraint("step_id", "position"),
        CheckConstraint("event in ('agreed', 'not_agreed', 'done', 'dropped')", name="event"),
        CheckConstraint("event in ('agreed', 'done') or why is not null", name="why"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    step_id: Mapped[UUID] = mapped_column(Id, ForeignKey("plan_step.id"))
    position: Mapped[int]
    event: Mapped[str]
    why: Mapped[str | None] = mapped_column(Sealed("plan_step_event.why"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class PlanVersion(Base):
    """The plan as it stood when it was gone through with her; `content` is the assessment, whether she
    agreed and the steps as JSON, sealed whole (queries.given)."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("presentation_id", "number"),
        CheckConstraint("review_on >= agreed_on", name="review_on"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    number: Mapped[int]
    agreed_on: Mapped[date]
    review_on: Mapped[date]
    content: Mapped[str] = mapped_column(Sealed("plan_version.content"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
