"""Funding and the concession, counted for a council: numbers leave this module, never a household nor its status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.queries import entries, histories
from housing.households.models import Household
from housing.presentations.funding.models import FundingLine
from housing.presentations.funding.reading import covers_of, lines_of
from pathway.concession import Outcome, outcomes, unpaid_nights
from pathway.funding import Cover, coverage

Nights = Mapping[UUID, Collection[date]]


@dataclass(frozen=True, slots=True)
class RouteCount:
    """One way of paying: households on the last day, households and nights in the period."""

    on_day: int
    households: int
    nights: int


@dataclass(frozen=True, slots=True)
class Concession:
    """Households by what became of the concession; nights in a place that nobody paid for, of so many households."""

    households: Mapping[Outcome, int]
    nights: int
    of_households: int


def by_route(
    session: Session, councils: Collection[str], *, from_on: date, until_on: date, as_at: date
) -> dict[str, RouteCount]:
    """Confirmed nights by the slug of their route, as they are recorded now: three queries."""
    ids = select(FundingLine.household_id).join(Household, Household.id == FundingLine.household_id)
    ids = ids.where(Household.authority_code.in_(sorted(councils))).distinct()
    found = lines_of(session, list(session.scalars(ids)))
    on_day: Counter[str] = Counter()
    households: Counter[str] = Counter()
    nights: Counter[str] = Counter()
    for lines in found.values():
        covers = covers_of(lines)
        for route in {cover.route for cover in covers}:
            own = [cover for cover in covers if cover.route == route]
            paid = _nights(own, from_on, until_on)
            on_day[route] += any(cover.pays(as_at) for cover in own)
            households[route] += paid > 0
            nights[route] += paid
    return {route: RouteCount(on_day[route], households[route], nights[route]) for route in nights}


def concession(
    session: Session, councils: Collection[str], stayed: Nights, *, from_on: date, until_on: date, today: date
) -> Concession:
    """Households by what became of the concession in the period, and the nights of their stays that nobody paid for.

    `stayed`: the nights of the period that households spent in a place, by household. Three queries.
    """
    ids = select(ImmigrationStatus.household_id).join(Household, Household.id == ImmigrationStatus.household_id)
    ids = ids.where(Household.authority_code.in_(sorted(councils))).distinct()
    wanted = list(session.scalars(ids))
    lines, count, unpaid = lines_of(session, wanted), Counter[Outcome](), []
    for household_id, rows in histories(session, wanted).items():
        history, covers = entries(rows), covers_of(lines.get(household_id, []))
        count.update(outcomes(history, covers, from_on=from_on, until_on=until_on, today=today))
        unpaid.append(unpaid_nights(history, covers, stayed.get(household_id, ()), today=today))
    return Concession({each: count[each] for each in Outcome}, sum(unpaid), sum(nights > 0 for nights in unpaid))


def _nights(covers: Sequence[Cover], from_on: date, until_on: date) -> int:
    """How many nights of a period they pay for; a night counts once."""
    if until_on <= from_on:
        return 0
    stretches = coverage(covers, from_on, until_on).stretches
    return sum(((each.until_on or until_on) - each.from_on) // timedelta(days=1) for each in stretches if each.covers)
