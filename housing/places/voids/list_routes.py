"""The list of voids: a provider's own, or all of the council's, as a page and as a spreadsheet's lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import Actor, current_actor, requires
from housing.forms import Option
from housing.places.blueprint import blueprint
from housing.places.voids import queries, words
from housing.places.voids.forms import VoidFilter
from housing.places.voids.queries import Asked, Row
from housing.places.words import KINDS
from housing.web.downloads import csv_file
from housing.web.filters import money
from housing.web.lists import Paging

READ = "places.see"
LIST = "void_reason"


@dataclass(frozen=True, slots=True)
class Shown:
    """A void as a line of the list."""

    row: Row
    when: str
    late: bool
    reason: str
    days: str
    cost: str


@blueprint.get("/voids")
@requires(READ)
def voids() -> ResponseReturnValue:
    """Units out of use, now, before and to come; no address."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        form, asked, reasons = _asked(session, actor)
        paging = Paging.of(queries.count(session, actor, asked, today=today), request.args.get("page"))
        rows = queries.listed(session, actor, asked, today=today, limit=paging.size, offset=paging.offset)
        spent = queries.cost(session, actor, asked, today=today)
    given: dict[str, Any] = {name: value for name, value in _codes(asked).items() if value}
    return render_template(
        "places/voids/list.html",
        form=form,
        chosen=_chosen(asked, reasons),
        given=given,
        paging=paging,
        page_href=lambda number: url_for("places.voids", page=number, **given),
        voids=_shown(rows, reasons, today),
        cost=money(spent),
        words=words,
        kinds=KINDS,
    )


@blueprint.get("/voids.csv")
@requires(READ)
def voids_csv() -> ResponseReturnValue:
    """The same voids, all of them, as a spreadsheet's lines."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        _, asked, reasons = _asked(session, actor)
        rows = queries.listed(session, actor, asked, today=today)
    audit.record_reading(actor, "void.downloaded", ("void", "list"), now=now)
    heading = ("unit", "property", "kind", "state", "why", "first day", "back in use", "expected back", "days", "cost")
    lines = [_line(row, reasons, today) for row in rows]
    return csv_file(f"voids-{today.isoformat()}", [heading, *lines])


def _line(row: Row, reasons: Mapping[str, str], today: date) -> Sequence[object]:
    stands = row.stands
    return (
        row.unit.code, row.home.code, KINDS[row.home.kind], words.WHEN[words.when_of(stands, today)],
        reasons.get(stands.reason, stands.reason), stands.from_on, stands.until_on, stands.expected_on,
        words.days(stands, today), stands.cost,
    )  # fmt: skip


def _asked(session: Session, actor: Actor) -> tuple[VoidFilter, Asked, dict[str, str]]:
    """The filter's form, what it asks for, and the reasons in words."""
    reasons = codes.choices(session, LIST, actor.home(READ).authority)
    form = VoidFilter(request.args)
    form.reason.options = Option.each(reasons.items())
    form.validate()

    def known(name: str, among: Mapping[str, str]) -> str | None:
        code = form[name].data
        return code if code in among else None

    return form, Asked(known("when", words.WHEN), known("reason", reasons), known("kind", KINDS)), reasons


def _codes(asked: Asked) -> dict[str, str | None]:
    return {"when": asked.when, "reason": asked.reason, "kind": asked.kind}


def _chosen(asked: Asked, reasons: Mapping[str, str]) -> list[str]:
    said = (words.WHEN.get(asked.when or ""), reasons.get(asked.reason or ""), KINDS.get(asked.kind or ""))
    return [each for each in said if each]


def _shown(rows: Sequence[Row], reasons: Mapping[str, str], today: date) -> list[Shown]:
    return [
        Shown(
            row,
            words.when_of(row.stands, today),
            words.late(row.stands, today),
            reasons.get(row.stands.reason, row.stands.reason),
            words.said_days(row.stands, today),
            _cost(row.stands.cost),
        )
        for row in rows
    ]


def _cost(cost: Decimal | None) -> str:
    return "not known" if cost is None else money(cost)
