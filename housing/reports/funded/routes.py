"""The report on who pays: a month or a financial year, as at its last day, and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock
from housing.access import Actor, current_actor, requires
from housing.codes import choices, setting
from housing.db import reading
from housing.forms import Option
from housing.presentations.funding import outcomes
from housing.reports.funded import measures
from housing.reports.funded.measures import MEASURES, Cell, Line
from housing.reports.funded.queries import READ, councils, nights_between
from housing.reports.voids.forms import MonthForm
from housing.reports.voids.periods import Span, months, usual
from housing.web import Column
from housing.web.downloads import csv_file

blueprint = Blueprint("funded", __name__, url_prefix="/reports")
HIDDEN, NOT_PUBLISHED = "hidden", "[c]"
ROUTES = "funding_route"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page and the file show of one period; `as_at` is its last day, or yesterday while it runs."""

    span: Span
    as_at: date
    below: int
    routes: Sequence[Line]
    concession: Sequence[Line]
    nights: Cell


@blueprint.get("/who-pays")
@requires(READ)
def funded() -> ResponseReturnValue:
    """Households and nights by way of paying."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    form, span = _asked(today)
    found = _shown(actor, span, now)
    audit.record_reading(actor, "report.read", ("report", f"funded-{span.name}"), now=now)
    return render_template(
        "reports/funded.html", shown=found, form=form, said=_said,
        columns=[Column("How it is paid"), *(Column(name, numeric=True) for name in MEASURES)],
        spans=[(each.title, url_for("funded.funded", month=_code(each)), each == span) for each in usual(today)],
        file=url_for("funded.funded_csv", month=_code(span)), clear=url_for("funded.funded"),
    )  # fmt: skip


@blueprint.get("/who-pays.csv")
@requires(READ)
def funded_csv() -> ResponseReturnValue:
    """The same figures, with the same cells hidden."""
    actor, now = current_actor(), clock.now()
    _, span = _asked(clock.day_of(now))
    found = _shown(actor, span, now)
    audit.record_reading(actor, "report.downloaded", ("report", f"funded-{span.name}"), now=now)
    lines = measures.all_lines(found.routes, found.concession, found.nights, NOT_PUBLISHED)
    return csv_file(f"who-pays-{span.name}", lines)


def _asked(today: date) -> tuple[MonthForm, Span]:
    """The form as it was sent, and the period: last month where what was sent is none."""
    spans = {_code(span): span for span in (*months(today), *usual(today))}
    form = MonthForm(request.args)
    form.month.options = [Option(_code(span), span.title) for span in months(today)]
    form.validate()
    return form, spans.get(request.args.get("month", ""), usual(today)[0])


def _shown(actor: Actor, span: Span, now: datetime) -> Shown:
    today = clock.day_of(now)
    until_on = max(span.from_on, min(span.until_on, today))  # nights to come are not counted
    days = {"from_on": span.from_on, "until_on": until_on}
    as_at = max(span.from_on, until_on - timedelta(days=1))
    own = councils(actor)
    with reading() as session:
        below = int(setting(session, "report.suppress_below", authority=None, on=today))
        labels = choices(session, ROUTES)
        by_route = outcomes.by_route(session, own, as_at=as_at, **days)
        stayed = nights_between(session, actor, span.from_on, until_on)
        counted = outcomes.concession(session, own, stayed, today=today, **days)
    became, nights = measures.concession(counted, below, several=span.several)
    return Shown(
        span, as_at, below, measures.routes(by_route, labels, below, several=span.several), became, nights
    )  # fmt: skip


def _code(span: Span) -> str:
    """A month as 2026-10, a financial year as 2026."""
    return f"{span.from_on.year}" if span.several else f"{span.from_on:%Y-%m}"


def _said(cell: Cell) -> str:
    return HIDDEN if cell is None else f"{cell:,}"
