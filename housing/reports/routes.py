"""The strategy lead's pages: aggregates only."""

from __future__ import annotations

import csv
import io
from datetime import date

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from housing import audit, clock
from housing.access import Actor, current_actor, requires
from housing.codes import choices, setting
from housing.db import reading
from housing.reports import queries
from housing.reports.funded.routes import blueprint as funded
from housing.reports.helped.routes import blueprint as helped
from housing.reports.measures import KIND_TITLES, KINDS, MEASURES, Cell, Report, report
from housing.reports.periods import begun, financial_year, year_of
from housing.reports.sanctuary.routes import blueprint as homes_made_safe
from housing.reports.voids.routes import blueprint as voids
from housing.web import Column, charts

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
BLUEPRINTS = (blueprint, homes_made_safe, voids, helped, funded)
HIDDEN = "hidden"
NOT_PUBLISHED = "[c]"  # the Government Statistical Service's mark for a cell kept confidential
TOTAL = Column("Total", numeric=True)
TITLES = {"households": "Households", "adults": "Adults", "children": "Children", "nights": "Nights"}
HOW_COUNTED = {
    "households": "Stays begun in the month, by the kind of accommodation.",
    "adults": "Adults of those households on the day they arrived: 18 or over, or recorded as an adult.",
    "children": "Children of those households on the day they arrived.",
    "nights": "Nights spent in the month in all stays, whenever they began, up to last night.",
}


@blueprint.get("/placements")
@requires("report.read")
def placements() -> ResponseReturnValue:
    """Placements by kind and month of one financial year."""
    actor, today = current_actor(), clock.today()
    year, years, found = _report(actor, today)
    audit.record_reading(actor, "report.read", ("report", f"placements-{year}"), now=clock.now())
    return render_template(
        "reports/placements.html",
        year=year,
        years=years,
        report=found,
        pictures=_pictures(found, year),
        measures=[(TITLES[name], HOW_COUNTED[name], _by_month(found, name)) for name in MEASURES],
        columns=[Column("Month"), *(Column(KIND_TITLES[kind], numeric=True) for kind in KINDS), TOTAL],
        said=_said,
        kind_titles=KIND_TITLES,
    )


@blueprint.get("/placements.csv")
@requires("report.read")
def placements_csv() -> ResponseReturnValue:
    """The same figures, with the same cells hidden, as a spreadsheet's lines."""
    actor, today = current_actor(), clock.today()
    year, _, found = _report(actor, today)
    audit.record_reading(actor, "report.downloaded", ("report", f"placements-{year}"), now=clock.now())
    answer = Response(_lines(found), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="placements-{year}-{year + 1}.csv"'
    return answer


def _report(actor: Actor, today: date) -> tuple[int, list[int], Report]:
    with reading() as session:
        first = queries.first_day_known(session, actor) or today
        years = list(range(year_of(first), year_of(today) + 1))
        asked = request.args.get("year", "")
        year = int(asked) if asked.isdecimal() and int(asked) in years else years[-1]
        periods = begun(financial_year(year), today)
        span = (periods[0].from_on, periods[-1].until_on)
        below = setting(session, "report.suppress_below", authority=None, on=today)
        found = report(
            queries.stays_between(session, actor, *span),
            queries.not_supported_between(session, actor, *span),
            choices(session, "not_supported_reason"),
            periods=periods,
            below=below,
            today=today,
        )
    return year, years, found


def _pictures(found: Report, year: int) -> list[charts.Picture]:
    """What the months can show: households of all kinds together, since one kind's months are mostly hidden; nights."""
    span = f"April {year} to March {year + 1}"
    months = [f"{period.from_on:%b}" for period in found.periods]
    households, nights = (found.table(measure).rows[:-1] for measure in ("households", "nights"))
    return [
        charts.columns(
            f"Households placed each month, {span}",
            months,
            {"All kinds": [_value(row[-1]) for row in households]},
            label="Month",
            unit="Households",
        ),
        charts.columns(
            f"Nights each month, {span}",
            months,
            {KIND_TITLES[kind]: [_value(row[column]) for row in nights] for column, kind in enumerate(KINDS)},
            label="Month",
            unit="Nights",
        ),
    ]


def _value(cell: Cell) -> charts.Value:
    return charts.Value(cell, _said(cell))


def _by_month(found: Report, measure: str) -> list[tuple[str, tuple[str, ...]]]:
    """The table's lines: the month's name, then what each cell says."""
    names = [*(period.title for period in found.periods), "All months, rounded to 10"]
    return [
        (name, tuple(_said(cell) for cell in row)) for name, row in zip(names, found.table(measure).rows, strict=True)
    ]


def _said(cell: Cell) -> str:
    return HIDDEN if cell is None else f"{cell:,}"


def _lines(found: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["measure", "period", *(KIND_TITLES[kind] for kind in KINDS), "total"])
    for table in found.tables:
        names = [*(period.title for period in found.periods), "all months, rounded to 10"]
        for name, row in zip(names, table.rows, strict=True):
            writer.writerow([table.measure, name, *(NOT_PUBLISHED if cell is None else cell for cell in row)])
    writer.writerow([])
    writer.writerow(["days from presentation to placement", "median", "90th percentile"])
    for waiting in found.waiting:
        writer.writerow([KIND_TITLES[waiting.kind], _days(waiting.median), _days(waiting.ninetieth)])
    writer.writerow([])
    writer.writerow(["not supported because", "households"])
    for reason in found.reasons:
        writer.writerow([reason.label, NOT_PUBLISHED if reason.count is None else reason.count])
    return out.getvalue()


def _days(number: float | None) -> str:
    return NOT_PUBLISHED if number is None else f"{number:g}"
