"""Who must not live near whom, for the matcher: pairs that share no property, and homes that are closed to somebody.

A separation that reaches farther than one building closes homes: each is a danger zone of one metre around the closed
home's own point. So the document says nothing of where the other household lives, and no rule has to be bent: the
`danger-zone` rule refuses by law of safety, nobody can waive it, and its sentence names nobody (docs/adr/0057).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, defer

from housing.access import Role
from housing.households.models import Household
from housing.households.separations import reading
from housing.households.separations.levels import Level, Local, local
from housing.households.separations.likeness import NAMED
from housing.households.separations.models import PERSON, Separation
from housing.people.conflicts.services import REASONS
from housing.people.models import ConflictOfInterest, Membership
from housing.people.queries import in_force
from housing.places.models import Unit, UnitPeriod
from housing.places.state import PLANNED
from housing.places.streets.finding import Spot
from housing.places.streets.keeping import spots

REASON = "kept_apart"  # of a danger zone in the problem document
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Apart:
    """What separations say of one problem.

    `pairs`: households, in order, each with how far they are to be kept apart; `recorded`: those of them that a person
    recorded, or that wait for a lead to look at a likeness that is not exact (docs/adr/0088). `closed`: homes that a
    household may not live in, by household; `named`: those of them that a person closed. `lived`: where those of the
    pairs live or are to live. `dismissed`: bases of which somebody said that they are of two people. `spots`: where
    homes are. `rules`: the council's settings.
    """

    pairs: Mapping[Pair, tuple[Level, ...]] = field(default_factory=dict)
    recorded: frozenset[Pair] = frozenset()
    closed: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    named: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    lived: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    dismissed: frozenset[str] = frozenset()
    spots: Mapping[UUID, Spot] = field(default_factory=dict)
    rules: Local | None = None

    def zones(self, household_id: UUID) -> list[dict[str, Any]]:
        """The homes closed to a household as danger zones of the problem document, in a stated order."""
        spots = [self.spots[home] for home in self.closed_to(household_id)]
        points = {(spot.easting, spot.northing): spot for spot in spots}
        return [zone_at(points[point]) for point in sorted(points)]

    def too_close(self, one: UUID, other: UUID, home: UUID, other_home: UUID) -> bool:
        """Whether two households must not live in these two homes at once."""
        levels = self.pairs.get(in_order(one, other), ())
        rules = self.rules
        if rules is None or home not in self.spots or other_home not in self.spots:
            return bool(levels) and home == other_home
        return any(rules.close(level, self.spots[home], self.spots[other_home]) for level in levels)

    def closed_to(self, household_id: UUID) -> frozenset[UUID]:
        """The properties of the problem that a household may not live in."""
        return self.closed.get(household_id, frozenset())


def zone_at(spot: Spot) -> dict[str, Any]:
    """A closed home as a danger zone of the problem document."""
    return {"easting": spot.easting, "northing": spot.northing, "radius_m": 1, "reason": REASON}


def read_apart(
    session: Session,
    authority: str,
    focus: Iterable[Household],
    homes: Mapping[UUID, UUID],
    *,
    on: date,
) -> Apart:
    """What separations say of these households and these homes, in a constant number of queries.

    `focus` are those who seek, their people and concerns loaded; `homes` the properties of the problem, each with its
    provider. Where somebody lives or has a unit held, homes that are too close to theirs are closed to whoever must
    be kept from them.
    """
    looked_at = list(focus)
    ours = {household.id for household in looked_at}
    rules = local(session, authority, on)
    nothing, held = reading.looked_at(session, authority, ours)
    recorded, homes_apart = _recorded(session, ours, on)
    pairs: defaultdict[Pair, set[Level]] = defaultdict(set, recorded)
    for each in reading.likenesses_of(session, authority, looked_at, but=nothing):
        pairs[each.one, each.other].add(rules.of(each.reason))
    for pair in held:
        pairs[pair].add(rules.of(NAMED))
    theirs = homes_of(session, {each for pair in pairs for each in pair}, on)
    far = {home for found in homes_apart.values() for home, _ in found}
    where = spots(session, {*homes, *far, *(home for lived in theirs.values() for home in lived)})
    closing = _Closing(rules, {home: where[home] for home in sorted(homes) if home in where}, where)
    closing.near_homes(homes_apart)
    named = closing.found()
    closing.near_others(pairs, theirs, ours)
    closing.by_staff(conflicted(session, ours, on), homes)
    levels = {pair: tuple(sorted(found, key=str)) for pair, found in sorted(pairs.items())}
    return Apart(levels, frozenset({*recorded, *held}), closing.found(), named, theirs, nothing, where, rules)


class _Closing:
    """Gathers the homes of one problem that are closed to each household."""

    def __init__(self, rules: Local, candidates: dict[UUID, Spot], where: Mapping[UUID, Spot]) -> None:
        self._rules, self.candidates, self._where = rules, candidates, where
        self._found: defaultdict[UUID, set[UUID]] = defaultdict(set)

    def near_others(
        self, pairs: Mapping[Pair, set[Level]], theirs: Mapping[UUID, frozenset[UUID]], focus: set[UUID]
    ) -> None:
        """Homes too close to where somebody lives; the one they live in itself is a matter of the pair."""
        for pair, levels in pairs.items():
            for one, other in (pair, pair[::-1]):
                for home in theirs.get(other, ()) if one in focus else ():
                    for level in levels:
                        if level.reaches_out:
                            self._close(one, level, home, itself=False)

    def near_homes(self, homes_apart: Mapping[UUID, list[tuple[UUID, Level]]]) -> None:
        """Homes that a person has closed to a household, and those too close to them."""
        for household, found in homes_apart.items():
            for home, level in found:
                self._close(household, level, home, itself=True)

    def by_staff(self, conflicted: Mapping[UUID, set[UUID]], providers: Mapping[UUID, UUID]) -> None:
        """Every home of a provider where somebody of its staff has a declared conflict with the household."""
        for household, organisations in conflicted.items():
            self._found[household] |= {home for home, provider in providers.items() if provider in organisations}

    def _close(self, household: UUID, level: Level, home: UUID, *, itself: bool) -> None:
        spot = self._where.get(home)
        if spot is None:
            return
        for candidate, place in self.candidates.items():
            if (itself or candidate != home) and self._rules.close(level, place, spot):
                self._found[household].add(candidate)

    def found(self) -> dict[UUID, frozenset[UUID]]:
        """The closed homes by household."""
        return {household: frozenset(homes) for household, homes in sorted(self._found.items())}


def _recorded(
    session: Session, ours: set[UUID], on: date
) -> tuple[dict[Pair, set[Level]], dict[UUID, list[tuple[UUID, Level]]]]:
    """What people recorded of these households: pairs, and homes by household."""
    about = or_(Separation.household_id.in_(sorted(ours)), Separation.other_household_id.in_(sorted(ours)))
    query = select(Separation).where(
        about, Separation.found == PERSON, Separation.ended_at.is_(None), Separation.from_on <= on
    )
    pairs: defaultdict[Pair, set[Level]] = defaultdict(set)
    homes: defaultdict[UUID, list[tuple[UUID, Level]]] = defaultdict(list)
    for row in session.scalars(query.options(defer(Separation.why))):
        level = Level(row.level, row.distance_m)
        if row.other_household_id is not None:
            pairs[in_order(row.household_id, row.other_household_id)].add(level)
        elif row.property_id is not None:
            homes[row.household_id].append((row.property_id, level))
    return pairs, homes


def in_order(one: UUID, other: UUID) -> Pair:
    """A pair of households in the one order in which it is kept here."""
    return (one, other) if one < other else (other, one)


def not_over(on: date) -> ColumnElement[bool]:
    """Lines of a diary that are in force and not over; a stay whose planned end has passed is not over."""
    end = func.upper(UnitPeriod.during)
    lasting = or_(end.is_(None), end > on, and_(UnitPeriod.kind == "stay", UnitPeriod.reason == PLANNED))
    return and_(UnitPeriod.replaced_at.is_(None), lasting)


def homes_of(session: Session, households: set[UUID], on: date) -> dict[UUID, frozenset[UUID]]:
    """The properties in which households live, or have a unit held."""
    query = (
        select(UnitPeriod.household_id, Unit.property_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(UnitPeriod.household_id.in_(sorted(households)), not_over(on))
        .distinct()
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for household, home in session.execute(query):
        if household is not None:
            found[household].add(home)
    return {household: frozenset(homes) for household, homes in found.items()}


def conflicted(session: Session, ours: set[UUID], on: date) -> dict[UUID, set[UUID]]:
    """The providers at which somebody manages homes now who has declared a conflict of interest with a household."""
    query = (
        select(ConflictOfInterest.household_id, Membership.organisation_id)
        .join(Membership, Membership.account_id == ConflictOfInterest.account_id)
        .where(ConflictOfInterest.household_id.in_(sorted(ours)), ConflictOfInterest.reason.in_(REASONS), in_force(on))
        .where(Membership.role == Role.REFUGE)
        .distinct()
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for household, organisation in session.execute(query):
        found[household].add(organisation)
    return found
