"""Who got a unit instead, in words for somebody who may know it or may not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allocation.facts import Household, Problem

PINNED, SIDE_RULES = "pinned", "side rules"


def lost_words(entry: Mapping[str, Any], viewer_may_know: bool, problem: Problem, loser: str | None = None) -> str:
    """One line of `lost_to` as a sentence, naming the other household only to those who may know it.

    `entry`: unit, household and level; `loser`: the id of the household without a place. Others read of "another
    household" and, with `loser`, of its band beside hers; never who it is, how long it has waited or what it is like.

    Raises:
        KeyError: a household is not the problem's.
    """
    people = {household.id: household for household in problem.households}
    other = people[entry["household"]]
    if viewer_may_know:
        who = other.id
    elif loser is None or entry["level"] in (PINNED, SIDE_RULES):
        who = "another household"
    else:
        who = f"another household {_beside(other, people[loser])}"
    return f"{entry['unit']} went to {who}: {_why(entry['level'])}"


def _beside(other: Household, own: Household) -> str:
    if other.band < own.band:
        return "in a more urgent band"
    return "in the same band" if other.band == own.band else "in a less urgent band"


def _why(level: str) -> str:
    kind, _, number = level.rpartition(" ")
    if kind == "placed in band":
        return f"fewer households in band {number} would have a place otherwise"
    if kind == "days waited in band":
        return f"those placed in band {number} would have waited fewer days in all otherwise"
    return {
        "held places kept": "a place already held would be lost otherwise",
        "cost": "the places would suit the households less well in all otherwise",
        "ties": "all else is equal, and the longest wait comes first, then a fixed order of the ids",
        SIDE_RULES: "those who live there already fill a limit of the property",
        PINNED: "somebody decided so beforehand, with a reason",
    }[level]
