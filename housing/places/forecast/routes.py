"""The forecast of vacancies: `/places/forecast`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.places import seeing
from housing.places.blueprint import blueprint
from housing.places.forecast.expecting import NEAR, WEEKS, Expected, by_size, by_week, expected, weeks
from housing.places.forecast.words import SURE, why
from housing.places.words import KINDS
from housing.web import Column, charts

ORDER = ("planned", "overdue", "held", "unknown")


@blueprint.get("/places/forecast")
@requires("places.see")
def forecast() -> ResponseReturnValue:
    """Which units become free in the next weeks, by kind and size, and how sure that is."""
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        standing = seeing.standings(session, seeing.stock(actor), today=today)
    found = expected(standing, today=today)
    said = [(each, why(each, at)) for each, at in zip(found, standing, strict=True) if each.sure != "now"]
    said.sort(key=lambda pair: (ORDER.index(pair[0].sure), pair[0].on or date.max, pair[0].unit.code))
    numbers = ("Units", "Free now", f"In {NEAR} weeks", f"In {WEEKS} weeks", "Later", "Held", "Overdue", "Not known")
    return render_template(
        "places/forecast/page.html",
        found=found,
        said=said,
        picture=_picture(found, today),
        sizes=by_size(found, KINDS, today=today),
        numbers=numbers,
        columns=[Column("Kind and size"), *(Column(text, numeric=True) for text in numbers)],
        kinds=KINDS,
        sure=SURE,
        near=NEAR,
        weeks=WEEKS,
    )


def _picture(found: Sequence[Expected], today: date) -> charts.Picture:
    kinds = [kind for kind in KINDS if any(each.home.kind == kind for each in found)]
    return charts.columns(
        f"Units that become free in each of the next {WEEKS} weeks",
        [f"{first.day} {first:%b}" for first in weeks(today)],
        {KINDS[kind]: [charts.Value(count) for count in by_week(found, kind, today=today)] for kind in kinds},
        label="Week from",
        unit="Units with a day that somebody has recorded",
    )
