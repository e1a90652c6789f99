"""The proposals of a result, held against the facts: safe, one each way, rightly costed and added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from allocation.checking.book import Book
from allocation.checking.costs import total
from allocation.checking.pairs import ACCEPT
from allocation.checking.sides import side_breaches
from allocation.facts import Household, Unit

Entry = Mapping[str, Any]
NEXT_BEST = 3


def proposal_breaches(book: Book, proposals: list[Entry]) -> Iterator[str]:
    """A sentence for each rule, side rule, cost or order that the proposals break."""
    yield from _one_each_way(proposals)
    living: dict[str, list[Household]] = {}
    for each in proposals:
        household, unit = book.households[each["household"]], book.units[each["unit"]]
        living.setdefault(unit.property.id, []).append(household)
        for rule, answer in book.answers(household, unit).items():
            if answer in ("refuse", "ask"):
                yield f"{household.id} is proposed for {unit.id}, but {rule} says {answer}"
        yield from _cost(book, household, unit, each)
    yield from side_breaches(book.seen, living)


def _one_each_way(proposals: list[Entry]) -> Iterator[str]:
    for what in ("household", "unit"):
        for name, times in Counter(each[what] for each in proposals).items():
            if times > 1:
                yield f"{what} {name} is proposed {times} times"
    listed = [each["household"] for each in proposals]
    if listed != sorted(listed):
        yield "the proposals are not in the order of the households' ids"


def _cost(book: Book, household: Household, unit: Unit, each: Entry) -> Iterator[str]:
    name = f"{household.id} in {unit.id}"
    said = Counter((term["term"], term["points"]) for term in each["because"])
    if total(said) != each["cost"]:
        yield f"{name}: the reasons add up to {total(said)} points, the cost is {each['cost']}"
    if not all(term["text"] for term in each["because"]):
        yield f"{name}: a reason has no words"
    terms = book.terms(household, unit)
    if terms is not None and said != terms:
        yield f"{name}: costs {total(terms)} points as {_listed(terms)}, the result says {_listed(said)}"


def _listed(terms: Counter[tuple[str, int]]) -> str:
    return ", ".join(f"{term} {points}" for term, points in sorted(terms.elements())) or "nothing"


def next_best_breaches(book: Book, each: Entry) -> Iterator[str]:
    """Whether the three cheapest other units that accept the household are named."""
    household = book.households[each["household"]]
    accepted = [judged.unit for judged in book.page(household) if judged.verdict == ACCEPT]
    ranked = sorted((book.cost(household, unit) or 0, unit.id) for unit in accepted if unit.id != each["unit"])
    expected = [{"unit": unit, "cost": cost} for cost, unit in ranked[:NEXT_BEST]]
    if list(each["next_best"]) != expected:
        yield f"{household.id}: the next best are {expected}, the result says {list(each['next_best'])}"


def objective_breaches(book: Book, result: Entry) -> Iterator[str]:
    """Whether the levels of the objective add up from the proposals."""
    placed, days, kept = [0] * 5, [0] * 5, 0
    for each in result["proposals"]:
        household = book.households[each["household"]]
        placed[household.band - 1] += 1
        days[household.band - 1] += book.seen.problem.as_of.toordinal() - household.waiting_since.toordinal()
        kept += household.held == each["unit"]
    cost = sum(each["cost"] for each in result["proposals"])
    found = {"placed_by_band": placed, "days_waited_by_band": days, "kept": kept, "cost": cost}
    for level, value in found.items():
        if result["objective"][level] != value:
            yield f"objective {level}: the proposals add up to {value}, the result says {result['objective'][level]}"
