"""The stock as it stands, row by row as the sheets have it: for an export, and to compare a file with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, defer, selectinload, undefer

from housing.places.models import AcceptancePolicy, Property, Unit
from housing.places.sheets.columns import CAP_COLUMNS, SHEETS, WHERE
from housing.places.sheets.entries import Key
from housing.places.sheets.grids import tidy

Values = dict[str, Any]
SHOWN_TO_COUNCIL = ("area", "open")


@dataclass(slots=True)
class Standing:
    """What stands, by sheet and key; the property's and the unit's row by code, to change it."""

    of: dict[str, dict[Key, Values]] = field(default_factory=lambda: {sheet.title: {} for sheet in SHEETS})
    properties: dict[str, Property] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)

    def rows(self, title: str) -> list[Values]:
        """A sheet's rows in the order of their keys."""
        return [self.of[title][key] for key in sorted(self.of[title], key=str)]


def standing(session: Session, within: ColumnElement[bool], *, addresses: bool, lock: bool = False) -> Standing:
    """The stock that `within` covers: three queries. Addresses are opened only where `addresses`; `lock`: nobody else
    may change it until the transaction ends, properties first and then units, each in the order of their ids.
    """
    sealed = undefer if addresses else defer
    query = (
        select(Property)
        .where(within)
        .options(sealed(Property.address), sealed(Property.postcode), selectinload(Property.policies))
        .order_by(Property.id)
    )
    homes = session.scalars(query.with_for_update(key_share=True, of=Property) if lock else query).all()
    units = select(Unit).where(Unit.property_id.in_([home.id for home in homes])).order_by(Unit.id)
    found, codes = Standing(), {home.id: home.code for home in homes}
    properties, flats, policies = (found.of[sheet.title] for sheet in SHEETS)
    for home in homes:
        found.properties[home.code] = home
        properties[(home.code,)] = _of_property(home, addresses=addresses)
        for policy in sorted(home.policies, key=lambda each: each.recorded_at):
            policies[(home.code, policy.from_on)] = of_policy(home.code, policy)
    for unit in session.scalars(units.with_for_update() if lock else units):
        key = (codes[unit.property_id], unit.code)
        found.units[key], flats[key] = unit, _of_unit(key[0], unit)
    return found


def for_council(found: Standing) -> Standing:
    """The same without the ward of a property whose area is not shown; addresses were never opened."""
    for values in found.of[SHEETS[0].title].values():
        if values["confidential"] not in SHOWN_TO_COUNCIL:
            values["ward"] = None
    return found


def of_policy(code: str, policy: AcceptancePolicy) -> Values:
    """A policy as its row; an age of boys is the age, "any" or None."""
    boys = "any" if policy.boys_any else policy.boys_up_to
    return {
        "property": code,
        "from_on": policy.from_on,
        "sexes": tuple(policy.sexes),
        "boys": boys,
        "max_support": policy.max_support,
        "pets": tuple(policy.pets),
        "funding": tuple(policy.funding),
        "services": tuple(policy.services),
        **{name: policy.caps.get(cap) for name, cap in CAP_COLUMNS.items()},
        "restrictions": tuple(policy.restrictions),
        "notes": tidy(policy.notes) if policy.notes else None,
    }


def other_caps(policy: AcceptancePolicy | None) -> dict[str, int]:
    """The limits of a policy that no column is about; they stay."""
    caps: Mapping[str, int] = policy.caps if policy else {}
    return {cap: most for cap, most in caps.items() if cap not in CAP_COLUMNS.values()}


def same(before: Any, after: Any) -> bool:
    """Whether two values of a cell say the same: several answers have no order."""
    if isinstance(before, tuple) and isinstance(after, tuple) and all(isinstance(each, str) for each in after):
        return set(before) == set(after)
    return bool(before == after)


def asked_where(names: Collection[str]) -> bool:
    """Whether a file says where properties are."""
    return bool(set(names) & set(WHERE))


def _of_property(home: Property, *, addresses: bool) -> Values:
    where: Values = {"ward": home.ward_code}
    if addresses:
        where |= {
            "address": tidy(home.address), "postcode": home.postcode, "grid": f"{home.easting}, {home.northing}",
        }  # fmt: skip
    facts = {name: getattr(home, name) for name in ("code", "kind", "confidential", "sleeping", "preparation_days")}
    return {**facts, **where}


def _of_unit(code: str, unit: Unit) -> Values:
    rooms = tuple((room["beds"], room.get("cots", 0)) for room in unit.bedrooms)
    return {
        "property": code,
        "code": unit.code,
        "bedrooms": rooms,
        "max_people": unit.max_people,
        "floor": unit.floor,
        "lift": unit.lift,
        "features": tuple(unit.features),
        "weekly_charge": unit.weekly_charge,
    }


def ids(found: Standing) -> list[UUID]:
    """The properties' ids, in the order of their codes."""
    return [found.properties[code].id for code in sorted(found.properties)]
