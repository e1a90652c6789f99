"""What a changed fact would do: who gains and who loses between two problems that differ in it, exactly.

Both problems are screened and solved whole, as the daily run does it; nothing is estimated. Nothing is proposed either,
so that the answers are neither explained nor checked again, which is most of what a run takes. Putting the original
fact back gives the original answer back, since the engine gives one answer to one problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from allocation.editing.applying import unbanned
from allocation.edits import honoured
from allocation.facts import Problem
from allocation.screen import Screen, screen
from allocation.solved import solved

Answer = Mapping[str, Any]  # a result document of matching.md
Pair = tuple[str, str]  # a household's id and a unit's
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
    before: Problem,
    after: Problem,
    *,
    answer: Answer | None = None,
    pins: Sequence[Pair] = (),
    bans: Sequence[Pair] = (),
) -> Comparison:
    """Who gains and who loses when `before` becomes `after`; a household or unit may be in one of them only.

    `answer` is the engine's own answer to `before`, with the same pins and bans, where it is known already. Pins,
    (household, unit) with the first said first, are honoured as far as each problem lets them be; banned pairs are not
    possible in either.

    Raises:
        TooLarge: the numbers are past exact arithmetic.
    """
    first = _outcome(before, pins, bans, answer)
    second = first if _same(before, after) else _outcome(after, pins, bans, None)
    bands = {household.id: household.band for problem in (before, after) for household in problem.households}
    nothing: frozenset[str] = frozenset()
    differences = (
        Difference(
            household=household,
            band=bands[household],
            units_gained=tuple(sorted(second.can.get(household, nothing) - first.can.get(household, nothing))),
            units_lost=tuple(sorted(first.can.get(household, nothing) - second.can.get(household, nothing))),
            before=first.has.get(household),
            after=second.has.get(household),
        )
        for household in sorted(bands)
    )
    return Comparison(
        differences=tuple(each for each in differences if _touched(each)),
        placed_before=len(first.has),
        placed_after=len(second.has),
        proved=first.proved and second.proved,
    )


def possible(problem: Problem, screened: Screen) -> Possible:
    """The units that each household could be proposed, by id: the accepted pairs of its screen."""
    units, pairs = [unit.id for unit in problem.units], screened.pairs
    ends = pairs.start.tolist()
    return {
        household.id: frozenset(units[column] for column in pairs.unit[ends[row] : ends[row + 1]].tolist())
        for row, household in enumerate(problem.households)
    }


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One problem: what each household could have, what it is proposed, and whether that is a proven optimum."""

    can: Possible
    has: Mapping[str, str]
    proved: bool


def _outcome(problem: Problem, pins: Sequence[Pair], bans: Sequence[Pair], answer: Answer | None) -> _Outcome:
    edits = honoured(problem, pins, bans).edits
    screened = screen(problem)
    if answer is not None:
        has = {each["household"]: each["unit"] for each in answer["proposals"]}
        return _Outcome(possible(problem, unbanned(problem, screened, edits)), has, answer["status"] == "optimal")
    found = solved(problem, screened, edits)
    chosen = enumerate(found.assignment.match.tolist())
    has = {problem.households[row].id: problem.units[column].id for row, column in chosen if column >= 0}
    return _Outcome(possible(problem, found.screened), has, not found.assignment.gap)


def _same(one: Problem, other: Problem) -> bool:
    """Whether two problems are one by their canonical form, so that there is one answer to both."""
    return bool(one.sha256) and one.sha256 == other.sha256


def _touched(each: Difference) -> bool:
    return bool(each.units_gained or each.units_lost) or each.before != each.after


def _lists(each: Difference) -> dict[str, list[str]]:
    return {"units_gained": list(each.units_gained), "units_lost": list(each.units_lost)}
