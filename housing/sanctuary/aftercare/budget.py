"""The money of a financial year: what a council may spend, what is ordered, what was invoiced, what is left.

Ordered money counts in the year in which the order was placed, extra work with its order; an invoice in the year of
the date on it. What was invoiced of an order is not counted twice: what is left of a year is its budget less what is
committed in it. An order that came back counts with what was invoiced of it only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.aftercare.models import Budget
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder
from housing.sanctuary.works.models import Extra, Invoice
from pathway.calendar import london_day

SET = "sanctuary.budget"
FIRST_MONTH = 4
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Spending:
    """One financial year of one council, in pounds; `budget` None where nobody has set one."""

    year: int
    budget: Decimal | None
    committed: Decimal
    invoiced: Decimal

    @property
    def left(self) -> Decimal | None:
        """What is left of the budget; below nought where more is committed."""
        return None if self.budget is None else self.budget - self.committed

    @property
    def title(self) -> str:
        """ "2026 to 2027"."""
        return f"{self.year} to {self.year + 1}"


def set_budget(*, year: int, amount: Decimal, why: str, by: Actor, now: datetime) -> Budget:
    """Say what may be spent in the financial year that begins in April of `year`; what was said before stays on record.

    Raises:
        Forbidden: the person's roles do not carry it.
        Refused: a year far from now, or no reason.
    """
    insist(by, SET)
    if abs(year - financial_year(day_of(now))) > 5:
        raise Refused("Enter a financial year within five years of this one", field="year")
    if not why:
        raise Refused("Say who decided it, or why it is changed", field="why")
    with transaction() as session:
        row = Budget(
            authority_code=by.home(SET).authority, year=year, amount=amount, why=why, recorded_at=now,
            recorded_by=by.account_id, recorded_by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(session, by, "sanctuary.budget_set", row, now=now, facts={"year": year, "amount": str(amount)})
    return row


def financial_year(day: date) -> int:
    """The financial year, by the calendar year in which it began, that a day belongs to."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def spending(session: Session, authority: str, years: range) -> list[Spending]:
    """Each of some financial years, in a constant number of queries."""
    first, until = date(years[0], FIRST_MONTH, 1), date(years[-1] + 1, FIRST_MONTH, 1)
    budgets = _budgets(session, authority)
    committed = _committed(session, authority, first, until)
    invoiced = _invoiced(session, authority, first, until)
    return [
        Spending(year, budgets.get(year), committed.get(year, NOTHING), invoiced.get(year, NOTHING)) for year in years
    ]


def history(session: Session, authority: str, year: int) -> list[Budget]:
    """Everything that was said of a year's budget, newest first."""
    query = select(Budget).where(Budget.authority_code == authority, Budget.year == year)
    return list(session.scalars(query.order_by(Budget.recorded_at.desc(), Budget.id)))


def _budgets(session: Session, authority: str) -> dict[int, Decimal]:
    query = select(Budget.year, Budget.amount).where(Budget.authority_code == authority)
    return dict(session.execute(query.order_by(Budget.recorded_at, Budget.id)).all())


def _committed(session: Session, authority: str, first: date, until: date) -> dict[int, Decimal]:
    extras = (
        select(Extra.order_id, func.sum(Extra.amount).label("amount"))
        .where(Extra.approved.is_(True))
        .group_by(Extra.order_id)
        .subquery()
    )
    asked = select(Invoice.order_id, func.sum(_counts()).label("amount")).group_by(Invoice.order_id).subquery()
    whole = SanctuaryOrder.limit + func.coalesce(extras.c.amount, 0)
    of_order = func.coalesce(asked.c.amount, 0)
    query = (
        select(
            SanctuaryOrder.placed_at,
            case((SanctuaryOrder.ended_at.is_not(None), of_order), else_=func.greatest(whole, of_order)),
        )
        .join(SanctuaryJob, SanctuaryJob.id == SanctuaryOrder.job_id)
        .outerjoin(extras, extras.c.order_id == SanctuaryOrder.id)
        .outerjoin(asked, asked.c.order_id == SanctuaryOrder.id)
        .where(SanctuaryJob.authority_code == authority)
        .where(SanctuaryOrder.placed_at >= london_day(first)[0], SanctuaryOrder.placed_at < london_day(until)[0])
    )
    found: dict[int, Decimal] = {}
    for placed_at, amount in session.execute(query):
        year = financial_year(day_of(placed_at))
        found[year] = found.get(year, NOTHING) + amount
    return found


def _invoiced(session: Session, authority: str, first: date, until: date) -> dict[int, Decimal]:
    query = (
        select(Invoice.invoiced_on, func.sum(_counts()))
        .join(SanctuaryOrder, SanctuaryOrder.id == Invoice.order_id)
        .join(SanctuaryJob, SanctuaryJob.id == SanctuaryOrder.job_id)
        .where(SanctuaryJob.authority_code == authority)
        .where(Invoice.invoiced_on >= first, Invoice.invoiced_on < until)
        .group_by(Invoice.invoiced_on)
    )
    found: dict[int, Decimal] = {}
    for day, amount in session.execute(query):
        found[financial_year(day)] = found.get(financial_year(day), NOTHING) + amount
    return found


def _counts() -> ColumnElement[Decimal]:
    return case((Invoice.kind == "credit", -Invoice.amount), else_=Invoice.amount)
