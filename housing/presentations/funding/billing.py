"""What a provider is told of the money for a stay: which nights are paid for, and whom to bill once it is agreed.

Never her status, and no way of paying by its name: one of them would say it (docs/adr/0084, security.md). Whom to bill
and by which reference is told once both sides have accepted, as her name is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.households.models import Household
from housing.presentations.funding.lines import BENEFITS
from housing.presentations.funding.nights import Planned, covered, planned_of
from housing.presentations.funding.planning import latest_plan
from housing.presentations.funding.reading import Line, lines_of
from pathway.funding import Stretch

ON_BENEFITS, OTHERWISE = "benefits", "another payer, whom the council confirms"


@dataclass(frozen=True, slots=True)
class Nights:
    """Nights `[from_on, until_on)`, None without an end in sight. `bill`: whom and by which reference, once told."""

    from_on: date
    until_on: date | None
    paid: bool
    per_night: Decimal | None
    bill: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """The money of a stay as its provider sees it. `plan_on`: on which day the council wrote a plan for what follows.

    `named` where no nights were ever asked for: what she named, in words that say nothing of her.
    """

    nights: tuple[Nights, ...]
    unpaid_on: date | None
    plan_on: date | None
    named: tuple[str, ...]


def bill_of(session: Session, household: Household, *, cleared: bool, now: datetime) -> Bill:
    """Three queries. `cleared`: both sides have accepted, and she has not left."""
    today = day_of(now)
    lines = lines_of(session, [household.id]).get(household.id, [])
    if not lines:
        return Bill((), None, None, _named(household.funding))
    planned = planned_of(session, [household.id], now).get(household.id) or Planned(today, None)
    found = covered(lines, Planned(max(planned.from_on, today), _ahead(planned.until_on, today)))
    by_key = {str(line.row.id): line for line in lines}
    gap, plan = found.next_gap(today), latest_plan(session, household.id)
    unpaid_on = gap.from_on if gap is not None else None
    plan_on = day_of(plan.at) if plan is not None and plan.uncovered_on == unpaid_on else None
    return Bill(tuple(_nights(each, by_key, cleared=cleared) for each in found.stretches), unpaid_on, plan_on, ())


def _ahead(until_on: date | None, today: date) -> date | None:
    return until_on if until_on is not None and until_on > today else None


def _nights(stretch: Stretch, lines: dict[str, Line], *, cleared: bool) -> Nights:
    bill = tuple(_whom(lines[cover.key]) for cover in stretch.covers) if cleared else ()
    return Nights(stretch.from_on, stretch.until_on, bool(stretch.covers), stretch.per_night, bill)


def _whom(line: Line) -> str:
    reference = next((event.reference for event in reversed(line.row.events) if event.reference), None)
    return f"{line.row.payer}{f', reference {reference}' if reference else ''}"


def _named(answered: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ON_BENEFITS if each in BENEFITS else OTHERWISE for each in sorted(answered)))
