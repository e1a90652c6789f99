"""The changes of a unit that a person can ask about, as documents for `allocation.what_if`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Document = dict[str, Any]
ACCESSIBLE = ("step_free", "wheelchair", "level_access_shower")


def _one_more(unit: Document, day: str) -> Document:
    return {"add_units": [{**unit, "id": f"{unit['id']} again", "available_from": day}]}


def _now(unit: Document, day: str) -> Document:
    return {"change_units": [{"id": unit["id"], "available_from": day}]}


def _bigger(unit: Document, _day: str) -> Document:
    bedrooms = [*unit["bedrooms"], {"beds": 2, "cots": 0}]
    return {"change_units": [{"id": unit["id"], "bedrooms": bedrooms, "max_people": unit["max_people"] + 2}]}


def _accessible(unit: Document, _day: str) -> Document:
    features = sorted({*unit.get("features", ()), *ACCESSIBLE})
    return {"change_units": [{"id": unit["id"], "features": features}]}


# slug: (what the form offers, what the answer is headed by, the change of the document)
CHANGES: dict[str, tuple[str, str, Callable[[Document, str], Document]]] = {
    "one_more": ("One more unit like it", "With one more unit like {unit}", _one_more),
    "now": ("The unit itself, free on the day of the run", "Had {unit} been free on the day", _now),
    "bigger": ("The unit itself, with one more bedroom for two", "With one more bedroom for two in {unit}", _bigger),
    "accessible": (
        "The unit itself, step-free and fit for a wheelchair",
        "Had {unit} been step-free and fit for a wheelchair",
        _accessible,
    ),
}


def units_of(problem: Mapping[str, Any]) -> dict[str, Document]:
    """Every unit of a problem document by its id, with the id of its `property`."""
    return {unit["id"]: {**unit, "property": home["id"]} for home in problem["properties"] for unit in home["units"]}


def change(slug: str, unit: Document, *, day: str) -> bytes:
    """The matching-change document of one of CHANGES for a unit of `units_of`; `day`: the day of the run."""
    *_, changed = CHANGES[slug]
    return json.dumps({"format": "matching-change/1", **changed(unit, day)}).encode()
