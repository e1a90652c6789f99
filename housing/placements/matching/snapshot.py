"""One council at one moment as a problem document (docs/matching.md), with what was left out of it and why.

The document holds the rows' ids and the facts that decide; never a name, an address or a postcode.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.households.asked import was_asked
from housing.households.models import Household
from housing.placements.matching import home_facts, household_facts, threats
from housing.placements.matching.apart import Apart
from housing.placements.matching.rows import Rows, read
from housing.places.models import AcceptancePolicy, Property, Unit
from housing.places.queries import policy_on
from housing.presentations.models import Presentation
from housing.presentations.queries import current_band, current_stage
from pathway.stages import SEEKING

FORMAT = "matching-problem/1"
Policies = Mapping[UUID, AcceptancePolicy]  # what each property accepts, by its id


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A household or a unit that is not in the problem. `why` is a word of words.py; `until` a day where known."""

    id: UUID
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The document and what is not in it. `seeking` are the presentations in it, by household.

    `closed`: properties where somebody lives who has not been asked whom they fear, so that nobody new is
    proposed there until somebody asks. `apart`: who must not live near whom.
    """

    document: dict[str, Any]
    seeking: dict[UUID, Presentation]
    households_left_out: tuple[LeftOut, ...]
    units_left_out: tuple[LeftOut, ...]
    closed: tuple[UUID, ...]
    apart: Apart = field(default_factory=Apart)

    def as_bytes(self) -> bytes:
        """The document as it is read and stored."""
        return json.dumps(self.document, separators=(",", ":")).encode()


def take(
    session: Session, authority: str, *, now: datetime, only: UUID | None = None, within: UUID | None = None
) -> Snapshot:
    """The problem of one council now, in a constant number of queries.

    With `only`, the problem of one household, whatever its stage: all that is free, and whoever lives there or
    has been promised a place there. With `within`, the problem of one property: no rule about a home looks at another.
    """
    return arrange(read(session, authority, now=now, only=only, within=within), everybody=only is not None)


def arrange(rows: Rows, *, everybody: bool = False, instead: Policies | None = None) -> Snapshot:
    """The problem that rows make. `everybody`: whoever is among them seeks, whatever their stage.

    `instead`: policies to take as those in force at some properties, by the property's id, to see what they would do.
    """
    today = day_of(rows.moment)
    seeking, households_left_out = _who_seeks(rows, everybody=everybody)
    policies = {**_in_force(rows.units, today), **(instead or {})}
    free, units_left_out = _what_is_free(rows, policies)
    everybody_here = [*(p.household for p in seeking.values()), *rows.there.values()]
    people = threats.by_name(everybody_here, dismissed=rows.apart.dismissed)
    residents = _residents(rows)
    open_homes = {unit.property_id for unit in rows.units if unit.id in free}
    document = {
        "format": FORMAT,
        "as_of": today.isoformat(),
        "households": [_household(rows, presentation, free, people, today) for presentation in seeking.values()],
        "properties": _properties(rows, free, residents, people, policies),
        "keep_apart": _keep_apart(rows, seeking, open_homes, residents, people),
        "waivers": [],
        "policy": {"needed_within_days": rows.needed_within_days},
    }
    closed = [
        home
        for home, there in residents.items()
        if home in open_homes and not all(threats.asked(each) for each in there)
    ]
    return Snapshot(document, seeking, households_left_out, units_left_out, tuple(sorted(closed)), rows.apart)


def _who_seeks(rows: Rows, *, everybody: bool) -> tuple[dict[UUID, Presentation], tuple[LeftOut, ...]]:
    seeking: dict[UUID, Presentation] = {}
    left_out = []
    for presentation in rows.seeking:
        why = _why_not(presentation, rows, everybody)
        if why is None:
            seeking[presentation.household_id] = presentation
        elif why != "stage":
            left_out.append(LeftOut(presentation.household_id, why, rows.parked.get(presentation.household_id)))
    return seeking, tuple(left_out)


def _why_not(presentation: Presentation, rows: Rows, everybody: bool) -> str | None:
    household = presentation.household
    if not everybody and current_stage(presentation) not in SEEKING:
        return "stage"
    if not everybody and household.id in rows.promised:
        return "offer_open"
    if not household.people:
        return "no_people"
    if was_asked(household, "accepts") and not household.accepts:
        return "no_kind"
    return "parked" if household.id in rows.parked else None


def _in_force(units: Iterable[Unit], today: date) -> Policies:
    """What each property accepts today; one for which nothing is recorded is not there."""
    found = {unit.property_id: policy_on(unit.property.policies, today) for unit in units}
    return {home: policy for home, policy in found.items() if policy is not None}


def _what_is_free(rows: Rows, policies: Policies) -> tuple[dict[UUID, date], tuple[LeftOut, ...]]:
    """The units whose availability is known, with the day, and the others."""
    free: dict[UUID, date] = {}
    left_out = []
    for unit in rows.units:
        state = rows.states[unit.id]
        if state.available_from is None:
            left_out.append(LeftOut(unit.id, state.kind, state.until_on))
        elif unit.property_id not in policies:
            left_out.append(LeftOut(unit.id, "no_policy"))
        else:
            free[unit.id] = state.available_from
    return free, tuple(left_out)


def _residents(rows: Rows) -> dict[UUID, list[Household]]:
    """Who lives in each property, or is to live there: a unit is held for them."""
    home_of = {unit.id: unit.property_id for unit in rows.units}
    found: defaultdict[UUID, dict[UUID, Household]] = defaultdict(dict)
    for line in rows.lines:
        if line.household_id is not None:
            found[home_of[line.unit_id]][line.household_id] = rows.there[line.household_id]
    return {home: [there[key] for key in sorted(there)] for home, there in found.items()}


def _household(
    rows: Rows, presentation: Presentation, free: dict[UUID, date], people: threats.ByName, today: date
) -> dict[str, Any]:
    household = presentation.household
    held = rows.proposed.get(household.id)
    return household_facts.document(
        household,
        today=today,
        band=current_band(presentation),
        waiting_since=min(day_of(presentation.presented_at), today),
        threats=threats.threats(household, people) if threats.asked(household) else None,
        declined=sorted(str(unit) for who, unit in rows.declined if who == household.id and unit in free),
        held=str(held) if held in free else None,
        closed=rows.apart.zones(household.id),
        funding=rows.routes.get(household.id),
    )


def _properties(
    rows: Rows,
    free: dict[UUID, date],
    residents: dict[UUID, list[Household]],
    people: threats.ByName,
    policies: Policies,
) -> list[dict[str, Any]]:
    homes: defaultdict[UUID, list[Unit]] = defaultdict(list)
    for unit in rows.units:
        if unit.id in free:
            homes[unit.property_id].append(unit)
    return [_property(rows, units, free, residents, people, policies[home]) for home, units in sorted(homes.items())]


def _property(
    rows: Rows,
    units: list[Unit],
    free: dict[UUID, date],
    residents: dict[UUID, list[Household]],
    people: threats.ByName,
    policy: AcceptancePolicy,
) -> dict[str, Any]:
    home: Property = units[0].property
    return home_facts.document(
        home,
        policy,
        units=[(unit, free[unit.id]) for unit in units],
        residents=residents.get(home.id, ()),
        people=people,
        routes=rows.routes,
    )


def _keep_apart(
    rows: Rows,
    seeking: dict[UUID, Presentation],
    homes: Iterable[UUID],
    residents: dict[UUID, list[Household]],
    people: threats.ByName,
) -> list[list[str]]:
    new = [presentation.household for presentation in seeking.values()]
    there = [household for home in homes for household in residents.get(home, ())]
    return [list(pair) for pair in threats.keep_apart(new, there, known=people, recorded=rows.apart.recorded)]
