"""Made-up authorities on a map. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

Entry = dict[str, Any]
UNITS_AN_AUTHORITY = 33
WARDS = 12
SPREAD = 7_000  # metres from an authority's centre within which nearly everything of it is
REGION = 16_000  # metres within which the first four authorities are neighbours


@dataclass(frozen=True, slots=True)
class Town:
    """One made-up authority: its code and its centre on the grid, metres."""

    code: str
    easting: int
    northing: int

    def ward(self, chance: Random) -> str:
        """The code of one of its wards."""
        return f"{self.code}-ward-{chance.randint(1, WARDS):02}"


def towns(chance: Random, units: int) -> list[Town]:
    """About one authority for 33 units, four neighbours at least, so that leaving one's own is possible."""
    centre = (chance.randrange(400_000, 500_000), chance.randrange(200_000, 450_000))
    found = []
    for number in range(max(4, round(units / UNITS_AN_AUTHORITY))):
        if number < 4:
            point = (centre[0] + chance.randint(-REGION, REGION), centre[1] + chance.randint(-REGION, REGION))
        else:
            point = (chance.randrange(330_000, 600_000), chance.randrange(150_000, 520_000))
        found.append(Town(f"made-up-{number:03}", *point))
    return found


def somewhere(chance: Random, town: Town, spread: int = SPREAD) -> Entry:
    """A point in a town, as a document has it."""
    easting = round(chance.gauss(town.easting, spread / 2))
    northing = round(chance.gauss(town.northing, spread / 2))
    return {"easting": min(700_000, max(0, easting)), "northing": min(1_300_000, max(0, northing))}


def some(chance: Random, shares: dict[str, float]) -> list[str]:
    """Each word with its own share."""
    return [word for word, share in shares.items() if chance.random() < share]
