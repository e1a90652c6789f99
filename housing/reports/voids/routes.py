"""The page "Voids and gaps": for the strategy lead without what would tell of a household; for a provider, its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import Actor, current_actor, requires
from housing.forms import Option
from housing.reports.voids import drawing, queries
from housing.reports.voids.figures import Report, report
from housing.reports.voids.forms import DaysForm, MonthForm
from housing.reports.voids.periods import Span, asked_for, months, usual
from housing.web.downloads import csv_file

blueprint = Blueprint("gaps", __name__)
COUNCIL, OWN = "report.read", "unit.manage"


@blueprint.get("/reports/voids")
@requires(COUNCIL)
def council() -> ResponseReturnValue:
    """The whole council's nights."""
    return _page(COUNCIL, "gaps.council")


@blueprint.get("/reports/voids.csv")
@requires(COUNCIL)
def council_csv() -> ResponseReturnValue:
    """The same figures, with the same cells hidden, as a spreadsheet's lines."""
    return _file(COUNCIL)


@blueprint.get("/units/gaps")
@requires(OWN)
def own() -> ResponseReturnValue:
    """A provider's own nights."""
    return _page(OWN, "gaps.own")


@blueprint.get("/units/gaps.csv")
@requires(OWN)
def own_csv() -> ResponseReturnValue:
    """The same figures as a spreadsheet's lines."""
    return _file(OWN)


def _page(permission: str, here: str) -> str:
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    form, span = _asked(permission, today)
    found, reasons = _report(actor, permission, span, today)
    audit.record_reading(actor, "report.read", ("report", f"voids-{span.name}"), now=now)
    return render_template(
        "reports/voids.html",
        form=form,
        span=span,
        spans=[(each.title, url_for(here, **_said(permission, each)), each == span) for each in usual(today)],
        report=found,
        shown=drawing.shown(found, reasons, full=permission == OWN),
        clear=url_for(here),
        file=url_for(f"{here}_csv", **_said(permission, span)),
        own=permission == OWN,
    )


def _file(permission: str) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    _, span = _asked(permission, today)
    found, reasons = _report(actor, permission, span, today)
    audit.record_reading(actor, "report.downloaded", ("report", f"voids-{span.name}"), now=now)
    return csv_file(f"voids-and-gaps-{span.name}", drawing.lines(found, reasons))


def _asked(permission: str, today: date) -> tuple[DaysForm | MonthForm, Span]:
    """The form as it was sent, and the period that counts: last month where what was sent is not in order."""
    if permission == OWN:
        days = DaysForm(request.args, today=today)
        in_order = days.validate() and days.first.data is not None
        return days, asked_for(days.first.data, days.last.data) if in_order else usual(today)[0]
    spans = {_code(span): span for span in (*months(today), *usual(today))}
    form = MonthForm(request.args)
    form.month.options = [Option(_code(span), span.title) for span in months(today)]
    form.validate()
    return form, spans.get(request.args.get("month", ""), usual(today)[0])


def _report(actor: Actor, permission: str, span: Span, today: date) -> tuple[Report, dict[str, str]]:
    with db.reading() as session:
        units = queries.units(session, actor, permission, from_on=span.from_on, until_on=span.until_on, today=today)
        costs = queries.costs(session, actor, permission, from_on=span.from_on, until_on=span.until_on)
        below = codes.setting(session, "report.suppress_below", authority=None, on=today)
        reasons = codes.choices(session, "void_reason", actor.home(permission).authority)
    found = report(
        units, costs, from_on=span.from_on, until_on=span.until_on, today=today, several=span.several,
        below=0 if permission == OWN else below,
    )  # fmt: skip
    return found, reasons


def _code(span: Span) -> str:
    """A month as 2026-10, a financial year as 2026."""
    return f"{span.from_on.year}" if span.several else f"{span.from_on:%Y-%m}"


def _said(permission: str, span: Span) -> dict[str, Any]:
    """A period as the form sends it."""
    if permission == COUNCIL:
        return {"month": _code(span)}
    days = {"first": span.from_on, "last": span.until_on - timedelta(days=1)}
    return {f"{name}-{part}": getattr(day, part) for name, day in days.items() for part in ("day", "month", "year")}
