"""How far a separation keeps apart: levels in words, and the council's settings for what Haven finds by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from housing.codes import settings
from housing.households.separations.models import BUILDING, DISTANCE, STREET
from housing.places.streets.finding import Spot, same_street, within

LEVELS_KEY, DISTANCE_KEY, STREET_KEY = "separation.levels", "separation.distance_m", "separation.longest_street_m"
LEVELS = {
    BUILDING: "Not in the same building",
    STREET: "Not in the same street",
    DISTANCE: "Not within a distance",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How far, at least. `metres` only where the level is a distance."""

    level: str
    metres: int | None = None

    @property
    def reaches_out(self) -> bool:
        """Whether other buildings are closed too."""
        return self.level != BUILDING


@dataclass(frozen=True, slots=True)
class Local:
    """The council's settings: the level of each reason that Haven finds, the distance, how long a street can be."""

    levels: Mapping[str, str]
    distance_m: int
    longest_street_m: int

    def of(self, reason: str) -> Level:
        """The level for a reason; one without a setting has the widest."""
        level = self.levels.get(reason, DISTANCE)
        return Level(level, self.distance_m if level == DISTANCE else None)

    def close(self, level: Level, one: Spot, other: Spot) -> bool:
        """Whether two homes are too close for this level."""
        if one.property_id == other.property_id:
            return True
        if level.level == STREET:
            return same_street(one, other, widest_m=self.longest_street_m)
        return level.metres is not None and within(one, other, level.metres)


def local(session: Session, authority: str, on: date) -> Local:
    """The settings in force on a day."""
    found = settings(session, (LEVELS_KEY, DISTANCE_KEY, STREET_KEY), authority=authority, on=on)
    return Local(found[LEVELS_KEY], found[DISTANCE_KEY], found[STREET_KEY])


def widest(levels: list[Level]) -> Level:
    """Of several levels about one pair the one that is to be shown: the greatest distance, else the street."""
    order = (BUILDING, STREET, DISTANCE)
    return max(levels, key=lambda each: (order.index(each.level), each.metres or 0))
