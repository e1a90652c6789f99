"""Reading what is free: every unit of the council that would do, with its answer for the days; constant in queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.codes import keep_lists
from housing.places import listing, queries, seeing
from housing.places.availability.asking import Answer, free
from housing.places.availability.terms import Terms
from housing.places.available.models import KeptChoice
from housing.places.available.wanted import WITHHELD, Wanted, accepted, has_room, stands_right
from housing.places.freshness.looking import last_looks
from housing.places.models import AcceptancePolicy, Property

SEE = "vacancy.see"
VACANCIES = "vacancies"
LATELY = "lately"


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that would do: its answer for the days asked for, and what to ask its service first.

    `area` is its ward's name, None where this person is not told; `until_on` the day until which it was asked for.
    """

    shown: listing.Shown
    answer: Answer
    asks: tuple[str, ...]
    area: str | None


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything that can be chosen from: the units as they are shown, areas by code, providers by id."""

    units: list[listing.Shown]
    terms: Mapping[UUID, Terms]
    areas: list[tuple[str, str]]
    providers: Mapping[UUID, str]


def stock(session: Session, actor: Actor, *, now: datetime) -> Stock:
    """The council's units with their states, and the areas and providers among them."""
    keep_lists(session, actor.home(SEE).authority)
    found = seeing.standings(session, seeing.stock(actor, SEE, now=now), today=day_of(now))
    looks = last_looks(session, [each.unit.id for each in found])
    rows = [queries.UnitRow(each.unit, each.home, each.state, looks.get(each.unit.id)) for each in found]
    units = listing.shown(session, rows, now=now, to_council=True)
    terms = {each.unit.id: each.terms for each in found}
    homes = {each.home.id: each.home for each in units}.values()
    told = {(home.ward.name, home.ward_code) for home in homes if seeing.shows_area(actor, home)}
    return Stock(units, terms, [(code, name) for name, code in sorted(told)], seeing.providers(session, homes))


def looked_for(session: Session, actor: Actor, there: Stock, wanted: Wanted, *, now: datetime) -> list[Found]:
    """The units that would do, in the order of the stock."""
    units = [each for each in there.units if _is_wanted(each, _area(actor, each.home)[0], wanted)]
    policies = _policies(session, {each.home.id for each in units}) if wanted.asks_of_service else {}
    found = []
    for each in units:
        asks = accepted(queries.policy_on(policies.get(each.home.id, []), wanted.from_on), wanted)
        if asks is not None:
            answer = free(
                each.unit.periods, there.terms[each.unit.id], wanted.from_on, wanted.until_on, today=day_of(now)
            )  # fmt: skip
            found.append(Found(each, answer, asks, _area(actor, each.home)[1]))
    return found


def last_choice(session: Session, actor: Actor, list_name: str) -> Mapping[str, list[str]]:
    """What this person last chose above a list, as it was typed."""
    found = session.get(KeptChoice, (actor.account_id, list_name)) if actor.account_id else None
    return found.answers if found else {}


def in_order(found: Iterable[Found], order: str) -> list[Found]:
    """By what a column's heading says: "free", "unit", "kind" or "room", downwards with a "-" before it."""
    key, down = order.removeprefix("-"), order.startswith("-")

    def by(each: Found) -> tuple[object, ...]:
        unit = each.shown.unit
        first = {
            "free": each.answer.free_from or date.max,
            "kind": (each.shown.home.kind, each.area or ""),
            "room": (unit.max_people, len(unit.bedrooms)),
        }
        return (first.get(key, ""),)

    ordered = sorted(found, key=lambda each: (each.shown.home.code, each.shown.unit.code))
    if key == "unit":
        return ordered[::-1] if down else ordered
    return sorted(ordered, key=by, reverse=down)


def _is_wanted(each: listing.Shown, area: str, wanted: Wanted) -> bool:
    looked = wanted.looked is None or (wanted.looked == LATELY) != each.stale
    return (
        wanted.state in (None, each.state.kind)
        and looked
        and stands_right(each.home, area, wanted)
        and has_room(each.unit, wanted)
    )


def _area(actor: Actor, home: Property) -> tuple[str, str | None]:
    """The code and the name of a home's area, as this person is told it."""
    return (home.ward_code, home.ward.name) if seeing.shows_area(actor, home) else (WITHHELD, None)


def _policies(session: Session, homes: set[UUID]) -> dict[UUID, list[AcceptancePolicy]]:
    found: defaultdict[UUID, list[AcceptancePolicy]] = defaultdict(list)
    for policy in session.scalars(select(AcceptancePolicy).where(AcceptancePolicy.property_id.in_(sorted(homes)))):
        found[policy.property_id].append(policy)
    return found
