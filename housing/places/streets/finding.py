"""Whether two homes are in one street or near one another: pure, from points and keyed digests."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a property is: metres on the British National Grid, and digests of its street and postcode sector.

    A digest that is None is not known.
    """

    property_id: UUID
    easting: int
    northing: int
    street: str | None = None
    sector: str | None = None


def within(one: Spot, other: Spot, metres: int) -> bool:
    """Whether two homes are at most so many metres apart in a straight line; exactly so far is within."""
    east, north = one.easting - other.easting, one.northing - other.northing
    return east * east + north * north <= metres * metres


def same_street(one: Spot, other: Spot, *, widest_m: int) -> bool:
    """Whether two homes may be in one street: the same name, not farther apart than a street of that name can be long.

    Where an address does not say its street the postcode sectors decide; where they are not known either, two homes
    that are near enough may be in one.
    """
    if one.property_id == other.property_id:
        return True
    if not within(one, other, widest_m):
        return False
    if one.street is not None and other.street is not None:
        return one.street == other.street
    return one.sector is None or other.sector is None or one.sector == other.sector
