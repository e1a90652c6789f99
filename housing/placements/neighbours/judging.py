"""Whether a household may still live where it lives or is to live: the rules of matching, on the facts of a day.

The problem that is judged has one household and one unit, its own; whoever else lives in the building, or has a unit of
it held, lives there. So what counts at the offer counts afterwards, in the same words and by the same code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Load, Session, contains_eager, joinedload

from allocation.catalogue import Answer, Authority
from allocation.couplings import breaches, couplings
from allocation.facts import Problem
from allocation.problem import read_problem
from allocation.rules import rules
from allocation.screen import verdicts
from housing.households.models import Household
from housing.placements.matching import home_facts, household_facts, threats, words
from housing.placements.matching.apart import not_over
from housing.placements.matching.rows import read_there, whole_household
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.queries import policy_on
from housing.presentations.funding.models import FundingLine
from housing.presentations.funding.reading import Routes, routes_of

FORMAT, AUTHORITY = "matching-problem/1", {rule.id: rule.authority for rule in rules()}
ABOUT_PAIRS = frozenset({"threat-on-site", "is-a-threat", "kept-apart"})  # found pair by pair, see conflicts.py
NOT_ASKED_AGAIN = frozenset({"available"})
ANY_BAND = 3


@dataclass(frozen=True, slots=True)
class Lived:
    """A unit in which a household lives or that is held for it; the unit's property, ward and policies are loaded.

    `routes`: how the household and its neighbours can pay that night, of those that have funding lines.
    """

    unit: Unit
    line: str
    routes: Routes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold where a household lives; `safety` where it is one of the rules about her safety."""

    rule: str
    because: str
    safety: bool = False


def lived_in(session: Session, household_id: UUID, on: date) -> list[Lived]:
    """Where a household lives or is to live, on a day."""
    query = (
        select(UnitPeriod.kind, Unit)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .join(Unit.property)
        .where(UnitPeriod.household_id == household_id, not_over(on))
        .options(
            contains_eager(Unit.property).options(
                Load(Property).defer(Property.address, raiseload=True),
                Load(Property).defer(Property.postcode, raiseload=True),
                joinedload(Property.ward),
                Load(Property).selectinload(Property.policies),
            )
        )
        .order_by(UnitPeriod.recorded_at)
    )
    found = [(kind, unit) for kind, unit in session.execute(query)]
    routes = _routes_around(session, household_id, {unit.property_id for _, unit in found}, on)
    return [Lived(unit, kind, routes) for kind, unit in found]


def _routes_around(session: Session, household_id: UUID, homes: Iterable[UUID], on: date) -> Routes:
    """The ways of paying that night of a household and of whoever lives in some buildings, where lines say so."""
    there = (
        select(UnitPeriod.household_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.property_id.in_(sorted(homes)), UnitPeriod.household_id.is_not(None), not_over(on))
    )
    having = exists().where(FundingLine.household_id == Household.id)
    around = or_(Household.id == household_id, Household.id.in_(there))
    answered = dict(session.execute(select(Household.id, Household.funding).where(around, having)).all())
    return routes_of(session, answered, on) if answered else {}


def whole(session: Session, household_ids: Iterable[UUID]) -> list[Household]:
    """Households with everything that decides where they may live; names stay sealed."""
    query = select(Household).where(Household.id.in_(sorted(household_ids))).options(*whole_household(Load(Household)))
    return list(session.scalars(query.order_by(Household.id)))


def others_in(session: Session, home: UUID, but: UUID, on: date) -> list[Household]:
    """Whoever else lives in a building, or has a unit of it held."""
    query = (
        select(UnitPeriod.household_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.property_id == home, UnitPeriod.household_id.is_not(None), UnitPeriod.household_id != but)
        .where(not_over(on))
        .distinct()
    )
    found = read_there(session, [each for each in session.scalars(query) if each is not None])
    return [found[key] for key in sorted(found)]


def judge(
    household: Household,
    lived: Lived,
    others: Sequence[Household],
    on: date,
    *,
    earliest: Mapping[str, date] | None = None,
) -> list[Broken]:
    """The rules that do not hold for a household in its own unit on a day, safety first; choices are hers and left out.

    `earliest` are days of birth to take for members, by id, whose own is only partly known. Nothing
    where the property has no acceptance policy on that day: then nothing says what it accepts.
    """
    problem = _problem(household, lived, others, on, earliest or {})
    if problem is None:
        return []
    said = verdicts(problem, problem.households[0], problem.units[0])
    found = [
        Broken(rule, verdict.because, AUTHORITY[rule] is Authority.SAFETY)
        for rule, verdict in said.items()
        if verdict.answer is Answer.REFUSE and _counts(rule)
    ]
    found += [Broken(key, words.cap(key)) for key in _caps(problem)]
    return sorted(found, key=lambda each: not each.safety)


def _counts(rule: str) -> bool:
    return AUTHORITY[rule] is not Authority.CHOICE and rule not in ABOUT_PAIRS | NOT_ASKED_AGAIN


def _problem(
    household: Household, lived: Lived, others: Sequence[Household], on: date, earliest: Mapping[str, date]
) -> Problem | None:
    home = lived.unit.property
    policy = policy_on(home.policies, on)
    if policy is None or not household.people:
        return None
    known = threats.by_name([household, *others])
    seeking = household_facts.document(
        household, today=on, band=ANY_BAND, waiting_since=on, declined=[], held=None,
        threats=threats.threats(household, known) if threats.asked(household) else None,
        funding=lived.routes.get(household.id),
    )  # fmt: skip
    seeking["danger_zones"] = household_facts.known_zones(household)  # one not asked yet hides none that is known
    for member in seeking["members"]:
        born = earliest.get(member["id"])
        member["born"] = born.isoformat() if born is not None else member["born"]
    place = home_facts.document(home, policy, units=[(lived.unit, on)], residents=others, people=known,
                                routes=lived.routes)  # fmt: skip
    document = {
        "format": FORMAT, "as_of": on.isoformat(), "households": [seeking], "properties": [place],
        "keep_apart": [], "waivers": [], "policy": {"needed_within_days": 0},
    }  # fmt: skip
    return read_problem(json.dumps(document).encode())


def _caps(problem: Problem) -> list[str]:
    return list(dict.fromkeys(each.key for each in breaches(couplings(problem), {0: 0})))
