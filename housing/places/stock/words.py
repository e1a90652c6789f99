"""How the facts of stock are said on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from housing.places.models import Unit
from housing.places.stock.models import PropertyDescription, UnitEntry
from housing.web.filters import said_time

CLASSES = {
    "withheld": "Neither its address nor its area is shown before both sides have accepted an offer",
    "area": "Its area may be shown, its address not before both sides have accepted an offer",
    "open": "Its address may be shown to the council's staff with an offer",
}
CLASS_TAGS = {"withheld": "Withheld", "area": "Area may be shown", "open": "Open"}
FURNISHED = {"furnished": "Furnished", "part": "Partly furnished", "unfurnished": "Not furnished"}
COVER = {"all_hours": "At any hour", "set_hours": "At set hours", "none": "No staff there"}
DAYS = {"weekdays": "Monday to Friday", "saturday": "Saturday", "sunday": "Sunday"}
NOT_KNOWN = "Not known"
Lists = Mapping[str, Mapping[str, str]]


def described(row: PropertyDescription, lists: Lists) -> dict[str, str]:
    """{question: answer} of a description; `lists` are the code lists by name."""
    tenures, measures = lists["property_tenure"], lists["security_measure"]
    return {
        "Tenure": tenures.get(row.tenure, row.tenure) if row.tenure else NOT_KNOWN,
        "Furnished": FURNISHED[row.furnished] if row.furnished else NOT_KNOWN,
        "Security fitted": ", ".join(measures.get(slug, slug) for slug in row.security) or "None recorded",
        "Staff there": cover(row),
        "On call besides": NOT_KNOWN if row.on_call is None else "Yes" if row.on_call else "No",
        "About the location": row.location_notes or "None",
        "Notes": row.notes or "None",
    }


def cover(row: PropertyDescription) -> str:
    """When staff are there: "Monday to Friday 9am to 5pm; Saturday 10am to 1pm"."""
    if row.cover is None:
        return NOT_KNOWN
    if row.cover != "set_hours":
        return COVER[row.cover]
    hours = [f"{DAYS[day]} {_clock(row.cover_hours[day])}" for day in DAYS if day in row.cover_hours]
    return "; ".join(hours) or COVER["set_hours"]


def of_unit(unit: Unit | UnitEntry, features: Mapping[str, str]) -> dict[str, str]:
    """{question: answer} of a unit, as its page and its history show it."""
    charge = unit.weekly_charge
    return {
        "Called": unit.code,
        "Bedrooms": bedrooms(unit.bedrooms),
        "People at most": str(unit.max_people),
        "Floor": "Ground" if unit.floor == 0 else str(unit.floor),
        "Lift": "Yes" if unit.lift else "No",
        "Features": ", ".join(features.get(slug, slug) for slug in unit.features) or "None recorded",
        "Weekly charge": "Not recorded" if charge is None else f"£{charge:,.2f}",
    }


def bedrooms(rooms: list[dict[str, int]]) -> str:
    """ "3 beds and 1 cot; 1 bed"."""
    return "; ".join(_room(room["beds"], room.get("cots", 0)) for room in rooms)


def _room(beds: int, cots: int) -> str:
    said = f"{beds} {'bed' if beds == 1 else 'beds'}"
    return f"{said} and {cots} {'cot' if cots == 1 else 'cots'}" if cots else said


def _clock(hours: list[str]) -> str:
    begin, end = (time.fromisoformat(each) for each in hours)
    return f"{said_time(begin)} to {said_time(end)}"
