"""A made-up but realistic matching problem of any size: for tests, for measuring, for showing. Nobody in it is real.

In one region a household is ready to live anywhere that is safe: about a quarter of all pairs are accepted. In life
nobody looks all over England: past ten towns more and more households say how far from their family, work or school
they can live, so that about 10 in 100 pairs are accepted with 1,000 units and 5 in 100 with 5,000.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from allocation.making.homes import properties
from allocation.making.people import household, look_near
from allocation.making.towns import Entry, towns

AS_OF = date(2026, 11, 23)
SHARE_HELD = 0.06
SHARE_DECLINED = 0.08
SHARE_APART = 0.02
SHARE_ASSOCIATES = 0.02
WAIVABLE = ("boys-age", "pets", "support", "funding")


def make_problem(chance: Random, households: int, units: int, as_of: date = AS_OF) -> dict[str, Any]:
    """A problem document with so many households (H1, H2, ...) and units (U1, U2, ...).

    `chance` comes from the caller: the same one gives the same document.
    """
    places = towns(chance, units)
    homes = properties(chance, places, units, as_of)
    waiting = [
        household(chance, f"H{number}", places[number % len(places)], places, as_of)
        for number in range(1, households + 1)
    ]
    look_near(chance, waiting, places)
    for each in waiting:
        _history(chance, each, homes)
    _associates(chance, waiting)
    return {
        "format": "matching-problem/1",
        "as_of": as_of.isoformat(),
        "households": waiting,
        "properties": homes,
        "keep_apart": _keep_apart(chance, waiting, homes),
        "waivers": _waivers(chance, waiting, homes),
        "policy": {"needed_within_days": 3},
    }


def _history(chance: Random, each: Entry, homes: list[Entry]) -> None:
    """A unit held for her or declined by her, now and then."""
    if homes and chance.random() < SHARE_HELD:
        each["held"] = chance.choice(chance.choice(homes)["units"])["id"]
    if homes and chance.random() < SHARE_DECLINED:
        each["declined"] = [chance.choice(chance.choice(homes)["units"])["id"]]


def _associates(chance: Random, waiting: list[Entry]) -> None:
    """Some households count a member of another among their threats."""
    for each in waiting:
        if each["threats"] is not None and len(waiting) > 1 and chance.random() < SHARE_ASSOCIATES:
            other = chance.choice(waiting)
            if other is not each:
                each["threats"].append(other["members"][0]["id"])


def _keep_apart(chance: Random, waiting: list[Entry], homes: list[Entry]) -> list[list[str]]:
    """Pairs of households, and households and residents, that must not share a property."""
    residents = [resident["household"] for home in homes for resident in home.get("residents", [])]
    found: set[tuple[str, str]] = set()
    for _ in range(round(len(waiting) * SHARE_APART)):
        one = chance.choice(waiting)["id"]
        other = chance.choice(residents) if residents and chance.random() < 0.4 else chance.choice(waiting)["id"]
        if one != other and (other, one) not in found:
            found.add((one, other))
    return [list(pair) for pair in sorted(found)]


def _waivers(chance: Random, waiting: list[Entry], homes: list[Entry]) -> list[Entry]:
    """A provider's exceptions, each with a made-up name and a reason."""
    chosen = {
        (chance.choice(waiting)["id"], chance.choice(homes)["id"], chance.choice(WAIVABLE))
        for _ in range(round(len(waiting) * 0.02))
        if homes
    }
    return [
        {"household": one, "property": home, "rule": rule, "by": "a made-up manager", "why": "a made-up reason"}
        for one, home, rule in sorted(chosen)
    ]
