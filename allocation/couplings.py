"""The rules about several proposals at once, as data for the solver and as plain questions.

One household a unit and one unit a household are the matching itself. The others are about who would
live in one property together:

* households kept apart, and households one of which counts a member of the other among its threats,
  never share a property;
* a household whose threats are not known shares no property with another proposal;
* a cap limits how many of one sort a property holds, residents and proposals together. Residents alone
  over a cap close the property to more of that sort, and to no more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from allocation.facts import SUPPORT_LEVELS, Household, Problem, Property, Resident

NO_RECOURSE = "funding:no_recourse"


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `room` proposals of `members` (household indexes) in a property (its index)."""

    property: int
    key: str
    members: frozenset[int]
    room: int


@dataclass(frozen=True)
class Couplings:
    """Every side rule of a problem, by index into its sorted households and properties.

    `apart[a]` holds everybody who must not live with a; `alone` those who share with no other proposal.
    """

    apart: Mapping[int, frozenset[int]]
    alone: frozenset[int]
    caps: tuple[Cap, ...]

    def caps_of(self, home: int) -> tuple[Cap, ...]:
        """The caps of one property."""
        return self._caps_by_property.get(home, ())

    @cached_property
    def _caps_by_property(self) -> dict[int, tuple[Cap, ...]]:
        found: dict[int, tuple[Cap, ...]] = {}
        for cap in self.caps:
            found[cap.property] = (*found.get(cap.property, ()), cap)
        return found

    def clash(self, one: int, other: int) -> bool:
        """Whether two households must not be proposed for the same property."""
        return one in self.alone or other in self.alone or other in self.apart.get(one, ())


@dataclass(frozen=True, slots=True)
class Breach:
    """Too many of `members` in one property: at most `room` of them may be proposed for it."""

    property: int
    members: tuple[int, ...]
    room: int
    key: str = "apart"


def counts_for(key: str, support_need: str | None, no_recourse: bool) -> bool:
    """Whether a household counts towards a cap; a support need not known counts as the highest."""
    if key == NO_RECOURSE:
        return no_recourse
    floor = key.removeprefix("support:").removesuffix("+")
    need = SUPPORT_LEVELS[-1] if support_need is None else support_need
    return SUPPORT_LEVELS.index(need) >= SUPPORT_LEVELS.index(floor)


def couplings(problem: Problem) -> Couplings:
    """Every side rule of the problem."""
    households = problem.households
    alone = frozenset(i for i, household in enumerate(households) if household.threats is None)
    return Couplings(apart=_apart(problem), alone=alone, caps=tuple(_caps(households, problem.properties)))


def _apart(problem: Problem) -> dict[int, frozenset[int]]:
    index = {household.id: i for i, household in enumerate(problem.households)}
    member_of: dict[str, list[int]] = {}
    for i, household in enumerate(problem.households):
        for member in household.members:
            member_of.setdefault(member.id, []).append(i)
    found: dict[int, set[int]] = {}
    for pair in problem.keep_apart:
        one, other = sorted(pair)
        if one in index and other in index:
            _keep(found, index[one], index[other])
    for i, household in enumerate(problem.households):
        for threat in household.threats or ():
            for other_index in member_of.get(threat, ()):
                _keep(found, i, other_index)
    return {i: frozenset(others) for i, others in sorted(found.items())}


def _keep(found: dict[int, set[int]], one: int, other: int) -> None:
    if one != other:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)


def _caps(households: tuple[Household, ...], properties: tuple[Property, ...]) -> Iterable[Cap]:
    sorts: dict[str, frozenset[int]] = {}
    for position, home in enumerate(properties):
        for key, most in home.caps:
            if key not in sorts:
                sorts[key] = frozenset(
                    i for i, h in enumerate(households) if counts_for(key, h.support_need, h.no_recourse)
                )
            yield Cap(position, key, sorts[key], max(0, most - _living(key, home.residents)))


def _living(key: str, residents: tuple[Resident, ...]) -> int:
    return sum(counts_for(key, resident.support_need, resident.no_recourse) for resident in residents)


def breaches(rules: Couplings, lives_in: Mapping[int, int]) -> list[Breach]:
    """The side rules that proposals break: `lives_in` is each placed household's property, both by index."""
    together: dict[int, list[int]] = {}
    for household, home in sorted(lives_in.items()):
        together.setdefault(home, []).append(household)
    found = [
        Breach(home, (one, other), 1)
        for home, who in sorted(together.items())
        for position, one in enumerate(who)
        for other in who[position + 1 :]
        if rules.clash(one, other)
    ]
    for home, who in sorted(together.items()):
        for cap in rules.caps_of(home):
            counted = tuple(h for h in who if h in cap.members)
            if len(counted) > cap.room:
                found.append(Breach(home, counted, cap.room, cap.key))
    return found
