"""What a changed fact would do: who gains and who loses between two problems that differ in it, exactly.

Both problems are screened and matched whole, as the daily run does it; nothing is estimated and nothing is proposed.
Putting the original fact back gives the original answer back, since the engine gives one answer to one problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from allocation.facts import Problem
from allocation.match import match
from allocation.screen import screen

Answer = Mapping[str, Any]  # a result document of matching.md
Possible = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One household that the change touches. Units by id.

    `units_gained` and `units_lost`: units that no rule refuses and none asks about only after, or only before it.
    `before` and `after`: the unit proposed to it, None for none.
    """

    household: str
    band: int
    units_gained: tuple[str, ...]
    units_lost: tuple[str, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every household that gains or loses a possible unit or whose proposal differs, in the order of the ids.

    `placed_before`, `placed_after`: how many households have a proposal. `proved`: both answers are proven optima.
    """

    differences: tuple[Difference, ...]
    placed_before: int
    placed_after: int
    proved: bool

    def as_document(self) -> dict[str, Any]:
        """The comparison as JSON can hold it."""
        document: dict[str, Any] = asdict(self)
        document["differences"] = [{**asdict(each), **_lists(each)} for each in self.differences]
        return document


def compare(
    before: Problem, after: Problem, *, answer: Answer | None = None, solve: Callable[[Problem], Answer] = match
) -> Comparison:
    """Who gains and who loses when `before` becomes `after`; a household or unit may be in one of them only.

    `answer` is the engine's own answer to `before` where it is known already, so that only `after` is solved. `solve`
    answers a problem: `match`, or `match` with the pins and bans that both are to honour.

    Raises:
        Unsafe: the checker found a breach in an answer; nothing of it may be used.
    """
    first = solve(before) if answer is None else answer
    second = first if _same(before, after) else solve(after)
    had, has = _proposals(first), _proposals(second)
    could, can = possible(before), possible(after)
    bands = {household.id: household.band for problem in (before, after) for household in problem.households}
    differences = (
        Difference(
            household=household,
            band=bands[household],
            units_gained=tuple(sorted(can.get(household, frozenset()) - could.get(household, frozenset()))),
            units_lost=tuple(sorted(could.get(household, frozenset()) - can.get(household, frozenset()))),
            before=had.get(household),
            after=has.get(household),
        )
        for household in sorted(bands)
    )
    return Comparison(
        differences=tuple(each for each in differences if _touched(each)),
        placed_before=len(had),
        placed_after=len(has),
        proved=all(each["status"] == "optimal" for each in (first, second)),
    )


def possible(problem: Problem) -> Possible:
    """The units that each household could be proposed: no rule refuses the pair and none asks. By id."""
    accepted = screen(problem).accepted
    units = [unit.id for unit in problem.units]
    return {
        household.id: frozenset(units[column] for column in accepted[row].nonzero()[0].tolist())
        for row, household in enumerate(problem.households)
    }


def _proposals(answer: Answer) -> dict[str, str]:
    return {each["household"]: each["unit"] for each in answer["proposals"]}


def _same(one: Problem, other: Problem) -> bool:
    """Whether two problems are one by their canonical form, so that there is one answer to both."""
    return bool(one.sha256) and one.sha256 == other.sha256


def _touched(each: Difference) -> bool:
    return bool(each.units_gained or each.units_lost) or each.before != each.after


def _lists(each: Difference) -> dict[str, list[str]]:
    return {"units_gained": list(each.units_gained), "units_lost": list(each.units_lost)}
