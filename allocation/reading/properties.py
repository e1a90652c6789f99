"""Properties of a problem document, with their residents and units."""

from __future__ import annotations

from datetime import date

from allocation.facts import (
    KINDS,
    SEXES,
    SLEEPING_RULES,
    SUPPORT_LEVELS,
    Bedroom,
    Property,
    Resident,
    Unit,
)
from allocation.reading.households import EASTINGS, NORTHINGS
from allocation.reading.known import Known, new_id
from allocation.reading.value import Value

REQUIRED = (
    "id",
    "kind",
    "easting",
    "northing",
    "authority",
    "ward",
    "sexes",
    "boys_up_to",
    "max_support",
    "funding",
    "sleeping",
    "units",
)
OPTIONAL = ("pets", "services", "caps", "residents")
CAPS = (*(f"support:{level}+" for level in SUPPORT_LEVELS), "funding:no_recourse")


def read_property(value: Value, known: Known) -> tuple[Property, tuple[Unit, ...]]:
    """One property and its units."""
    fields = value.fields(REQUIRED, OPTIONAL)
    building = Property(
        id=new_id(fields["id"], known.properties),
        kind=fields["kind"].word(KINDS),
        easting=fields["easting"].number(*EASTINGS),
        northing=fields["northing"].number(*NORTHINGS),
        authority=fields["authority"].id(),
        ward=fields["ward"].id(),
        sexes=frozenset(fields["sexes"].distinct(lambda sex: sex.word(SEXES))),
        boys_up_to=fields["boys_up_to"].unless_null(_boys_up_to),
        max_support=fields["max_support"].unless_null(lambda level: level.word(SUPPORT_LEVELS)),
        funding=fields["funding"].ids(),
        sleeping=fields["sleeping"].word(SLEEPING_RULES),
        pets=fields.get("pets", Value.ids, frozenset()),
        services=fields.get("services", Value.ids, frozenset()),
        caps=fields.get("caps", _caps, ()),
        residents=fields.get("residents", lambda residents: _residents(residents, known), ()),
    )
    return building, tuple(read_unit(unit, building, known) for unit in fields["units"].items())


def _boys_up_to(value: Value) -> int | str:
    if value.value == "any":
        return "any"
    if type(value.value) is int and 0 <= value.value <= 17:
        return value.value
    value.fault('a whole number from 0 to 17 or "any"')
    return "any"


def _caps(value: Value) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((str(cap.key), cap.whole(0, 1_000)) for cap in value.entries(CAPS)))


def _residents(value: Value, known: Known) -> tuple[Resident, ...]:
    here: dict[str, Value] = {}
    residents = [_resident(resident, here) for resident in value.items()]
    known.residents |= here.keys()
    return tuple(sorted(residents, key=lambda resident: resident.household))


def _resident(value: Value, here: dict[str, Value]) -> Resident:
    fields = value.fields(("household",), ("members", "threats", "support_need", "no_recourse"))
    return Resident(
        household=new_id(fields["household"], here),
        members=fields.get("members", Value.ids, frozenset()),
        threats=fields.get("threats", Value.ids, frozenset()),
        support_need=fields.get("support_need", lambda level: level.word(SUPPORT_LEVELS), None),
        no_recourse=fields.get("no_recourse", Value.yes_or_no, False),
    )


def read_unit(value: Value, building: Property, known: Known) -> Unit:
    """One unit of a property."""
    fields = value.fields(
        ("id", "available_from", "bedrooms", "max_people", "floor"),
        ("lift", "features"),
    )
    bedrooms = [_bedroom(room) for room in fields["bedrooms"].items("a list of one bedroom at least", 1)]
    return Unit(
        id=new_id(fields["id"], known.units),
        property=building,
        available_from=fields["available_from"].day() or date.min,
        bedrooms=tuple(sorted(bedrooms, key=lambda room: (-room.beds, -room.cots))),
        max_people=fields["max_people"].whole(1, 50),
        floor=fields["floor"].whole(-2, 60),
        lift=fields.get("lift", Value.yes_or_no, False),
        features=fields.get("features", Value.ids, frozenset()),
    )


def _bedroom(value: Value) -> Bedroom:
    fields = value.fields(("beds",), ("cots",))
    return Bedroom(fields["beds"].whole(1, 20), fields.get("cots", lambda number: number.whole(0, 10), 0))
