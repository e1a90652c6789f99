"""Rows of law and local practice that hold for a period. Changing the law adds a row; nothing is edited away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A row in force over the half-open period `[from_on, until_on)`; None is an end that is not known or not set."""

    @property
    def from_on(self) -> date | None:
        """The first day on which the row holds; None: as far back as records go."""

    @property
    def until_on(self) -> date | None:
        """The first day on which the row no longer holds; None: until further notice."""


Row = TypeVar("Row", bound=Dated)


def holds_on(row: Dated, on: date) -> bool:
    """Whether the row is in force on the day `on`."""
    begun = row.from_on is None or row.from_on <= on
    return begun and (row.until_on is None or on < row.until_on)


def in_force(rows: Iterable[Row], on: date) -> tuple[Row, ...]:
    """The rows in force on the day `on`, in the order in which they are listed."""
    return tuple(row for row in rows if holds_on(row, on))
