"""What the page about money shows of one household, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from housing import codes
from housing.clock import day_of
from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.queries import ANSWERED, history, standing_of
from housing.households.immigration.recording import BASIS, EVIDENCE, STATUS
from housing.households.models import Household
from housing.presentations.funding.lines import ROUTES
from housing.presentations.funding.models import FundingPlan
from housing.presentations.funding.nights import (
    Block,
    Cost,
    Planned,
    Row,
    blocks,
    cost_of,
    covered,
    planned_of,
    table_of,
    weekly_charge,
)
from housing.presentations.funding.planning import first_unpaid, latest_plan
from housing.presentations.funding.reading import Line, lines_of
from housing.web.filters import said_date
from pathway.funding import WORDS
from pathway.immigration import Standing

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything about money. `planned` None where she lives nowhere that Haven knows of and nothing is promised.

    `would_be`: the nights shown are those of a stay that would begin today. `unpaid_on`: the first night that nobody
    pays for, where a plan is owed; `plan` the newest, `plan_counts` where it is for that night. `answered`: how a short
    answer is known. `cost`: what the place costs against what is confirmed.
    """

    words: Words
    history: Sequence[ImmigrationStatus]
    standing: Standing | None
    lines: Sequence[Line]
    planned: Planned
    would_be: bool
    table: Sequence[Row]
    picture: Sequence[Block]
    unpaid_on: date | None
    plan: FundingPlan | None
    cost: Cost | None = None
    answered: str = ANSWERED

    @property
    def unpaid_said(self) -> str:
        """The first night that nobody pays for, as people write it."""
        return said_date(self.unpaid_on)

    @property
    def plan_counts(self) -> bool:
        """Whether the newest plan is for the night that nobody pays for."""
        return self.plan is not None and self.plan.uncovered_on == self.unpaid_on

    def line_said(self, line: Line) -> str:
        """Where a line stands, in a word or two."""
        return WORDS[line.state]


def shown(session: Session, household: Household, *, now: datetime) -> Shown:
    """Read and work out."""
    today = day_of(now)
    council = household.authority_code
    words = {name: codes.choices(session, name, council) for name in (STATUS, EVIDENCE, BASIS, ROUTES)}
    rows = history(session, household.id)
    standing = standing_of(rows, today)
    lines = lines_of(session, [household.id]).get(household.id, [])
    stay = planned_of(session, [household.id], now).get(household.id)
    planned = stay or Planned(today, None)
    found = covered(lines, planned)
    cost = cost_of(found, weekly_charge(session, planned.unit_id)) if lines else None
    return Shown(
        words=words,
        history=list(reversed(rows)),
        standing=standing,
        lines=lines,
        planned=planned,
        would_be=stay is None,
        table=table_of(found, lines, words[ROUTES], cost.nightly if cost else None),
        picture=blocks(found, today),
        unpaid_on=first_unpaid(lines, stay, standing, today),
        plan=latest_plan(session, household.id),
        cost=cost,
    )
