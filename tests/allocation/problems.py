"""Made-up problem documents for tests: plain ones to change by hand, and random ones for Hypothesis."""

from __future__ import annotations

import copy
import json
from typing import Any

from allocation.facts import Problem
from allocation.problem import read_problem

Document = dict[str, Any]

AS_OF = "2026-11-23"


def person(id: str, age: int | None, sex: str | None, role: str = "") -> Document:
    """A member who is `age` years and a few days old on the day of the problem; 16 and over is an adult unless said."""
    role = role or ("adult" if age is None or age >= 16 else "child")
    born = None if age is None else f"{2026 - age}-11-0{1 + age % 9}"
    return {"id": id, "born": born, "sex": sex, "role": role}


def household(id: str = "H1", **changes: Any) -> Document:
    """One woman who agrees to a refuge."""
    return {
        "id": id,
        "band": 2,
        "waiting_since": "2026-11-20",
        "members": [person(f"{id}-a", 34, "female")],
        "support_need": "low",
        "funding": ["housing_benefit"],
        "accepts": ["refuge"],
        **changes,
    }


def unit(id: str = "U1", **changes: Any) -> Document:
    """Two bedrooms, free today."""
    return {
        "id": id,
        "available_from": AS_OF,
        "bedrooms": [{"beds": 2, "cots": 1}, {"beds": 2}],
        "max_people": 4,
        "floor": 0,
        **changes,
    }


def building(id: str = "R1", **changes: Any) -> Document:
    """A refuge for women that takes boys up to 13, with one unit."""
    return {
        "id": id,
        "kind": "refuge",
        "easting": 441000,
        "northing": 395000,
        "authority": "E08000018",
        "ward": "E05012997",
        "sexes": ["female"],
        "boys_up_to": 13,
        "max_support": "high",
        "funding": ["housing_benefit"],
        "sleeping": "room_standard",
        "units": [unit()],
        **changes,
    }


def problem(**changes: Any) -> Document:
    """One household and one refuge."""
    return {
        "format": "matching-problem/1",
        "as_of": AS_OF,
        "households": [household()],
        "properties": [building()],
        **changes,
    }


def read(document: Document) -> Problem:
    """The problem that a document says."""
    return read_problem(json.dumps(document).encode())


def changed(document: Document, *changes: tuple[tuple[str | int, ...], Any]) -> Document:
    """A copy with the values at some paths replaced; `DELETED` takes a key away."""
    result = copy.deepcopy(document)
    for path, value in changes:
        target: Any = result
        for step in path[:-1]:
            target = target[step]
        if value is DELETED:
            del target[path[-1]]
        else:
            target[path[-1]] = value
    return result


DELETED = object()
