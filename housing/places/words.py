"""How stock is said on a page: kinds, what a service accepts, and what a unit is doing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from housing.clock import day_of
from housing.places.state import UnitState
from housing.web.filters import said_date, said_moment, said_time

KINDS = {"refuge": "Refuge", "dispersed": "Dispersed home", "specialist": "Specialist accommodation"}
SLEEPING = {
    "room_standard": "The room standard of the Housing Act 1985",
    "size_criteria": "The size criteria of housing benefit",
}
SEXES = {"female": "Women", "male": "Men", "other": "Adults who are neither"}
SUPPORT = {"low": "Low", "medium": "Medium", "high": "High", "very_high": "Very high"}
CAPS = {
    "support:high+": "Households with high support needs or above",
    "support:very_high+": "Households with very high support needs",
    "funding:no_recourse": "Households without recourse to public funds",
}
FEATURES = {
    "step_free": "Step-free entrance",
    "wheelchair": "Wheelchair adapted",
    "level_access_shower": "Level-access shower",
    "adapted_kitchen": "Adapted kitchen",
    "hearing_alerts": "Alerts for people who are deaf or hard of hearing",
    "visual_alerts": "Alerts for people who are blind or partially sighted",
}
STATES = {
    "free": "Available",
    "free_until": "Available for a time",
    "booked": "Held from a later day",
    "held": "Held for a referral",
    "occupied": "Occupied",
    "leaving": "Leaving",
    "overdue": "Leaving day passed",
    "preparing": "Being prepared",
    "out_of_use": "Out of use",
    "closed": "Closed",
}
COLOURS = {
    "free": "green", "booked": "yellow", "held": "yellow", "occupied": "blue", "leaving": "teal", "overdue": "red",
    "preparing": "orange", "out_of_use": "grey",
    "free_until": "turquoise", "closed": "grey",
}  # fmt: skip
THEN = {"preparing": "being prepared", "out_of_use": "out of use", "closed": "closed"}
NO_DATE = "no date known"
UNSAFE = "Closed: whoever lives there needs another place"


@dataclass(frozen=True, slots=True)
class Said:
    """A unit's state as a tag and the sentence beside it."""

    tag: str
    colour: str
    more: str


def said(state: UnitState, reasons: Mapping[str, Mapping[str, str]], *, now: datetime) -> Said:
    """What a unit is doing; `reasons` of being out_of_use and closed, each {slug: label}."""
    more = {
        "free": "now",
        "free_until": f"until {said_date(state.until_on)}, then {THEN.get(state.then or '', '')}",
        "booked": f"from {said_date(state.until_on)}",
        "held": _held(state, now),
        "occupied": "",
        "leaving": f"on {said_date(state.until_on)}",
        "overdue": f"Expected to leave on {said_date(state.until_on)}. Has she left?",
        "preparing": f"until {said_date(state.until_on)}" if state.until_on else NO_DATE,
        "out_of_use": _why(state, reasons),
        "closed": _why(state, reasons),
    }[state.kind]
    if state.closed is not None and state.kind != "closed":
        more = f"{more}. {UNSAFE}" if more else UNSAFE
    return Said(STATES[state.kind], COLOURS[state.kind], more)


def confirmed(at: datetime | None, *, now: datetime, by: str = "") -> str:
    """ "Confirmed today at 9:10am by Rita Demo", "Confirmed 9:10am on 21 November 2026", "Never confirmed"."""
    if at is None:
        return "Never confirmed"
    who = f" by {by}" if by else ""
    if day_of(at) == day_of(now):
        return f"Confirmed today at {said_time(at)}{who}"
    return f"Confirmed {said_moment(at)}{who}"


def boys(any_age: bool, up_to: int | None) -> str:
    """Up to which age boys are taken."""
    if any_age:
        return "Boys of any age"
    return "Not known" if up_to is None else f"Boys up to {up_to}"


def _held(state: UnitState, now: datetime) -> str:
    if state.lapses_at is None or state.lapses_at <= now:
        return ""
    return f"until {said_moment(state.lapses_at)}, unless both sides accept"


def _why(state: UnitState, reasons: Mapping[str, Mapping[str, str]]) -> str:
    why = reasons.get(state.kind, {}).get(state.reason or "", state.reason or "")
    return f"{why}, {f'until {said_date(state.until_on)}' if state.until_on else NO_DATE}"
