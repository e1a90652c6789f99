"""Compiled loops loaded (or, the first time on a machine, compiled) before anybody waits for an answer."""

from __future__ import annotations

import json
from typing import Any

from allocation.match import match
from allocation.problem import read_problem

NOBODY: dict[str, Any] = {
    "waiting_since": "2026-11-20", "support_need": "low", "funding": ["self"], "accepts": ["refuge"],
    "places": [{"easting": 440_000, "northing": 390_000}], "danger_zones": [],
}  # fmt: skip
NOWHERE: dict[str, Any] = {
    "id": "R", "kind": "refuge", "easting": 441_000, "northing": 390_000, "authority": "made-up", "ward": "made-up",
    "sexes": ["female"], "boys_up_to": "any", "max_support": "high", "funding": ["self"], "sleeping": "room_standard",
    "caps": {"support:low+": 2},
}  # fmt: skip


def ready() -> None:
    """Answer a problem of three made-up households and two units, for which every loop is needed once."""
    people = [{"id": f"P{band}", "born": "1990-01-01", "sex": "female", "role": "adult"} for band in (1, 2, 3)]
    units = [
        {"id": f"U{number}", "available_from": "2026-11-23", "bedrooms": [{"beds": 1}], "max_people": 1, "floor": 0}
        for number in (1, 2)
    ]
    document = {
        "format": "matching-problem/1",
        "as_of": "2026-11-23",
        "households": [{**NOBODY, "id": f"H{band}", "band": band, "members": [people[band - 1]]} for band in (1, 2, 3)],
        "properties": [{**NOWHERE, "units": units}],
        "keep_apart": [["H1", "H2"]],
    }
    match(read_problem(json.dumps(document).encode()))
