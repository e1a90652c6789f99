"""The report on help with money: a table for each fund, its budget, and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from housing import audit, clock
from housing.access import Actor, current_actor, requires
from housing.codes import choices, setting
from housing.db import reading
from housing.presentations.payments.queries import funds
from housing.reports.helped.measures import MEASURES, Cell, Line, by_purpose
from housing.reports.helped.queries import first_year, paid_in
from housing.web import Column
from housing.web.downloads import csv_file
from pathway.payments import Fund, financial_year

blueprint = Blueprint("helped", __name__, url_prefix="/reports")
HIDDEN, NOT_PUBLISHED = "hidden", "[c]"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page and the file show of one financial year: each fund's name, lines and budget."""

    year: int
    years: Sequence[int]
    below: int
    funds: Sequence[tuple[str, Sequence[Line], Fund | None]]


@blueprint.get("/help-with-money")
@requires("report.read")
def helped() -> ResponseReturnValue:
    """Households helped in one financial year."""
    actor, now = current_actor(), clock.now()
    found = _shown(actor, now)
    audit.record_reading(actor, "report.read", ("report", f"helped-{found.year}"), now=now)
    columns = [Column("Purpose"), *(Column(name, numeric=True) for name in MEASURES)]
    return render_template("reports/helped.html", shown=found, columns=columns, said=_said)


@blueprint.get("/help-with-money.csv")
@requires("report.read")
def helped_csv() -> ResponseReturnValue:
    """The same figures, with the same cells hidden."""
    actor, now = current_actor(), clock.now()
    found = _shown(actor, now)
    audit.record_reading(actor, "report.downloaded", ("report", f"helped-{found.year}"), now=now)
    lines: list[Sequence[object]] = [["Fund", "Purpose", *MEASURES]]
    lines += [
        [name, line.name, *(NOT_PUBLISHED if cell is None else cell for cell in line.cells)]
        for name, table, _ in found.funds
        for line in table
    ]
    return csv_file(f"help-with-money-{found.year}-{found.year + 1}", lines)


def _shown(actor: Actor, now: datetime) -> Shown:
    today = clock.day_of(now)
    this = financial_year(today)
    with reading() as session:
        years = range(min(first_year(session, actor) or this, this), this + 1)
        asked = request.args.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdecimal() and int(asked[:9]) in years else this
        below = int(setting(session, "report.suppress_below", authority=None, on=today))
        rows = paid_in(session, actor, year)
        councils = sorted(actor.extent("report.read").authorities)
        purposes = choices(session, "payment_purpose")
        told = []
        for slug, name in choices(session, "payment_fund").items():
            table = by_purpose([row for row in rows if row.fund == slug], purposes, below)
            alone = len(councils) == 1 and table[-1].cells[0] is not None
            money = funds(session, councils[0], slug, [year])[0] if alone else None
            told.append((name, table, money))
    return Shown(year, list(years), below, told)


def _said(cell: Cell) -> str:
    return HIDDEN if cell is None else f"{cell:,}"
