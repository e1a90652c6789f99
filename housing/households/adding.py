"""Adding to a case once: the page carries the key of the row that it will make, so that sent twice it makes one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing.access import NotFound
from housing.forms import Hidden
from housing.households.case import SectionForm

LONGEST_KEY = 36
Row = TypeVar("Row")


class AddForm(SectionForm):
    """A form that makes one row of a case, whose key it carries from the moment at which the page was opened."""

    key = Hidden()

    def carry(self, version: int) -> None:
        super().carry(version)
        if self.made_as is None:
            self.key.data, self.key.raw_data = str(uuid4()), []

    @property
    def made_as(self) -> UUID | None:
        """The key as it was sent; None where it is missing or no key."""
        sent = str(self.key.data or "")
        try:
            return UUID(sent) if len(sent) <= LONGEST_KEY else None
        except ValueError:
            return None

    @property
    def row_key(self) -> UUID:
        """The key of the row to make; a page without one makes a row each time."""
        return self.made_as or uuid4()


def made_before(session: Session, model: type[Row], key: UUID, household_id: UUID) -> Row | None:
    """The row that the same page made before; None where it is the first time. The household must be locked.

    Raises:
        NotFound: the key is of another household's row.
    """
    found = session.get(model, key)
    if found is not None and getattr(found, "household_id", None) != household_id:
        raise NotFound("row")
    return found


def later_than(last: datetime | None, now: datetime) -> datetime:
    """The moment to write on a new row, where the newest counts: now, and in any case after the last."""
    return now if last is None or last < now else last + timedelta(microseconds=1)
