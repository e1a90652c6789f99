"""Doing what a plan says, in one transaction: properties first, then units, then what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.intentions import ACCEPTANCE as INTENDED
from housing.intentions import intend
from housing.places.models import Property
from housing.places.policies import Acceptance, first_policy, put_policy, recorded
from housing.places.queries import policy_on
from housing.places.registering import OF_UNITS, Building, Home, flush_code, place_unit, put_property
from housing.places.sheets.columns import ACCEPTANCE, CAP_COLUMNS, PROPERTIES, UNITS
from housing.places.sheets.planning import CHANGED, NEW, Plan, Step
from housing.places.sheets.standing import Standing, Values, other_caps
from housing.places.stock.editing import Register, put_address, put_register, put_unit_facts
from housing.places.stock.whereabouts import Said, locate
from housing.refusals import Refused

Done = TypeVar("Done")


def apply(
    session: Session, found: Plan, stock: Standing, *, organisation_id: UUID, by: Actor, now: datetime
) -> list[UUID]:
    """Do every step, inside the caller's transaction, the stock locked; the intentions that wait to be looked at.

    What a service accepts at a property that is registered already decides who is proposed there today: where a person
    sends the file, it is only intended here, and recorded once she has seen who would gain and who would lose.

    Raises:
        Refused: a step cannot be done; its sentence begins with the row. Then nothing is.
    """
    homes = dict(stock.properties)
    for step in found.of(PROPERTIES, NEW):
        homes[step.key[0]] = _said_of(step, lambda each: _new_property(session, each, organisation_id, by, now))
    for step in found.of(PROPERTIES, CHANGED):
        _said_of(step, lambda each: _change_property(session, each, homes[each.key[0]], by, now))
    _new_units(session, found.of(UNITS, NEW), homes, by, now)
    for step in found.of(UNITS, CHANGED):
        _said_of(step, lambda each: put_unit_facts(session, stock.units[each.key], _home(each.values), by=by, now=now))
    policies = [*found.of(ACCEPTANCE, NEW), *found.of(ACCEPTANCE, CHANGED)]
    waiting = [_said_of(step, lambda each: _accept(session, each, stock, homes, by, now)) for step in policies]
    return [intention for intention in waiting if intention is not None]


def _said_of(step: Step, do: Callable[[Step], Done]) -> Done:
    """Do a step; what is refused of it says which row it was."""
    try:
        return do(step)
    except Refused as refused:
        raise Refused(f"{step.sheet}, row {step.row}: {refused}") from refused


def _new_property(session: Session, step: Step, organisation_id: UUID, by: Actor, now: datetime) -> Property:
    said = step.values
    where = locate(session, _where(said), on=day_of(now))
    register = {name: said[name] for name in Register.__slots__}
    building = Building(
        **register,
        address=said["address"],
        postcode=said["postcode"],
        ward_code=where.ward.code,
        easting=where.easting,
        northing=where.northing,
    )
    return put_property(session, organisation_id, building, by=by, now=now)


def _change_property(session: Session, step: Step, home: Property, by: Actor, now: datetime) -> None:
    said = step.values
    put_register(session, home, Register(**{name: said[name] for name in Register.__slots__}), by=by, now=now)
    headings = {each.heading for each in step.differences}
    if headings & {"Address", "Postcode", "Ward", "Grid reference"}:
        put_address(session, home, said["address"], _where(said), by=by, now=now)


def _where(said: Values) -> Said:
    return Said(said["postcode"], said["ward"], said["grid"])


def _new_units(session: Session, steps: Sequence[Step], homes: dict[str, Property], by: Actor, now: datetime) -> None:
    """All of them in one go: a thousand units are three statements, not three thousand."""
    for step in steps:
        _said_of(step, lambda each: place_unit(session, homes[each.key[0]], _home(each.values), by=by, now=now))
    flush_code(session, OF_UNITS)


def _home(said: Values) -> Home:
    names = ("code", "bedrooms", "max_people", "floor", "lift", "features", "weekly_charge")
    return Home(**{name: said[name] for name in names})


def _accept(
    session: Session, step: Step, stock: Standing, homes: dict[str, Property], by: Actor, now: datetime
) -> UUID | None:
    """Record a policy, or intend it; the intention's id."""
    home, from_on = homes[step.key[0]], step.values["from_on"]
    known = home.code in stock.properties
    before = policy_on(home.policies, from_on) if known else None
    acceptance = _acceptance(step.values, other_caps(before))
    if known and by.account_id is not None:
        document = {"property": str(home.id), "from_on": from_on.isoformat(), "acceptance": asdict(acceptance)}
        intention = intend(session, INTENDED, document, authority=home.authority_code, subject=home, by=by, now=now)
        return intention.id
    if known:
        put_policy(session, home.id, acceptance, from_on=from_on, seen=recorded(session, home.id), by=by, now=now)
    else:
        first_policy(session, home, acceptance, from_on=from_on, by=by, now=now)
    return None


def _acceptance(said: Values, others: dict[str, int]) -> Acceptance:
    caps = {cap: said[name] for name, cap in CAP_COLUMNS.items() if said[name] is not None}
    boys = said["boys"]
    return Acceptance(
        sexes=said["sexes"],
        boys_up_to=boys if isinstance(boys, int) else None,
        boys_any=boys == "any",
        max_support=said["max_support"],
        funding=said["funding"],
        pets=said["pets"],
        services=said["services"],
        caps={**others, **caps},
        restrictions=said["restrictions"],
        notes=said["notes"],
    )
