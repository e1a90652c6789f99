"""What somebody had typed on a page when they left it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id
from housing.forms.left import Left
from housing.sealing import Sealed

LONGEST_PATH = 500


@dataclass(frozen=True, slots=True)
class LeftPage:
    """The page that answers were left on.

    `path` is its address, `title` its title without anybody's name, `form` and `asked` the form on it and the names of
    its questions, `recorded` a digest of what the record said there, `household_id` the case that it is of, if any.
    """

    path: str
    title: str
    form: str
    asked: tuple[str, ...]
    recorded: str
    household_id: UUID | None


class UnfinishedAnswers(Base):
    """One person's answers on one page, not checked and not saved. No record: the newest replaces the one before, and
    they go when the page is saved, when they are thrown away, and after `until_on`.

    `says` is JSON: the pairs in their order, and the names of the questions that stood on the page.
    """

    __tablename__ = "unfinished_answers"
    __table_args__ = (
        UniqueConstraint("account_id", "path", name="uq_unfinished_answers_account_id_path"),
        CheckConstraint(f"length(path) <= {LONGEST_PATH}", name="path"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"))
    household_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("household.id", ondelete="CASCADE"), index=True)
    path: Mapped[str]
    form: Mapped[str]
    title: Mapped[str] = mapped_column(Sealed("unfinished_answers.title"))
    says: Mapped[str] = mapped_column(Sealed("unfinished_answers.says"))
    recorded: Mapped[str]
    left_at: Mapped[datetime]
    until_on: Mapped[date] = mapped_column(index=True)

    @property
    def left(self) -> Left:
        """The answers, for the form that they were typed into."""
        said = json.loads(self.says)
        return Left([(name, value) for name, value in said["fields"]], said["asked"])


def document(fields: list[tuple[str, str]], asked: tuple[str, ...]) -> str:
    """What `says` holds."""
    return json.dumps({"fields": fields, "asked": asked}, separators=(",", ":"))
