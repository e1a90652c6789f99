"""What a council may spend from a fund in a year: said again in a new row, never below what is approved already."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from housing import audit, codes
from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.presentations.payments.asking import FUND
from housing.presentations.payments.models import FundBudget
from housing.presentations.payments.opening import one_at_a_time
from housing.presentations.payments.queries import BUDGET, funds
from housing.refusals import Refused
from housing.web.filters import money
from pathway.payments import financial_year

YEARS = 5
MOST = Decimal(100_000_000)


def set_budget(*, fund: str, year: int, amount: Decimal, why: str, by: Actor, now: datetime) -> FundBudget:
    """Say what may be spent in the financial year that begins in April of `year`; the newest row counts.

    Raises:
        Forbidden: the person's roles do not carry it.
        Refused: no such fund, a year far from now, no reason, or less than is approved and spent already.
    """
    insist(by, BUDGET)
    with transaction() as session:
        authority = by.home(BUDGET).authority
        if fund not in codes.choices(session, FUND, authority):
            raise Refused("Select a fund from the list.", field="fund")
        if abs(year - financial_year(day_of(now))) > YEARS:
            raise Refused(f"Enter a financial year within {YEARS} years of this one.", field="year")
        if not why.strip():
            raise Refused("Say who decided it, or why it is changed.", field="why")
        if not 0 <= amount <= MOST:
            raise Refused(f"The budget must be {money(MOST)} or less.", field="amount")
        one_at_a_time(session, authority, fund)
        (now_at,) = funds(session, authority, fund, [year])
        used = now_at.committed + now_at.spent
        if amount < used:
            raise Refused(f"{money(used)} is approved or spent already: the budget cannot be less.", field="amount")
        row = FundBudget(
            authority_code=authority, fund=fund, year=year, amount=amount, why=why, recorded_at=now,
            recorded_by=by.account_id, recorded_by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(session, by, "payment.budget_set", row, now=now,
                     facts={"fund": fund, "year": year, "amount": str(amount)})  # fmt: skip
    return row
