"""Homes: properties, what their services accept, who lives there, and their units. `None` means *not known*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from allocation.words import ACCESS_NEEDS, SCARCE_FEATURES, Remembers, worked_out


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
class Property(Remembers):
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

    @worked_out
    def areas(self) -> frozenset[str]:
        """The codes of the areas it lies in: ward and authority."""
        return frozenset((self.ward, self.authority))

    @worked_out
    def authorities(self) -> frozenset[str]:
        """Its authority, as a set of one."""
        return frozenset((self.authority,))

    @worked_out
    def point(self) -> tuple[Fraction, Fraction]:
        """Easting and northing, metres."""
        return (self.easting, self.northing)

    @worked_out
    def resident_members(self) -> frozenset[str]:
        """Everybody who lives here."""
        return frozenset().union(*(resident.members for resident in self.residents))

    @worked_out
    def resident_threats(self) -> frozenset[str]:
        """Everybody whom a household living here must be safe from."""
        return frozenset().union(*(resident.threats for resident in self.residents))

    @worked_out
    def resident_households(self) -> frozenset[str]:
        """The households living here."""
        return frozenset(resident.household for resident in self.residents)


@dataclass(frozen=True, slots=True)
class Unit(Remembers):
    """A home inside a property: what one household gets the key to."""

    id: str
    property: Property
    available_from: date
    bedrooms: tuple[Bedroom, ...]
    max_people: int
    floor: int
    lift: bool = False
    features: frozenset[str] = frozenset()

    @worked_out
    def ids(self) -> frozenset[str]:
        """The unit's id, as a set of one."""
        return frozenset((self.id,))

    @worked_out
    def free_on(self) -> date:
        """The day from which it is free."""
        return self.available_from

    @worked_out
    def room_for(self) -> int:
        """The most people it is for."""
        return self.max_people

    @worked_out
    def access_met(self) -> frozenset[str]:
        """The access needs that the home meets."""
        met = set(self.features.intersection(ACCESS_NEEDS) - {"ground_floor"})
        if "wheelchair" in met:
            met.add("step_free")
        if self.floor == 0 or self.lift:
            met.add("ground_floor")
        return frozenset(met)

    @worked_out
    def beds(self) -> tuple[int, ...]:
        """The beds of each bedroom, most first."""
        return tuple(sorted((bedroom.beds for bedroom in self.bedrooms), reverse=True))

    @worked_out
    def bedrooms_counted(self) -> int:
        """How many bedrooms there are."""
        return len(self.bedrooms)

    @worked_out
    def cots(self) -> int:
        """Cots of all bedrooms together."""
        return sum(bedroom.cots for bedroom in self.bedrooms)

    @worked_out
    def scarce(self) -> frozenset[str]:
        """The scarce features it has, which somebody else may need more."""
        return self.features.intersection(SCARCE_FEATURES)

    @worked_out
    def kind(self) -> str:
        """The kind of accommodation."""
        return self.property.kind

    @worked_out
    def areas(self) -> frozenset[str]:
        """The ward and the authority of its property."""
        return self.property.areas

    @worked_out
    def sexes(self) -> frozenset[str]:
        """The sexes of adults that the service takes."""
        return self.property.sexes

    @worked_out
    def boys_up_to(self) -> int | str | None:
        """The oldest boy that the service takes, "any", or not known."""
        return self.property.boys_up_to

    @worked_out
    def max_support(self) -> str | None:
        """The highest support need that the service takes, or not known."""
        return self.property.max_support

    @worked_out
    def funding(self) -> frozenset[str]:
        """The routes of funding that the service takes."""
        return self.property.funding

    @worked_out
    def pets(self) -> frozenset[str]:
        """The kinds of pet that the service takes."""
        return self.property.pets

    @worked_out
    def services(self) -> frozenset[str]:
        """The by-and-for services run there."""
        return self.property.services

    @worked_out
    def sleeping(self) -> str:
        """The sleeping rule: room_standard or size_criteria."""
        return self.property.sleeping

    @worked_out
    def resident_members(self) -> frozenset[str]:
        """Everybody who lives at its property."""
        return self.property.resident_members

    @worked_out
    def resident_threats(self) -> frozenset[str]:
        """Everybody whom a household at its property must be safe from."""
        return self.property.resident_threats

    @worked_out
    def resident_households(self) -> frozenset[str]:
        """The households living at its property."""
        return self.property.resident_households

    @worked_out
    def authorities(self) -> frozenset[str]:
        """The authority of its property, as a set of one."""
        return self.property.authorities

    @worked_out
    def point(self) -> tuple[Fraction, Fraction]:
        """Easting and northing of its property, metres."""
        return self.property.point
