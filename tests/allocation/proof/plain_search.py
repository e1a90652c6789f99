"""The best set of proposals by looking at every one, from a plain document and matching.md alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

from tests.allocation.plain_rules import SUPPORT, Document
from tests.allocation.proof.plain_answers import answers, pair_cost

Vector = tuple[tuple[int, ...], tuple[int, ...], int, int]  # the less, the better
Proposals = Mapping[str, str]  # household to unit
NO_RECOURSE = "funding:no_recourse"


@dataclass(frozen=True)
class Plain:
    """A problem document with its pairs judged one by one."""

    document: Document

    @cached_property
    def households(self) -> dict[str, Document]:
        return {each["id"]: each for each in self.document["households"]}

    @cached_property
    def homes(self) -> dict[str, Document]:
        """Each unit's property."""
        return {unit["id"]: home for home in self.document["properties"] for unit in home["units"]}

    @cached_property
    def units(self) -> dict[str, Document]:
        return {unit["id"]: unit for home in self.document["properties"] for unit in home["units"]}

    @cached_property
    def answers(self) -> dict[tuple[str, str], dict[str, str]]:
        """For each household and unit, the rules that refuse or ask."""
        return {
            (one, place): answers(self.document, household, self.homes[place], unit)
            for one, household in self.households.items()
            for place, unit in self.units.items()
        }

    @cached_property
    def accepted(self) -> dict[tuple[str, str], int]:
        """The pairs that nothing refuses or asks about, with their cost."""
        return {
            (one, place): pair_cost(self.households[one], self.homes[place], self.units[place])
            for (one, place), said in self.answers.items()
            if not said
        }

    def vector(self, proposals: Proposals) -> Vector:
        """The objective as one thing to compare: bands, days, held places, cost; the less, the better."""
        placed, days, kept = [0] * 5, [0] * 5, 0
        for one, unit in proposals.items():
            household = self.households[one]
            waited = date.fromisoformat(self.document["as_of"]) - date.fromisoformat(household["waiting_since"])
            placed[household["band"] - 1] -= 1
            days[household["band"] - 1] -= waited.days
            kept -= household.get("held") == unit
        cost = sum(pair_cost(self.households[h], self.homes[u], self.units[u]) for h, u in proposals.items())
        return tuple(placed), tuple(days), kept, cost

    def may_join(self, newcomer: str, there: list[str], home: Document) -> bool:
        """Whether a household may be proposed for a property beside others proposed for it."""
        if any(self.clash(newcomer, other) for other in there):
            return False
        return not any(self.over(key, most, [*there, newcomer], home) for key, most in home.get("caps", {}).items())

    def clash(self, one: str, other: str) -> bool:
        """Whether two households must not be proposed for the same property."""
        if any(set(pair) == {one, other} for pair in self.document.get("keep_apart", [])):
            return True
        for each, stranger in ((one, other), (other, one)):
            threats = self.households[each].get("threats", [])
            if threats is None or any(member["id"] in threats for member in self.households[stranger]["members"]):
                return True
        return False

    def over(self, key: str, most: int, proposed: list[str], home: Document) -> bool:
        """Whether these proposals and the residents together break a cap; residents alone never do."""
        new = sum(counts(key, self.households[each]) for each in proposed)
        living = sum(counts(key, each) for each in home.get("residents", []))
        return new > 0 and new + living > most

    def everything(self) -> Iterator[dict[str, str]]:
        """Every set of proposals that keeps every rule."""
        yield from self._more(list(self.households), {})

    def _more(self, left: list[str], chosen: dict[str, str]) -> Iterator[dict[str, str]]:
        if not left:
            yield dict(chosen)
            return
        one, rest = left[0], left[1:]
        yield from self._more(rest, chosen)
        for unit, home in self.homes.items():
            if unit in chosen.values() or (one, unit) not in self.accepted:
                continue
            there = [each for each, at in chosen.items() if self.homes[at] is home]
            if self.may_join(one, there, home):
                yield from self._more(rest, {**chosen, one: unit})

    def best(self) -> Vector:
        """The objective of the best of them."""
        return min(self.vector(proposals) for proposals in self.everything())

    def breaks(self, proposals: Proposals) -> list[str]:
        """What a set of proposals breaks, in words; nothing if it may be made."""
        found = [f"{one} in {unit}" for one, unit in proposals.items() if self.answers[one, unit]]
        found += [f"{unit} twice" for unit in proposals.values() if list(proposals.values()).count(unit) > 1]
        for home in self.document["properties"]:
            there = [one for one, unit in proposals.items() if self.homes[unit] is home]
            found += [f"{one} beside {other}" for one, other in combinations(there, 2) if self.clash(one, other)]
            found += [key for key, most in home.get("caps", {}).items() if self.over(key, most, there, home)]
        return found


def counts(key: str, each: Document) -> bool:
    """Whether a household or a resident counts towards a cap; a need not known counts as the highest."""
    if key == NO_RECOURSE:
        said = each.get("no_recourse")
        return bool(said) if "household" in each else not {"housing_benefit", "universal_credit"} & set(each["funding"])
    floor = key.removeprefix("support:").removesuffix("+")
    return SUPPORT.index(each.get("support_need") or "very_high") >= SUPPORT.index(floor)


def vector_of(result: Mapping[str, Any]) -> Vector:
    """The objective that a result states, to compare."""
    said = result["objective"]
    placed, days = said["placed_by_band"], said["days_waited_by_band"]
    return tuple(-each for each in placed), tuple(-each for each in days), -said["kept"], said["cost"]


def proposals_of(result: Mapping[str, Any]) -> dict[str, str]:
    """Household to unit."""
    return {each["household"]: each["unit"] for each in result["proposals"]}
