"""What somebody says of a void, and what is wrong with it. Pure: answers in, sentences out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from housing.places.voids.models import VoidRevision
from housing.refusals import Refused
from housing.web.filters import said_date


@dataclass(frozen=True, slots=True)
class Works:
    """A void as it is entered: days `[from_on, until_on)`, a reason of the list, and what is known of the works.

    `until_on` None: nobody knows when it ends; then `expected_on` may say by when it should. `cost` in pounds.
    """

    reason: str
    from_on: date
    until_on: date | None = None
    expected_on: date | None = None
    works_reference: str | None = None
    cost: Decimal | None = None
    cost_centre: str | None = None
    notes: str | None = None


FIELDS = tuple(Works.__slots__)


def said_in(revision: VoidRevision) -> Works:
    """What a revision says."""
    return Works(**{name: getattr(revision, name) for name in FIELDS})


def check_days(works: Works, *, today: date, back: timedelta) -> None:
    """The days of a new void, on their own.

    Raises:
        Refused: the end is not after the beginning, has passed, or the beginning is too long ago.
    """
    if works.from_on < today - back:
        raise Refused(f"The first day must be {said_date(today - back)} or later.", field="from_on")
    check_end(works)
    if works.until_on is not None and works.until_on <= today:
        raise Refused("The day it is back in use must be after today.", field="until_on")
    if works.expected_on is not None and works.expected_on <= today:
        raise Refused("The day you expect it back must be after today.", field="expected_on")


def check_end(works: Works) -> None:
    """Whether it ends after it begins.

    Raises:
        Refused: it does not.
    """
    if works.until_on is not None and works.until_on <= works.from_on:
        raise Refused("The day it is back in use must be after the first day.", field="until_on")
    if works.expected_on is not None and works.expected_on <= works.from_on:
        raise Refused("The day you expect it back must be after the first day.", field="expected_on")


def check_change(before: Works, after: Works, *, today: date) -> None:
    """What may still be changed of a void, going by what was said before.

    Raises:
        Refused: the days of one that is over, the first day of one that has begun, or days that contradict one another.
    """
    over = before.until_on is not None and before.until_on <= today
    if over and (after.from_on, after.until_on) != (before.from_on, before.until_on):
        raise Refused("These days are over, and what was recorded of them stands.", field="until_on")
    if before.from_on <= today and after.from_on != before.from_on:
        raise Refused(f"This has begun on {said_date(before.from_on)}: its first day stays.", field="from_on")
    if before.from_on > today and after.from_on < today:
        raise Refused("The first day must be today or in the future.", field="from_on")
    check_end(after)
    if not over and after.until_on is not None and after.until_on < today:
        raise Refused("The day it is back in use must be today or in the future.", field="until_on")
