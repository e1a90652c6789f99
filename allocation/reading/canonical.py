"""A problem written down in one way only, so that the same problem always has the same hash."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from fractions import Fraction

from allocation.facts import Household, Place, Problem, Property, Resident, Unit
from allocation.reading.document import FORMAT

Json = dict[str, object]


def to_document(problem: Problem) -> Json:
    """The problem as a document that reads back to the same problem: every list that has no order sorted, every
    default written out. Numbers are int, or float where that is exact, or else Decimal,
    which `canonical_bytes` writes."""
    units: dict[str, list[Json]] = {building.id: [] for building in problem.properties}
    for unit in problem.units:
        units[unit.property.id].append(unit_document(unit))
    return {
        "format": FORMAT,
        "as_of": problem.as_of.isoformat(),
        "households": [_household(household) for household in problem.households],
        "properties": [property_document(building, units[building.id]) for building in problem.properties],
        "keep_apart": sorted(sorted(pair) for pair in problem.keep_apart),
        "waivers": [
            {"household": each.household, "property": each.property, "rule": each.rule, "by": each.by, "why": each.why}
            for each in problem.waivers
        ],
        "policy": {"needed_within_days": problem.needed_within_days},
    }


def canonical_bytes(problem: Problem) -> bytes:
    """The document as UTF-8: sorted keys, no spaces, exact numbers."""
    document = to_document(problem)
    try:
        return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except TypeError:  # a Decimal somewhere, which json.dumps cannot write exactly
        return "".join(written(document)).encode()


def written(value: object) -> list[str]:
    """The same text in pieces, with every digit of a Decimal."""
    if isinstance(value, dict):
        pieces = ["{"]
        for place, key in enumerate(sorted(value)):
            pieces += ["," * (place > 0), json.dumps(key, ensure_ascii=False), ":", *written(value[key])]
        return [*pieces, "}"]
    if isinstance(value, list):
        pieces = ["["]
        for place, item in enumerate(value):
            pieces += ["," * (place > 0), *written(item)]
        return [*pieces, "]"]
    return [str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)]


def number(value: Fraction) -> int | float | Decimal:
    """A number in its one way of being written: whole, or the shortest float if exact, or else every digit."""
    if value.denominator == 1:
        return value.numerator
    if Fraction(Decimal(repr(float(value)))) == value:
        return float(value)
    with localcontext() as exact:
        exact.prec = 3_000
        return (Decimal(value.numerator) / Decimal(value.denominator)).normalize()


def _household(each: Household) -> Json:
    zones = each.danger_zones
    document: Json = {
        "id": each.id,
        "band": each.band,
        "waiting_since": each.waiting_since.isoformat(),
        "members": [
            {"id": one.id, "born": one.born.isoformat() if one.born else None, "sex": one.sex, "role": one.role}
            for one in each.members
        ],
        "couples": sorted(sorted(couple) for couple in each.couples),
        "expected_births": [day.isoformat() for day in each.expected_births],
        "access_needs": sorted(each.access_needs),
        "support_need": each.support_need,
        "pets": sorted(each.pets),
        "funding": sorted(each.funding),
        "accepts": list(each.accepts),
        "preferred_services": sorted(each.preferred_services),
        "danger_zones": None
        if zones is None
        else [
            {**_point(zone.easting, zone.northing), "radius_m": number(zone.radius_m), **_said("reason", zone.reason)}
            for zone in zones
        ],
        "excluded_areas": sorted(each.excluded_areas),
        "outside_authorities": sorted(each.outside_authorities),
        "threats": None if each.threats is None else sorted(each.threats),
        "places": [_place(place) for place in each.places],
        "declined": sorted(each.declined),
        **_said("held", each.held),
    }
    return document


def _point(easting: Fraction, northing: Fraction) -> Json:
    return {"easting": number(easting), "northing": number(northing)}


def _said(key: str, value: object) -> Json:
    """A key that is left out where it has no value."""
    return {key: value} if value else {}


def _place(place: Place) -> Json:
    limit = None if place.limit_km is None else number(place.limit_km)
    return {
        **_point(place.easting, place.northing),
        **_said("kind", place.kind),
        "importance": place.importance,
        **_said("limit_km", limit),
    }


def property_document(each: Property, units: list[Json]) -> Json:
    """A property and its units as a problem document has them, every default written out."""
    return {
        "id": each.id,
        "kind": each.kind,
        **_point(each.easting, each.northing),
        "authority": each.authority,
        "ward": each.ward,
        "sexes": sorted(each.sexes),
        "boys_up_to": each.boys_up_to,
        "max_support": each.max_support,
        "pets": sorted(each.pets),
        "funding": sorted(each.funding),
        "services": sorted(each.services),
        "sleeping": each.sleeping,
        "caps": dict(each.caps),
        "residents": [_resident(resident) for resident in each.residents],
        "units": units,
    }


def _resident(each: Resident) -> Json:
    return {
        "household": each.household,
        "members": sorted(each.members),
        "threats": sorted(each.threats),
        **_said("support_need", each.support_need),
        "no_recourse": each.no_recourse,
    }


def unit_document(each: Unit) -> Json:
    """A unit as a problem document has it, every default written out."""
    return {
        "id": each.id,
        "available_from": each.available_from.isoformat(),
        "bedrooms": [{"beds": room.beds, "cots": room.cots} for room in each.bedrooms],
        "max_people": each.max_people,
        "floor": each.floor,
        "lift": each.lift,
        "features": sorted(each.features),
    }
