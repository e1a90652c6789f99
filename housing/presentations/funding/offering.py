"""Who would pay for a place that is about to be offered, shown before the offer is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from housing import codes
from housing.households.models import Household
from housing.presentations.funding.lines import ROUTES
from housing.presentations.funding.nights import Block, Cost, Planned, Row, blocks, cost_of, covered, table_of
from housing.presentations.funding.reading import lines_of


@dataclass(frozen=True, slots=True)
class BeforeOffer:
    """The nights of a stay from a day on; `unpaid_on`: the first that nobody pays for. Empty without lines.

    `cost`: what the unit costs against what is confirmed, None where its charge is not recorded.
    """

    table: Sequence[Row] = ()
    picture: Sequence[Block] = ()
    unpaid_on: date | None = None
    cost: Cost | None = None


def before_offer(
    session: Session, household: Household, *, from_on: date, today: date, weekly: Decimal | None = None
) -> BeforeOffer:
    """Who pays for which night of a stay without an end in sight; by lines only, in two queries.

    `weekly` is the unit's charge in pounds.
    """
    lines = lines_of(session, [household.id]).get(household.id, [])
    if not lines:
        return BeforeOffer()
    found = covered(lines, Planned(max(from_on, today), None))
    said = codes.choices(session, ROUTES, household.authority_code)
    cost = cost_of(found, weekly)
    table = table_of(found, lines, said, cost.nightly if cost else None)
    return BeforeOffer(table, blocks(found, today), found.first_uncovered, cost)
