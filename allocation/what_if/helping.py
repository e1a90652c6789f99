"""What would have helped most: every rule that can be lifted, and one more unit of each kind that there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import numpy as np

from allocation.assign import Effort
from allocation.editing.edit import NO_EDITS, Edits
from allocation.facts import Problem, Unit
from allocation.screen import Screen, screen
from allocation.solved import Solved, solved
from allocation.what_if.asking import liftable
from allocation.what_if.change import Change, with_change
from allocation.what_if.comparing import extra_by_band

MOST_KINDS = 20
NEW = "one more like "  # the id of the added unit begins so
LONGEST_ID = 80  # of it, so that it stays an id

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """Units alike in what they offer, wherever they are: one of them, how many there are, and how many households
    without a place the rules would let into that one."""

    like: Unit
    units: int
    wanted_by: int


def what_would_help(
    problem: Problem, *, edits: Edits = NO_EDITS, most: int = MOST_KINDS, effort: Effort | None = None
) -> Entry:
    """The rules and the kinds of unit that would place most, each by solving the whole problem again.

    `rules`: for each that can be lifted, `rule`, `extra_by_band` (five numbers, below 0: fewer), `extra` (how many in
    all). `units`: for `most` kinds of unit that households without a place want most, one more like it at the same
    property: `like` (a unit's id), `property`, `kind`, `bedrooms`, `features`, `units` (how many of the kind there
    are), `wanted_by`, `extra_by_band`, `extra`. Both with the most urgent bands first. `solved`: how many problems
    were solved: one, one a rule and one a kind. `exact`: whether all of them are proved.

    Raises:
        Unpinnable, TooLarge: as `match` does.
    """
    screened = screen(problem)
    before = solved(problem, screened, edits, effort)
    lifted = {rule: solved(problem, screen(problem, lifted=(rule,)), edits, effort) for rule in liftable()}
    wanted = kinds(problem, screened, before)[:most]
    added = [(kind, _one_more(problem, kind.like, edits, effort)) for kind in wanted]
    answers = [before, *lifted.values(), *(after for _, after in added)]
    return {
        "rules": _ranked({"rule": rule, **_extra(before, after)} for rule, after in lifted.items()),
        "units": _ranked({**_described(kind), **_extra(before, after)} for kind, after in added),
        "solved": len(answers),
        "exact": not any(each.assignment.gap for each in answers),
    }


def kinds(problem: Problem, screened: Screen, answer: Solved) -> list[Kind]:
    """The kinds of unit there are, those first of which one is wanted by most households without a place."""
    unplaced = answer.assignment.match < 0
    pairs = screened.pairs
    wanted = np.bincount(pairs.unit[unplaced[pairs.household]], minlength=len(problem.units)).tolist()
    found: dict[tuple[object, ...], list[int]] = {}
    for column, unit in enumerate(problem.units):
        found.setdefault(_offer(unit), []).append(column)
    best = [(max(columns, key=lambda column: wanted[column]), len(columns)) for columns in found.values()]
    some = [Kind(problem.units[column], units, wanted[column]) for column, units in best]
    return sorted(some, key=lambda kind: (-kind.wanted_by, kind.like.id))


def _offer(unit: Unit) -> tuple[object, ...]:
    """What a unit offers, apart from where it is, when it is free and who lives there."""
    home = unit.property
    return (
        home.kind, home.sexes, home.boys_up_to, home.max_support, home.funding, home.sleeping, home.pets, home.services,
        unit.beds, unit.cots, unit.max_people, unit.access_met, unit.scarce,
    )  # fmt: skip


def _one_more(problem: Problem, like: Unit, edits: Edits, effort: Effort | None) -> Solved:
    taken = {unit.id for unit in problem.units}
    names = (f"{NEW}{like.id}"[:LONGEST_ID] + "'" * again for again in count())
    new = replace(like, id=next(name for name in names if name not in taken))
    other = with_change(problem, Change(units=(new,)))
    return solved(other, screen(other), edits, effort)


def _described(kind: Kind) -> Entry:
    unit = kind.like
    return {
        "like": unit.id, "property": unit.property.id, "kind": unit.kind, "bedrooms": unit.bedrooms_counted,
        "features": sorted(unit.features), "units": kind.units, "wanted_by": kind.wanted_by,
    }  # fmt: skip


def _extra(before: Solved, after: Solved) -> Entry:
    bands = extra_by_band(before, after)
    return {"extra_by_band": bands, "extra": sum(bands)}


def _ranked(entries: Iterator[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: [-extra for extra in entry["extra_by_band"]])
