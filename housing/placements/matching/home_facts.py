"""A property, its units and who lives there, as the matcher's document has them: ids and facts, never an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from allocation.words import RECOURSE
from housing.households.models import Household
from housing.placements.matching.threats import ByName, threats
from housing.places.models import AcceptancePolicy, Property, Unit


def document(
    home: Property,
    policy: AcceptancePolicy,
    *,
    units: Iterable[tuple[Unit, date]],
    residents: Iterable[Household],
    people: ByName,
    routes: Mapping[UUID, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """One entry of `properties`; `units` with the day from which each is free. The authority is where it stands.

    `routes`: the ways of paying of those residents that have funding lines, by household.
    """
    return {
        "id": str(home.id),
        "kind": home.kind,
        "easting": home.easting,
        "northing": home.northing,
        "authority": home.ward.authority_code,
        "ward": home.ward_code,
        **accepted(policy),
        "sleeping": home.sleeping,
        "residents": [_resident(each, people, (routes or {}).get(each.id, each.funding)) for each in residents],
        "units": [_unit(unit, available) for unit, available in units],
    }


def accepted(policy: AcceptancePolicy) -> dict[str, Any]:
    """What a policy says, in the words of a property's entry."""
    return {
        "sexes": sorted(set(policy.sexes)),
        "boys_up_to": "any" if policy.boys_any else policy.boys_up_to,
        "max_support": policy.max_support,
        "pets": sorted(set(policy.pets)),
        "funding": sorted(set(policy.funding)),
        "services": sorted(set(policy.services)),
        "caps": dict(policy.caps),
    }


def _resident(household: Household, people: ByName, funding: Iterable[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "household": str(household.id),
        "members": sorted(str(person.id) for person in household.people),
        "threats": threats(household, people),
        "no_recourse": not RECOURSE & set(funding),
    }
    if household.support_need is not None:
        entry["support_need"] = household.support_need
    return entry


def _unit(unit: Unit, available: date) -> dict[str, Any]:
    return {
        "id": str(unit.id),
        "available_from": available.isoformat(),
        "bedrooms": [{"beds": room["beds"], "cots": room.get("cots", 0)} for room in unit.bedrooms],
        "max_people": unit.max_people,
        "floor": unit.floor,
        "lift": unit.lift,
        "features": sorted(set(unit.features)),
    }
