"""Who would pay for a place that is about to be offered, shown before the offer is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from housing import codes
from housing.households.models import Household
from housing.presentations.funding.lines import ROUTES
from housing.presentations.funding.nights import Block, Planned, Row, blocks, covered, table_of
from housing.presentations.funding.reading import lines_of


@dataclass(frozen=True, slots=True)
class BeforeOffer:
    """The nights of a stay from a day on; `unpaid_on`: the first that nobody pays for. Empty without lines."""

    table: Sequence[Row] = ()
    picture: Sequence[Block] = ()
    unpaid_on: date | None = None


def before_offer(session: Session, household: Household, *, from_on: date, today: date) -> BeforeOffer:
    """Who pays for which night of a stay without an end in sight; by lines only, in two queries."""
    lines = lines_of(session, [household.id]).get(household.id, [])
    if not lines:
        return BeforeOffer()
    found = covered(lines, Planned(max(from_on, today), None))
    said = codes.choices(session, ROUTES, household.authority_code)
    return BeforeOffer(table_of(found, lines, said), blocks(found, today), found.first_uncovered)
