"""What holds for a council with how it came to be so, and how many clocks stay as they were begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import NotFound
from housing.codes import Setting
from housing.households.models import Household
from housing.people.models import Account
from housing.promises.models import RunningClock
from housing.promises.running import RUNS
from pathway.dated import holds_on
from pathway.duties import Clock
from pathway.letters import LetterText
from pathway.prompts import Prompt

Row = TypeVar("Row", Clock, Prompt, LetterText)


@dataclass(frozen=True, slots=True)
class Change:
    """One version as it was recorded: from which day, what it says, where it is from, by whom and when."""

    from_on: date
    value: Any
    source: str
    verified: bool
    recorded_at: datetime | None
    by_name: str | None


def changes(session: Session, authority: str, key: str) -> Sequence[Change]:
    """Every version that the council recorded of one thing, newest first; also those that another replaced."""
    query = (
        select(Setting, Account.name)
        .outerjoin(Account, Account.id == Setting.recorded_by)
        .where(Setting.key == key, Setting.authority_code == authority)
        .order_by(Setting.recorded_at.desc())
    )
    return [
        Change(row.from_on, row.value, row.source, row.verified, row.recorded_at, name)
        for row, name in session.execute(query)
    ]


def open_clocks(session: Session, authority: str) -> dict[str, int]:
    """How many clocks of each key run in a council: they go on as they were begun."""
    query = (
        select(RunningClock.key, func.count())
        .join(Household, Household.id == RunningClock.household_id)
        .where(Household.authority_code == authority, RUNS)
        .group_by(RunningClock.key)
    )
    return dict(session.execute(query).all())


def standing(rows: Sequence[Row], today: date) -> Row:
    """The row in force on a day, else the first to come.

    Raises:
        NotFound: there is none.
    """
    found = next((row for row in rows if holds_on(row, today)), rows[0] if rows else None)
    if found is None:
        raise NotFound("row")
    return found
