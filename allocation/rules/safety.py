"""Where a household is not safe. Nobody can set these aside, and their sentences never say who."""

from __future__ import annotations

from allocation.catalogue import ACCEPT, Authority, Verdict, ask, refuse, rule
from allocation.distance import within
from allocation.facts import Household, Unit

PLAN = "The household's safety plan; Domestic Abuse Act 2021 Part 4 statutory guidance"


@rule(
    "danger-zone",
    title="Outside every danger zone",
    authority=Authority.SAFETY,
    source=PLAN,
    reads=(Household.danger_zones, Unit.point),
)
def danger_zone(household: Household, unit: Unit) -> Verdict:
    """A household does not live within the distance of a place where it is in danger, in a straight line; on
    the edge is inside. Where its danger zones are not known, somebody asks before any home is proposed."""
    if household.danger_zones is None:
        return ask("record the places where the household is in danger, or that there are none")
    if any(within(zone.easting, zone.northing, unit.point, zone.radius_m) for zone in household.danger_zones):
        return refuse("it is too near a place where the household is in danger")
    return ACCEPT


@rule(
    "excluded-area",
    title="Outside every excluded area",
    authority=Authority.SAFETY,
    source=PLAN,
    reads=(Household.excluded_areas, Unit.areas),
    overlap=True,
)
def excluded_area(household: Household, unit: Unit) -> Verdict:
    """A household does not live in a ward or an authority where it cannot be safe."""
    if household.excluded_areas & unit.areas:
        return refuse("it is in an area where the household cannot live safely")
    return ACCEPT


@rule(
    "outside-authority",
    title="Outside the authority it must leave",
    authority=Authority.SAFETY,
    source=PLAN,
    reads=(Household.outside_authorities, Unit.authorities),
    overlap=True,
)
def outside_authority(household: Household, unit: Unit) -> Verdict:
    """Some households have to leave an authority's area altogether."""
    if household.outside_authorities & unit.authorities:
        return refuse("it is in an authority that the household must leave")
    return ACCEPT


@rule(
    "threat-on-site",
    title="Nobody there is a threat to the household",
    authority=Authority.SAFETY,
    source=PLAN,
    reads=(Household.threats, Unit.resident_members, Unit.resident_households),
    overlap=True,
)
def threat_on_site(household: Household, unit: Unit) -> Verdict:
    """A household does not live where somebody lives who is a threat to it: the perpetrator or an associate.
    Where its threats are not known, somebody asks before it is proposed anywhere that anyone lives."""
    if household.threats is None:
        if unit.resident_households:
            return ask("record who is a threat to the household, or that nobody else is known")
        return ACCEPT
    if household.threats & unit.resident_members:
        return refuse("somebody who lives here must not know where the household is")
    return ACCEPT


@rule(
    "is-a-threat",
    title="The household is no threat to anybody there",
    authority=Authority.SAFETY,
    source=PLAN,
    reads=(Household.member_ids, Unit.resident_threats),
    overlap=True,
)
def is_a_threat(household: Household, unit: Unit) -> Verdict:
    """A household does not live where one of its members is a threat to somebody who lives there."""
    if household.member_ids & unit.resident_threats:
        return refuse("somebody who lives here would not be safe with this household near")
    return ACCEPT


@rule(
    "kept-apart",
    title="Nobody it is kept apart from lives there",
    authority=Authority.SAFETY,
    source="A worker's decision that two households must not share a property, with its reason on record",
    reads=(Household.kept_apart, Unit.resident_households),
    overlap=True,
)
def kept_apart(household: Household, unit: Unit) -> Verdict:
    """Two households that must be kept apart never live in the same property."""
    if household.kept_apart & unit.resident_households:
        return refuse("it must be kept apart from somebody who lives here")
    return ACCEPT
