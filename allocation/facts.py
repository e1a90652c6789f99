"""The facts that a match is made from, as known on the day of the decision.

Everything here is frozen and comes from a problem document (matching.md). `None` in a field that
may be unknown means *not known*, never *no*. Distances are in metres on the British National Grid;
coordinates, radii and limits are `Fraction`, so that "on the edge is inside" is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

KINDS = ("refuge", "dispersed", "specialist")
SEXES = ("female", "male", "other")
SUPPORT_LEVELS = ("low", "medium", "high", "very_high")
ROLES = ("adult", "child")
SLEEPING_RULES = ("room_standard", "size_criteria")
RECOURSE = frozenset({"housing_benefit", "universal_credit"})


def whole_years(born: date, on: date) -> int:
    """Age in whole years; a 29 February birthday falls on 1 March in a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a household. `age` is in whole years on the day of the match."""

    id: str
    age: int | None
    sex: str | None
    role: str


@dataclass(frozen=True, slots=True)
class DangerZone:
    """A circle that a household must not live in; its edge is inside."""

    easting: Fraction
    northing: Fraction
    radius_m: Fraction
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a household needs to be near: work, a school, her mother."""

    easting: Fraction
    northing: Fraction
    kind: str
    importance: int = 1
    limit_km: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """One household as the matcher knows it. `danger_zones` and `threats` may be not known."""

    id: str
    band: int
    waiting_since: date
    days_waited: int
    members: tuple[Member, ...]
    support_need: str | None
    funding: frozenset[str]
    accepts: tuple[str, ...]
    couples: frozenset[frozenset[str]] = frozenset()
    expected_births: tuple[date, ...] = ()
    access_needs: frozenset[str] = frozenset()
    pets: frozenset[str] = frozenset()
    preferred_services: frozenset[str] = frozenset()
    danger_zones: tuple[DangerZone, ...] | None = ()
    excluded_areas: frozenset[str] = frozenset()
    outside_authorities: frozenset[str] = frozenset()
    threats: frozenset[str] | None = frozenset()
    places: tuple[Place, ...] = ()
    declined: frozenset[str] = frozenset()
    held: str | None = None
    needed_by: date = date.max  # the last day on which a unit may become free and still be proposed
    kept_apart: frozenset[str] = frozenset()  # household ids, from the problem's keep_apart

    @property
    def member_ids(self) -> frozenset[str]:
        """The ids of everybody in the household."""
        return frozenset(member.id for member in self.members)

    @property
    def no_recourse(self) -> bool:
        """Neither housing benefit nor universal credit is open to the household."""
        return not self.funding & RECOURSE


@dataclass(frozen=True, slots=True)
class Resident:
    """A household that lives in a property already. Not-known support counts as the highest."""

    household: str
    members: frozenset[str] = frozenset()
    threats: frozenset[str] = frozenset()
    support_need: str | None = None
    no_recourse: bool = False


@dataclass(frozen=True, slots=True)
class Bedroom:
    """`beds` is people who can sleep here; cots are apart."""

    beds: int
    cots: int = 0


@dataclass(frozen=True, slots=True)
class Property:
    """A building and what its service accepts. `boys_up_to` is an age, "any" or not known."""

    id: str
    kind: str
    easting: Fraction
    northing: Fraction
    authority: str
    ward: str
    sexes: frozenset[str]
    boys_up_to: int | str | None
    max_support: str | None
    funding: frozenset[str]
    sleeping: str
    pets: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    caps: tuple[tuple[str, int], ...] = ()
    residents: tuple[Resident, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A home inside a property: what one household gets the key to."""

    id: str
    property: Property
    available_from: date
    bedrooms: tuple[Bedroom, ...]
    max_people: int
    floor: int
    lift: bool = False
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiver:
    """One service rule set aside for one household at one property, by a named person."""

    household: str
    property: str
    rule: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole problem, sorted by id so that nothing depends on listing order."""

    as_of: date
    households: tuple[Household, ...]
    properties: tuple[Property, ...]
    units: tuple[Unit, ...]
    keep_apart: frozenset[frozenset[str]] = frozenset()
    waivers: tuple[Waiver, ...] = ()
    needed_within_days: int = 3
    sha256: str = field(default="", compare=False)
