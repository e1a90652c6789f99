"""The sanctuary report: pictures, a table under each, and the same as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from housing import audit, clock
from housing.access import Actor, current_actor, requires
from housing.clock import day_of
from housing.codes import choices, setting
from housing.db import reading
from housing.reports.periods import begun, financial_year, year_of
from housing.reports.sanctuary import queries
from housing.reports.sanctuary.measures import MONTHLY, Cell, Figures, figures
from housing.sanctuary.aftercare.budget import Spending, spending
from housing.web import Column, charts
from housing.web.filters import money

blueprint = Blueprint("sanctuary_report", __name__, url_prefix="/reports")
HIDDEN, NOT_PUBLISHED = "hidden", "[c]"
REFERRED, MADE_SAFE = 0, 2  # places in MONTHLY


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page and the file show of one financial year."""

    year: int
    years: list[int]
    figures: Figures
    money: Spending | None
    below: int


@blueprint.get("/sanctuary")
@requires("report.read")
def sanctuary() -> ResponseReturnValue:
    """Homes made safe in one financial year."""
    actor, now = current_actor(), clock.now()
    found = _shown(actor, now)
    audit.record_reading(actor, "report.read", ("report", f"sanctuary-{found.year}"), now=now)
    return render_template(
        "reports/sanctuary.html",
        shown=found,
        picture=_picture(found),
        cost=_cost(found.money),
        months=[Column("Month"), *(Column(name, numeric=True) for name in MONTHLY)],
        said=_said,
        days=_days,
    )


@blueprint.get("/sanctuary.csv")
@requires("report.read")
def sanctuary_csv() -> ResponseReturnValue:
    """The same figures, with the same cells hidden, as a spreadsheet's lines."""
    actor, now = current_actor(), clock.now()
    found = _shown(actor, now)
    audit.record_reading(actor, "report.downloaded", ("report", f"sanctuary-{found.year}"), now=now)
    written = io.StringIO()
    csv.writer(written).writerows(_lines(found))
    answer = Response(written.getvalue(), mimetype="text/csv")
    name = f"homes-made-safe-{found.year}-{found.year + 1}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _shown(actor: Actor, now: datetime) -> Shown:
    today = day_of(now)
    with reading() as session:
        years = _years(queries.first_day_known(session, actor) or today, today)
        asked = request.args.get("year", "")
        year = int(asked) if asked.isdecimal() and int(asked) in years else years[-1]
        periods = begun(financial_year(year), today)
        span = (periods[0].from_on, periods[-1].until_on)
        below = int(setting(session, "report.suppress_below", authority=None, on=today))
        councils = queries.councils(actor)
        found = figures(
            queries.events_between(session, actor, *span),
            queries.made_safe_between(session, actor, *span),
            queries.open_jobs(session, actor),
            choices(session, "sanctuary_outcome"),
            periods=periods,
            below=below,
            now=now,
        )
        one = spending(session, councils[0], range(year, year + 1))[0] if len(councils) == 1 else None
    return Shown(year, years, found, one, below)


def _years(first: date, today: date) -> list[int]:
    return list(range(year_of(first), year_of(today) + 1))


def _picture(found: Shown) -> charts.Picture:
    months = found.figures.months
    series = {
        "Referred": [_value(line.cells[REFERRED]) for line in months],
        "Works done": [_value(line.cells[MADE_SAFE]) for line in months],
    }
    title = f"Referred and made safe each month, April {found.year} to March {found.year + 1}"
    return charts.columns(title, [line.name[:3] for line in months], series, label="Month", unit="Homes")


def _cost(spent: Spending | None) -> charts.Bars | None:
    if spent is None:
        return None
    values = (("Budget", spent.budget), ("Ordered", spent.committed), ("Invoiced", spent.invoiced))
    bars = [
        (name, charts.Value(None, "not set") if pounds is None else charts.Value(float(pounds), money(pounds)))
        for name, pounds in values
    ]
    return charts.bars(f"Cost against budget, {spent.title}", bars, label="Money", unit="Pounds")


def _value(cell: Cell) -> charts.Value:
    return charts.Value(cell, _said(cell))


def _said(cell: Cell) -> str:
    return HIDDEN if cell is None else f"{cell:,}"


def _days(number: float | None) -> str:
    return "too few" if number is None else f"{number:g} days"


def _lines(found: Shown) -> Iterator[list[str]]:
    said = found.figures
    yield ["month", *(name.lower() for name in MONTHLY)]
    for line in (*said.months, said.all_months):
        yield [line.name, *_cells(line.cells)]
    yield []
    yield ["stage now", "jobs"]
    for line in (*said.stages,):
        yield [line.name, *_cells(line.cells)]
    yield ["late now", *_cells((said.late_now,))]
    yield []
    yield ["priority", "works done", "late", "median days", "90th percentile days"]
    for pace in said.paces:
        yield [pace.priority, *_cells((pace.done, pace.late)), *_numbers(pace.median, pace.ninetieth)]
    yield []
    yield ["tenure", "referred", "works done", "owner refused"]
    for line in said.tenures:
        yield [line.name, *_cells(line.cells)]
    yield []
    yield ["outcome", "after 6 months", "after 12 months"]
    for line in said.outcomes:
        yield [line.name, *_cells(line.cells)]
    if found.money is not None:
        yield []
        yield ["money", "pounds"]
        yield ["budget", "" if found.money.budget is None else str(found.money.budget)]
        yield ["ordered", str(found.money.committed)]
        yield ["invoiced", str(found.money.invoiced)]


def _cells(cells: tuple[Cell, ...]) -> list[str]:
    return [NOT_PUBLISHED if cell is None else str(cell) for cell in cells]


def _numbers(*numbers: float | None) -> list[str]:
    return [NOT_PUBLISHED if number is None else f"{number:g}" for number in numbers]
