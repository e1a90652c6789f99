"""Households of a problem document."""

from __future__ import annotations

from datetime import date

from allocation.facts import (
    ACCESS_NEEDS,
    KINDS,
    ROLES,
    SEXES,
    SUPPORT_LEVELS,
    DangerZone,
    Household,
    Member,
    Place,
    whole_years,
)
from allocation.reading.known import Known, new_id
from allocation.reading.value import Value
from allocation.words import OLDEST

EASTINGS, NORTHINGS = (0, 700_000), (0, 1_300_000)  # metres on the British National Grid
REQUIRED = ("id", "band", "waiting_since", "members", "support_need", "funding", "accepts")
OPTIONAL = (
    "couples",
    "expected_births",
    "access_needs",
    "pets",
    "preferred_services",
    "danger_zones",
    "excluded_areas",
    "outside_authorities",
    "threats",
    "places",
    "declined",
    "held",
)


def read_household(value: Value, known: Known) -> Household:
    """One household; ids of units must be known by now."""
    fields = value.fields(REQUIRED, OPTIONAL)
    name = new_id(fields["id"], known.households)
    since = _waiting_since(fields["waiting_since"], known.as_of)
    everybody = fields["members"].items("a list of one member at least", 1)
    members = tuple(_member(member, known) for member in everybody)
    names = frozenset(member.id for member in members)
    return Household(
        id=name,
        band=fields["band"].whole(1, 5),
        waiting_since=since,
        days_waited=(known.as_of - since).days if known.as_of else 0,
        members=members[:1] + tuple(sorted(members[1:], key=lambda member: member.id)),
        support_need=fields["support_need"].unless_null(lambda level: level.word(SUPPORT_LEVELS)),
        funding=fields["funding"].ids(),
        accepts=fields["accepts"].distinct(lambda kind: kind.word(KINDS), least=1),
        couples=fields.get("couples", lambda pairs: _couples(pairs, names), frozenset()),
        expected_births=fields.get("expected_births", _births, ()),
        access_needs=fields.get("access_needs", _access_needs, frozenset()),
        pets=fields.get("pets", Value.ids, frozenset()),
        preferred_services=fields.get("preferred_services", Value.ids, frozenset()),
        danger_zones=fields.get("danger_zones", _zones_if_known, ()),
        excluded_areas=fields.get("excluded_areas", Value.ids, frozenset()),
        outside_authorities=fields.get("outside_authorities", Value.ids, frozenset()),
        threats=fields.get("threats", _threats_if_known, frozenset()),
        places=fields.get("places", _places, ()),
        declined=fields.get("declined", lambda units: _declined(units, known), frozenset()),
        held=fields.get("held", lambda unit: unit.known_id(known.units, "a unit of the problem"), None),
        needed_by=known.needed_by,
    )


def _waiting_since(value: Value, as_of: date | None) -> date:
    since = value.day()
    if since and as_of and since > as_of:
        value.fault("a date not after as_of")
    return since or as_of or date.min


def _member(value: Value, known: Known) -> Member:
    fields = value.fields(("id", "born", "sex", "role"))
    born = fields["born"].unless_null(lambda day: _born(day, known.as_of))
    return Member(
        id=new_id(fields["id"], known.members),
        age=whole_years(born, known.as_of) if born and known.as_of else None,
        sex=fields["sex"].unless_null(lambda sex: sex.word(SEXES)),
        role=fields["role"].word(ROLES),
        born=born,
    )


def _born(value: Value, as_of: date | None) -> date | None:
    """A date within the 120 years up to as_of, both ends allowed."""
    born = value.day()
    if born and as_of:
        too_old = (born.year + OLDEST, born.month, born.day) < (as_of.year, as_of.month, as_of.day)
        if born > as_of or too_old:
            value.fault(f"a date within the {OLDEST} years up to as_of")
    return born


def _couples(value: Value, names: frozenset[str]) -> frozenset[frozenset[str]]:
    couples = set()
    for couple in value.items():
        two = couple.items("a couple: a list of two members", 2, 2)
        ids = [person.known_id(names, "a member of this household") for person in two]
        if len(ids) == 2 and ids[0] == ids[1] != "":
            couple.fault("two different members", "one twice")
        couples.add(frozenset(ids))
    return frozenset(couples)


def _births(value: Value) -> tuple[date, ...]:
    days = [birth.day() for birth in value.items()]
    return tuple(sorted(day for day in days if day))


def _access_needs(value: Value) -> frozenset[str]:
    return frozenset(value.distinct(lambda need: need.word(ACCESS_NEEDS)))


def _threats_if_known(value: Value) -> frozenset[str] | None:
    return value.unless_null(Value.ids)


def _zones_if_known(value: Value) -> tuple[DangerZone, ...] | None:
    return value.unless_null(_zones)


def _zones(value: Value) -> tuple[DangerZone, ...]:
    zones = [_zone(zone) for zone in value.items()]
    return tuple(sorted(zones, key=lambda zone: (zone.easting, zone.northing, zone.radius_m, zone.reason)))


def _zone(value: Value) -> DangerZone:
    fields = value.fields(("easting", "northing", "radius_m"), ("reason",))
    return DangerZone(
        fields["easting"].number(*EASTINGS),
        fields["northing"].number(*NORTHINGS),
        fields["radius_m"].number(1, 200_000),
        fields.get("reason", Value.id, ""),
    )


def _places(value: Value) -> tuple[Place, ...]:
    places = [_place(place) for place in value.items()]
    return tuple(sorted(places, key=lambda at: (at.kind, at.easting, at.northing, at.importance, at.limit_km or 0)))


def _place(value: Value) -> Place:
    fields = value.fields(("easting", "northing"), ("kind", "importance", "limit_km"))
    return Place(
        fields["easting"].number(*EASTINGS),
        fields["northing"].number(*NORTHINGS),
        fields.get("kind", Value.id, ""),
        fields.get("importance", lambda number: number.whole(1, 5), 1),
        fields.get("limit_km", lambda number: number.number(0, 1_000, above=True), None),
    )


def _declined(value: Value, known: Known) -> frozenset[str]:
    return frozenset(value.distinct(lambda unit: unit.known_id(known.units, "a unit of the problem")))
