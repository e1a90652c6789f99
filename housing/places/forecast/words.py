"""The forecast in words: why a unit is expected to be free on a day, and what is known where no day is."""

from __future__ import annotations

from datetime import date

from housing.places.forecast.expecting import Expected
from housing.places.seeing import Standing
from housing.web.filters import plural, short_date

SURE = {
    "now": ("Free now", "green"),
    "planned": ("Planned", "blue"),
    "held": ("Held", "yellow"),
    "overdue": ("Overdue", "red"),
    "unknown": ("Not known", "grey"),
}
NO_DAY = {
    "overdue": "The leaving day has passed, and nobody has recorded that they have left",
    "held": "Free again only if the offer comes to nothing",
    "booked": "Free again only if the offer comes to nothing",
    "occupied": "Nobody has planned a leaving day",
    "leaving": "Promised to somebody after those who live there",
    "preparing": "Nobody has recorded when it will be ready",
    "out_of_use": "Nobody has recorded when it is back in use",
    "closed": "Nobody has recorded when it opens again",
}
DOING = {"preparing": "Being prepared", "out_of_use": "Out of use", "closed": "Closed", "free_until": "Free"}


def why(each: Expected, standing: Standing) -> str:
    """A sentence without its full stop: from what the day follows, or why there is none."""
    state = standing.state
    if each.on is None:
        return NO_DAY.get(state.kind, "Something is recorded for later with no end")
    until = state.until_on
    if state.kind == "leaving" and until is not None:
        return f"Leaving on {short_date(until)}{_prepared(standing, until, each.on)}"
    doing = DOING.get(state.kind, "As recorded")
    if until is None:
        return doing
    return f"{doing} until {short_date(until)}{', and something more after that' if each.on > until else ''}"


def _prepared(standing: Standing, left_on: date, on: date) -> str:
    """The preparation that follows, where it is that which the day waits for."""
    days = standing.terms.preparation_days
    if not days or standing.terms.ready_after(left_on) != on:
        return ""
    return f", then {plural(days, 'working day')} to prepare it"
