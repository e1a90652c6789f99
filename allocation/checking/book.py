"""The checker's own judgement of every pair that it looks at, kept in a book as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from allocation.checking.costs import points, total
from allocation.checking.pairs import ACCEPT, ASK, REFUSE, UNTRIED, Sight, home_answers, sight, site_answers
from allocation.editing.edit import NO_EDITS, Edits, Pair
from allocation.facts import Household, Problem, Property, Unit

BANNED = "banned"  # the rules accept the pair, and somebody decided that it is not to be proposed


@dataclass(slots=True)
class Book:
    """Answers by household and unit: only rules that do not accept are written down."""

    seen: Sight
    households: Mapping[str, Household]
    units: Mapping[str, Unit]
    bans: frozenset[Pair] = frozenset()
    pins: Mapping[str, str] = field(default_factory=dict)  # by unit: its household
    sites: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], str] = field(default_factory=dict)
    costs: dict[tuple[str, str], Counter[tuple[str, int]] | None] = field(default_factory=dict)

    def answers(self, household: Household, unit: Unit) -> dict[str, str]:
        """The rules that refuse or ask about this pair, or were too much to try."""
        key = household.id, unit.id
        if key not in self.pairs:
            site = household.id, unit.property.id
            if site not in self.sites:
                self.sites[site] = site_answers(self.seen, household, unit.property)
            self.pairs[key] = {**self.sites[site], **home_answers(self.seen, household, unit)}
        return self.pairs[key]

    def verdict(self, household: Household, unit: Unit) -> str:
        """The pair's own answer: refuse, else untried, else ask, else accept; banned instead of accept."""
        key = household.id, unit.id
        if key not in self.verdicts:
            given = self.answers(household, unit).values()
            otherwise = BANNED if key in self.bans else ACCEPT
            self.verdicts[key] = next((answer for answer in (REFUSE, UNTRIED, ASK) if answer in given), otherwise)
        return self.verdicts[key]

    def terms(self, household: Household, unit: Unit) -> Counter[tuple[str, int]] | None:
        """The pair's cost, term by term; None if too much to try."""
        key = household.id, unit.id
        if key not in self.costs:
            self.costs[key] = points(self.seen, household, unit)
        return self.costs[key]

    def cost(self, household: Household, unit: Unit) -> int | None:
        """The pair's cost in points; None if too much to try."""
        terms = self.terms(household, unit)
        return None if terms is None else total(terms)

    def pinned_in(self, home: Property) -> list[Household]:
        """The households pinned to the units of a property."""
        return [
            self.households[household]
            for unit, household in sorted(self.pins.items())
            if self.units[unit].property.id == home.id
        ]

    def whole(self, household: Household) -> bool:
        """Whether every rule and cost of this household could be tried."""
        return (
            self.seen.ways(household) is not None
            and self.seen.bedrooms_needed(household) is not None
            and all(UNTRIED not in self.answers(household, unit).values() for unit in self.units.values())
        )


def open_book(problem: Problem, edits: Edits = NO_EDITS) -> Book:
    """A book with nothing in it yet."""
    return Book(
        sight(problem),
        {household.id: household for household in problem.households},
        {unit.id: unit for unit in problem.units},
        frozenset(edits.bans),
        {unit: household for household, unit in edits.pins},
    )
