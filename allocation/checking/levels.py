"""The level at which a unit is said to be lost, held against the plainest way to give it to the household.

Whoever has the unit, and whoever she cannot live with there, goes without; everybody else stays. The true cost of
giving her the unit is never above the cost of that, so the level that decided cannot come before the first level that
gets worse in it; and in an answer that is the best there is, none gets better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from allocation.checking.book import Book
from allocation.checking.sides import in_the_way
from allocation.facts import Household, Unit

Entry = Mapping[str, Any]
BANDS = range(1, 6)
LEVELS = (
    *(f"placed in band {band}" for band in BANDS),
    *(f"days waited in band {band}" for band in BANDS),
    "held places kept", "cost", "ties",
)  # fmt: skip


def level_breaches(book: Book, result: Entry, each: Entry) -> Iterator[str]:
    """A sentence for each level that comes too early, and for each unit that had better been hers."""
    if result["status"] != "optimal":
        return
    lines = {line["unit"]: line["level"] for line in each["lost_to"] if line["level"] in LEVELS}
    if not lines:
        return
    household, living = book.households[each["household"]], _living(book, result)
    for name, said in lines.items():
        unit = book.units[name]
        change = _change(book, household, unit, living.get(unit.property.id, {}))
        if change is None:
            continue
        first = next((place for place, worse in enumerate(change) if worse), len(change))
        if first < len(change) and change[first] < 0:
            yield f"{household.id}: {name} had better been this household's, by {LEVELS[first]}"
        elif LEVELS.index(said) < first:
            yield f"{household.id}: {name} was lost at {LEVELS[first]} or after, the result says {said}"


def _living(book: Book, result: Entry) -> dict[str, dict[str, Household]]:
    """The proposed households of each property, by unit."""
    found: dict[str, dict[str, Household]] = {}
    for each in result["proposals"]:
        home = book.units[each["unit"]].property.id
        found.setdefault(home, {})[each["unit"]] = book.households[each["household"]]
    return found


def _change(book: Book, household: Household, unit: Unit, there: Mapping[str, Household]) -> tuple[int, ...] | None:
    """What gets worse at each level but the ties (below 0: better); None if a cost was too much to try."""
    others = [other for place, other in there.items() if place != unit.id]
    blamed = in_the_way(book.seen, unit.property, others, household)
    leaving = [(book.units[place], other) for place, other in there.items() if place == unit.id or other.id in blamed]
    cost = book.cost(household, unit)
    costs = [book.cost(other, place) for place, other in leaving]
    if cost is None or None in costs:
        return None
    pairs = [(unit, household, -1), *((place, other, 1) for place, other in leaving)]
    placed = [sum(sign for _, who, sign in pairs if who.band == band) for band in BANDS]
    days = [sum(sign * who.days_waited for _, who, sign in pairs if who.band == band) for band in BANDS]
    kept = sum(sign for place, who, sign in pairs if who.held == place.id)
    return (*placed, *days, kept, cost - sum(each or 0 for each in costs))
