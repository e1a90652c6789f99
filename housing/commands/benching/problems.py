"""Made-up problems to measure: as they come, and without a side rule between proposals."""

from __future__ import annotations

import json
from typing import Any

from allocation.facts import Problem
from allocation.make_problem import make_problem
from allocation.problem import read_problem
from housing.commands.benching.sizes import Size
from housing.commands.dice import Dice

Document = dict[str, Any]


def made(size: Size, seed: int) -> Document:
    """A made-up problem document."""
    return make_problem(Dice(seed), size.households, size.units)


def parsed(document: Document) -> Problem:
    """The problem that a document says."""
    return read_problem(json.dumps(document).encode())


def without_side_rules(document: Document) -> Document:
    """The same town without a side rule between proposals: caps, pairs kept apart, threats among those who wait.

    Residents, danger zones and every other fact stay. Threats not known become none: they are a side rule too.
    """
    waiting = {each["id"] for each in document["households"]}
    members = {member["id"] for each in document["households"] for member in each["members"]}
    return document | {
        "properties": [home | {"caps": {}} for home in document["properties"]],
        "keep_apart": [pair for pair in document["keep_apart"] if not waiting >= set(pair)],
        "households": [
            each | {"threats": [threat for threat in each["threats"] or () if threat not in members]}
            for each in document["households"]
        ],
    }
