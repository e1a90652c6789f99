"""The checker's own judgement of every pair that it looks at, kept in a book as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from allocation.checking.costs import points
from allocation.checking.pairs import ACCEPT, ASK, REFUSE, UNTRIED, Sight, home_answers, sight, site_answers
from allocation.editing.edit import NO_EDITS, Edits, Pair
from allocation.facts import Household, Problem, Property, Unit

BANNED = "banned"  # the rules accept the pair, and somebody decided that it is not to be proposed


class Judged(NamedTuple):
    """One unit for a household: what the rules that do not accept say, and the pair's own answer: refuse, else
    untried, else ask, else accept (or banned)."""

    unit: Unit
    answers: dict[str, str]
    verdict: str


@dataclass(slots=True)
class Book:
    """Answers by household and unit: only rules that do not accept are written down."""

    seen: Sight
    households: Mapping[str, Household]
    units: Mapping[str, Unit]
    bans: frozenset[Pair] = frozenset()
    pins: Mapping[str, str] = field(default_factory=dict)  # by unit: its household
    pages: dict[str, list[Judged]] = field(default_factory=dict)

    def answers(self, household: Household, unit: Unit) -> dict[str, str]:
        """The rules that refuse or ask about this pair, or were too much to try."""
        return {**site_answers(self.seen, household, unit.property), **home_answers(self.seen, household, unit)}

    def page(self, household: Household) -> list[Judged]:
        """Every unit for one household, in the order of their ids."""
        if household.id not in self.pages:
            sites: dict[str, dict[str, str]] = {}
            found = self.pages[household.id] = []
            for unit in self.units.values():
                home = unit.property
                if home.id not in sites:
                    sites[home.id] = site_answers(self.seen, household, home)
                own = home_answers(self.seen, household, unit)
                answers = {**sites[home.id], **own} if own else sites[home.id]
                found.append(Judged(unit, answers, self._verdict(household, unit, answers)))
        return self.pages[household.id]

    def _verdict(self, household: Household, unit: Unit, answers: dict[str, str]) -> str:
        if not answers:
            return BANNED if (household.id, unit.id) in self.bans else ACCEPT
        given = answers.values()
        return next(answer for answer in (REFUSE, UNTRIED, ASK) if answer in given)

    def terms(self, household: Household, unit: Unit) -> Counter[tuple[str, int]] | None:
        """The pair's cost, term by term; None if too much to try."""
        found = points(self.seen, household, unit)
        return None if found is None else Counter(found)

    def cost(self, household: Household, unit: Unit) -> int | None:
        """The pair's cost in points; None if too much to try."""
        terms = points(self.seen, household, unit)
        return None if terms is None else sum(each for _, each in terms)

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
            and all(UNTRIED not in each.answers.values() for each in self.page(household))
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
