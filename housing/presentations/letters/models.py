"""Letters as they were made, word for word, and how each was given. A letter is never edited: another is made."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class Letter(Base):
    """One letter or notice: `template` of pathway.letters as it read from `template_from` on, and its text as it is.

    `about` is the id of the decision, review or temporary stay that it is about. `to_her`: else it is for a council.
    """

    __tablename__ = "letter"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    presentation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("presentation.id"), index=True)
    template: Mapped[str]
    template_from: Mapped[date]
    title: Mapped[str]
    to_her: Mapped[bool]
    about: Mapped[UUID | None] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Sealed("letter.text"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]

    givings: Mapped[list[LetterGiving]] = relationship(lazy="raise", order_by="LetterGiving.at")


class LetterGiving(Base):
    """A letter was given: how, on which day, by whom; the same way on the same day once."""

    __tablename__ = "letter_giving"
    __table_args__ = (
        UniqueConstraint("letter_id", "how", "given_on"),
        CheckConstraint("how in ('hand', 'read_out', 'collected', 'kept', 'post', 'email', 'council')", name="how"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    letter_id: Mapped[UUID] = mapped_column(Id, ForeignKey("letter.id"))
    how: Mapped[str]
    given_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
