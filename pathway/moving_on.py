"""How long somebody has stayed, when the council has to say that she may stay longer, and when to ask how she is.

A limit ends nothing: it asks the council to look, and to say so where she stays. Days are London days.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pathway.calendar import utc


class Length(StrEnum):
    """Where a stay is against its limit."""

    WITHIN = "within"
    SOON = "soon"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Limit:
    """A stay's limit: `last_on` is the last day within it, `days_left` from today (below nought: days past it)."""

    length: Length
    last_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Due:
    """One contact after a move: so many weeks after it, and whether she has been reached."""

    weeks: int
    due_on: date
    made: bool

    def late(self, today: date) -> bool:
        """Whether it should have been made by now."""
        return not self.made and self.due_on < today


def limit_of(arrived_on: date, days: int, extended_to: date | None, *, today: date, warn_days: int) -> Limit:
    """Where a stay stands. `days` counts the day of arrival; `extended_to` is the last day that somebody authorised.

    Raises:
        ValueError: a limit of no days.
    """
    if days < 1:
        raise ValueError("a limit has at least one day")
    own = arrived_on + timedelta(days=days - 1)
    last_on = max(own, extended_to) if extended_to is not None else own
    left = (last_on - today).days
    length = Length.OVER if left < 0 else Length.SOON if left < warn_days else Length.WITHIN
    return Limit(length, last_on, left)


def contacts(moved_on: date, weeks: Sequence[int], reached: Collection[int]) -> tuple[Due, ...]:
    """The contacts that are owed after a move, in order; `reached` are the weeks at which she was reached."""
    return tuple(Due(each, moved_on + timedelta(weeks=each), each in reached) for each in sorted(set(weeks)))


def shares_of(since: datetime, due_at: datetime, shares: Sequence[float]) -> tuple[datetime, ...]:
    """The moments at which such shares (0 to 1) of the time to a wanted day have gone by."""
    return tuple(utc(since) + (utc(due_at) - utc(since)) * share for share in shares)


def works_warning(moves_on: date | None, *, moved: bool, today: date) -> str | None:
    """What to say where works on her new home were asked for and are not done; it warns, and refuses nothing."""
    if moved:
        return "She has moved, and the works on her new home are not done. Ask her whether she is safe there tonight."
    if moves_on is None or moves_on > today:
        return None
    return (
        "The day of the move has come, and the works on the new home are not done. Speak with her before she moves: "
        "can the works come forward, or can she wait?"
    )
