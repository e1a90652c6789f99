"""The occupancy calendar: `/places/calendar`, a month of units, with the months beside it."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Choice, FilterForm, Option
from housing.places.blueprint import blueprint
from housing.places.calendar.blocks import Month
from housing.places.calendar.drawing import days
from housing.places.calendar.queries import Calendar, Chosen, calendar
from housing.places.calendar.who import who
from housing.places.calendar.words import MARKS
from housing.places.words import KINDS

AS_LIST = "list"


class CalendarFilter(FilterForm):
    """Which units the calendar shows, by code and id."""

    kind = Choice("Kind of place", options=Option.each(KINDS.items()), as_list=True)
    provider = Choice("Provider", coerce=UUID, as_list=True)
    property = Choice("Property", coerce=UUID, as_list=True)

    def chosen(self) -> Chosen:
        """The choices; what is no code or id is no choice."""
        kind = self.kind.data if self.kind.data in KINDS else None
        return Chosen(kind, _id(self.provider.data), _id(self.property.data))

    def offer(self, found: Calendar) -> None:
        """The providers and properties that can be chosen."""
        self.provider.options = Option.each((str(id_), name) for id_, name in found.providers.items())
        self.property.options = Option.each((str(home.id), home.code) for home in found.homes)


@blueprint.get("/places/calendar")
@requires("places.see")
def occupancy() -> ResponseReturnValue:
    """A month of the units that this person may see; who is where only as far as she may know."""
    actor, today = current_actor(), clock.today()
    month, form = Month.of(request.args.get("month"), today), CalendarFilter(request.args)
    chosen = form.chosen()
    with db.reading() as session:
        found = calendar(
            session, actor, month, chosen, today=today, names=lambda *asked: who(current_app, *asked)
        )  # fmt: skip
    form.offer(found)
    as_list = request.args.get("view") == AS_LIST
    return render_template(
        "places/calendar/page.html",
        form=form,
        chosen=_said(chosen, found),
        found=found,
        month=month,
        days=days(month, today),
        this_month=Month.of(None, today),
        marks=MARKS,
        kinds=KINDS,
        as_list=as_list,
        href=lambda **changed: _address(month, chosen, as_list=as_list, **changed),
        own=actor.extent("unit.manage").organisations,
    )


def _address(month: Month, chosen: Chosen, *, as_list: bool, to: Month | None = None, view: str | None = None) -> str:
    wanted = view if view is not None else AS_LIST if as_list else ""
    return url_for(
        "places.occupancy", month=(to or month).code, kind=chosen.kind, provider=chosen.provider,
        property=chosen.property, view=wanted or None,
    )  # fmt: skip


def _said(chosen: Chosen, found: Calendar) -> list[str]:
    codes = {home.id: home.code for home in found.homes}
    said = [
        KINDS.get(chosen.kind or ""),
        found.providers.get(chosen.provider) if chosen.provider else None,
        codes.get(chosen.property) if chosen.property else None,
    ]
    return [each for each in said if each]


def _id(value: object) -> UUID | None:
    return value if isinstance(value, UUID) else None
