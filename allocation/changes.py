"""What would have to change for a household without a place to get one: the fewest service or choice rules at a unit.

Safety and law are never among the things to change. A set of changes is told only if the whole problem, solved again
with that one pair accepted, gives her that unit: what merely makes a unit possible, while somebody more urgent would
still have it, is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.assign import Effort
from allocation.catalogue import Authority
from allocation.editing.edit import NO_EDITS, Edits
from allocation.facts import Problem
from allocation.rules import rules
from allocation.screen import Screen, screen, verdicts
from allocation.solved import solved
from allocation.solving.pairs import Pairs

MOST_RULES = 2  # changed at one unit
MOST = 5  # sets of changes told
TRIED = 20  # problems solved again, fewer where they are large: `PAIRS` in all, two at least
PAIRS = 1_000_000

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Near:
    """A unit that some service or choice rules alone keep from a household: their ids, and what the pair would cost."""

    unit: int
    cost: int
    rules: tuple[str, ...]


def changes_for(
    problem: Problem,
    result: Mapping[str, Any],
    household_id: str,
    *,
    edits: Edits = NO_EDITS,
    effort: Effort | None = None,
) -> list[Entry]:
    """The smallest sets of changes that would give a household without a place a unit; cheapest first, at most `MOST`.

    `[{"unit": "U7", "changes": [{"rule": "boys-age", "text": "if the service took boys up to 14"}]}]`: sets of one
    rule; where there are none, of two. At most `TRIED` units are tried, the cheapest; an empty list where she has a
    place by `result` (the answer to this problem with these edits), or where nothing so small would help. Each is
    verified by solving again.

    Raises:
        KeyError: nobody of that id.
        Unpinnable, TooLarge: as `match` does.
    """
    row = {household.id: row for row, household in enumerate(problem.households)}[household_id]
    if any(each["household"] == household_id for each in result["proposals"]):
        return []
    screened = screen(problem)
    tried = min(TRIED, max(2, PAIRS // max(1, len(screened.pairs))))
    near = sorted(_near(problem, screened, row, edits), key=lambda each: (len(each.rules), each.cost, each.unit))
    found: list[tuple[int, Entry]] = []
    for each in near[:tried]:
        if len(found) == MOST or (found and len(each.rules) > found[0][0]):
            break
        if _helps(problem, screened, row, each, edits, effort):
            found.append((len(each.rules), _entry(problem, row, each)))
    return [entry for _, entry in found]


def _near(problem: Problem, screened: Screen, row: int, edits: Edits) -> Iterator[Near]:
    """The units that one or two rules keep from the household, all of service or choice, none asking, none banned."""
    changeable = {
        bit: rule.id for bit, rule in enumerate(rules()) if rule.authority in (Authority.SERVICE, Authority.CHOICE)
    }
    view = screened.row(row)
    fixed = np.uint32(0xFFFFFFFF ^ sum(1 << bit for bit in changeable))
    near = (view.refused != 0) & (view.refused & fixed == 0) & (view.asked == 0)
    name = problem.households[row].id
    for column in np.flatnonzero(near).tolist():
        kept_by = tuple(rule for bit, rule in changeable.items() if int(view.refused[column]) >> bit & 1)
        if len(kept_by) <= MOST_RULES and (name, problem.units[column].id) not in edits.bans:
            yield Near(column, int(view.cost[column]), kept_by)


def _helps(problem: Problem, screened: Screen, row: int, near: Near, edits: Edits, effort: Effort | None) -> bool:
    """Whether the optimum with this one pair accepted too has it."""
    other = copy(screened)
    other.pairs = _with(screened.pairs, row, near.unit, near.cost)
    return bool(solved(problem, other, edits, effort).assignment.match[row] == near.unit)


def _with(pairs: Pairs, row: int, unit: int, cost: int) -> Pairs:
    """The pairs and one more."""
    hers = pairs.of(row)
    at = hers.start + int(np.searchsorted(pairs.unit[hers], unit))
    start: NDArray[np.int64] = pairs.start + (np.arange(len(pairs.start)) > row)
    return Pairs(start, np.insert(pairs.unit, at, unit), np.insert(pairs.cost, at, cost), pairs.units)


def _entry(problem: Problem, row: int, near: Near) -> Entry:
    household, unit = problem.households[row], problem.units[near.unit]
    said = verdicts(problem, household, unit)
    return {"unit": unit.id, "changes": [{"rule": rule, "text": said[rule].change} for rule in near.rules]}
