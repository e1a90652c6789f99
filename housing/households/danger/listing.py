"""People of concern and their places, as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for

from housing.households.birthdays import how_old
from housing.households.models import ConcernPlace, Household, PersonOfConcern
from housing.web.filters import distance, phone, plural, said_date

Item = dict[str, Any]
Wards = Mapping[tuple[int, int], str]


def called(person: PersonOfConcern, number: int) -> str:
    """What the page calls somebody."""
    return person.name or f"Person {number}, name not given"


def cards(household: Household, related: Mapping[str, str], today: date) -> list[Item]:
    """One card a person: rows of a summary list, and where to remove them."""
    return [_card(household, person, number, related, today) for number, person in enumerate(household.concerns, 1)]


def places(household: Household, person: PersonOfConcern, kinds: Mapping[str, str], wards: Wards) -> list[Item]:
    """One line a place, with the distance to keep."""
    ids: dict[str, Any] = {"household_id": household.id, "concern_id": person.id}

    def where(place: ConcernPlace) -> str:
        return place.postcode or wards.get((place.easting, place.northing), "a place on the map")

    return [
        {
            "text": f"{kinds.get(place.kind, place.kind)}, {where(place)}",
            "hint": f"No home within {distance(place.radius_m)}",
            "change": url_for("households.danger_distance.change", place_id=place.id, **ids),
            "remove": url_for("households.danger_places.remove", place_id=place.id, **ids),
        }
        for place in person.places
    ]


def _card(household: Household, person: PersonOfConcern, number: int, related: Mapping[str, str], today: date) -> Item:
    ids: dict[str, Any] = {"household_id": household.id, "concern_id": person.id}
    name = called(person, number)
    rows = [
        {
            "key": "Who they are to her",
            "value": related.get(person.relationship_to_her or "", "Not recorded"),
            "href": url_for("households.danger.change", **ids),
            "hidden": f"what is recorded of {name}",
        },
        {"key": "Date of birth", "value": _born(person, today), "href": ""},
        {"key": "Telephone number", "value": phone(person.phone) if person.phone else "Not known", "href": ""},
        {
            "key": "Where they are",
            "value": _places_known(person),
            "href": url_for("households.danger_places.places", **ids),
            "action": "Places",
            "hidden": f"of {name}",
        },
    ]
    return {"title": name, "rows": rows, "remove": url_for("households.danger.remove", **ids)}


def _born(person: PersonOfConcern, today: date) -> str:
    if person.born is not None:
        return said_date(person.born)
    said = how_old(person, today) if person.born_from is not None else "not known"
    return said[:1].upper() + said[1:]


def _places_known(person: PersonOfConcern) -> str:
    if person.places_known is None:
        return "Not asked yet"
    if not person.places_known:
        return f"She does not know. {person.places_why or ''}".strip()
    return f"{plural(len(person.places), 'place')} to keep away from"
