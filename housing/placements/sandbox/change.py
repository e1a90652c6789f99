"""A change that somebody is about to make: what it says in words, what it does to a problem, and how it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.places.models import AcceptancePolicy

Document = dict[str, Any]  # a problem document of docs/matching.md
Put = Callable[[Session, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as it was and as it is to be, in words."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One intended change, read against the facts as they stand.

    `title` and `when` say it above the `rows`, which hold only what differs. `mark` names what it would replace: with
    another mark, somebody has changed the fact since. `in_problem` answers a problem with the changed fact, None where
    that problem does not hold the fact; `instead` are the policies that today's problem is made with.
    `put` records it inside a transaction and raises Outdated where the mark is not the one any more.
    """

    kind: str
    authority: str
    title: str
    when: str
    rows: tuple[Row, ...]
    mark: str
    in_problem: Callable[[Document], Document | None]
    put: Put
    instead: Mapping[UUID, AcceptancePolicy] = field(default_factory=dict)
    organisation_id: UUID | None = None
    property_id: UUID | None = None
    household_id: UUID | None = None

    def as_document(self) -> dict[str, Any]:
        """What was changed, in words, as a stored change keeps it."""
        rows = [[row.question, row.before, row.after] for row in self.rows]
        return {"title": self.title, "when": self.when, "rows": rows}
