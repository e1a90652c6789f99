"""Moving on, as rows: where the plan stands, each home that was checked, each move, each contact afterwards."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from housing.db import Base, Id
from housing.sealing import Sealed


class MoveOnEntry(Base):
    """Where moving on stands at a moment: a stage of the council's list, what blocks it, where to and by when.

    The newest counts. `blockers` are codes of `move_on_blocker`, `destination` one of `destination`.
    """

    __tablename__ = "move_on_entry"
    __table_args__ = (UniqueConstraint("presentation_id", "position"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    position: Mapped[int]
    stage: Mapped[str]
    blockers: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    destination: Mapped[str | None]
    expected_on: Mapped[date | None]
    words: Mapped[str | None] = mapped_column(Sealed("move_on_entry.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class NewHome(Base):
    """A home that she may move to, and what the safety rules said of where it is at that moment.

    `landlord`: who lets it or owns it, as the works have to ask.
    `answer`: clear, refused, ask, or by_hand where Haven does not know the place. `rules` are ids of rules and their
    answers, never a distance. The newest of a presentation is the one that is meant.
    """

    __tablename__ = "new_home"
    __table_args__ = (
        UniqueConstraint("presentation_id", "position"),
        CheckConstraint("answer in ('clear', 'refused', 'ask', 'by_hand')", name="answer"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    position: Mapped[int]
    destination: Mapped[str]
    address: Mapped[str | None] = mapped_column(Sealed("new_home.address"))
    postcode: Mapped[str | None] = mapped_column(Sealed("new_home.postcode"))
    ward_code: Mapped[str | None]
    answer: Mapped[str]
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)
    landlord: Mapped[str | None] = mapped_column(Sealed("new_home.landlord"))
    words: Mapped[str | None] = mapped_column(Sealed("new_home.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class NewHomeWorks(Base):
    """What was done so that a new home is safe before she moves: a job of the council, or somebody elsewhere.

    `kind`: "job" with `job_id`; "elsewhere" with `told`, who was asked where the council sends nobody, and
    "done_elsewhere" once they said that it is done. `happened_on` is the day of asking, and of their word.
    """

    __tablename__ = "new_home_works"
    __table_args__ = (
        UniqueConstraint("new_home_id", "kind"),
        UniqueConstraint("job_id"),
        CheckConstraint("kind in ('job', 'elsewhere', 'done_elsewhere')", name="kind"),
        CheckConstraint("(kind = 'job') = (job_id is not null)", name="job"),
        CheckConstraint("(kind = 'elsewhere') = (told is not null)", name="told"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    new_home_id: Mapped[UUID] = mapped_column(Id, ForeignKey("new_home.id"))
    kind: Mapped[str]
    job_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("sanctuary_job.id"))
    told: Mapped[str | None] = mapped_column(Sealed("new_home_works.told"))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class MoveCalledOff(Base):
    """She does not move to that home after all: why (code list `move_off_reason`), and what became of its works.

    `works`: they were stopped, they go on all the same, or there were none.
    """

    __tablename__ = "move_called_off"
    __table_args__ = (
        UniqueConstraint("new_home_id"),
        CheckConstraint("works in ('stopped', 'kept', 'none')", name="works"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    new_home_id: Mapped[UUID] = mapped_column(Id, ForeignKey("new_home.id"))
    reason: Mapped[str]
    works: Mapped[str]
    words: Mapped[str | None] = mapped_column(Sealed("move_called_off.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class Move(Base):
    """She has moved into a home of her own: when, where to (code list `destination`), and that it is safe.

    `secured`: the works on it are done, none are needed, or they are not done yet. `although` is said where a safety
    rule was against it, or the works are not done.
    """

    __tablename__ = "move"
    __table_args__ = (
        UniqueConstraint("presentation_id", "moved_on"),
        CheckConstraint("secured in ('done', 'none_needed', 'not_yet')", name="secured"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"))
    moved_on: Mapped[date]
    destination: Mapped[str]
    new_home_id: Mapped[UUID] = mapped_column(Id, ForeignKey("new_home.id"))
    secured: Mapped[str]
    although: Mapped[str | None] = mapped_column(Sealed("move.although"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]


class AfterContact(Base):
    """One time that somebody asked how she is, so many weeks after a move; once she was reached, that one is made.

    `rating` is her own, 1 to 5, None where she was not asked or would rather not; `her_words` are hers.
    """

    __tablename__ = "after_contact"
    __table_args__ = (
        Index("uq_after_contact_reached", "move_id", "weeks", unique=True, postgresql_where=text("reached")),
        CheckConstraint("rating between 1 and 5", name="rating"),
        CheckConstraint("reached or (rating is null and safe is null)", name="reached"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    move_id: Mapped[UUID] = mapped_column(Id, ForeignKey("move.id"), index=True)
    weeks: Mapped[int]
    reached: Mapped[bool]
    safe: Mapped[bool | None]
    rating: Mapped[int | None]
    her_words: Mapped[str | None] = mapped_column(Sealed("after_contact.her_words"))
    words: Mapped[str | None] = mapped_column(Sealed("after_contact.words"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
