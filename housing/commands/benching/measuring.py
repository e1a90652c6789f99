"""What is measured of one size, once. Each takes a size and a seed and gives figures by name: seconds, bytes, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from typing import Any

import numpy as np

from allocation.answer import objective
from allocation.assign import Assignment, Effort
from allocation.checking.levels import LEVELS
from allocation.edits import Edits, cost_of, honoured
from allocation.facts import Problem
from allocation.match import liftable, match, options
from allocation.screen import Screen, screen
from allocation.solved import solved
from allocation.solving.heaviest import heaviest
from allocation.solving.levels import folded, levels_of
from allocation.solving.standing import Standing, standing
from allocation.what_if import lift
from housing.commands.benching.clocking import clocked, peak_above, seconds
from housing.commands.benching.problems import made, parsed, without_side_rules
from housing.commands.benching.sizes import Size
from housing.commands.benching.yardsticks import lsa, scalar, sparse, value

Figures = dict[str, Any]
WARM = Size(120, 80)  # answered first, so that libraries are there and every kernel compiled, those of side rules too
QUICK = 5.0  # seconds: what took longer is not done a second time
EDITS = 60
PINS = 5


def answer(size: Size, seed: int) -> Iterator[Figures]:
    """A whole answer, all rules and side rules: what it took, what it is worth, what memory it needed.

    Each on a problem that was just parsed, because a problem remembers what was worked out from its facts.
    """
    _warm()
    screening, screened = clocked(partial(screen, parsed(made(size, seed))))
    yield {"pairs": len(screened.pairs), "screening": screening}
    for name, effort in (("quick", Effort.quick()), ("proof", Effort())):
        if name == "proof":
            yield _whole(size, seed)
        problem = parsed(made(size, seed))
        taken, found = clocked(partial(solved, problem, screen(problem), effort=effort))
        yield {name: taken, f"{name}_gap": gap(found.assignment)}


def _warm() -> None:
    match(parsed(made(WARM, seed=1)))


def _whole(size: Size, seed: int) -> Figures:
    """The quick answer as somebody waits for it, checked and explained; timed again where that is soon done."""
    work = partial(match, effort=Effort.quick())
    problem = parsed(made(size, seed))
    first, (memory, _) = clocked(partial(peak_above, partial(work, problem)))
    return {"memory": memory, "answer": first if first > QUICK else clocked(partial(work, parsed(made(size, seed))))[0]}


def gap(found: Assignment) -> tuple[str, int | None, float | None] | None:
    """The first level that is not proved, by how much it may fall short, and what share of it that is; None: proved."""
    reached = objective(found)
    values = dict(zip(LEVELS, [*reached["placed_by_band"], *reached["days_waited_by_band"], reached["kept"],
                               reached["cost"]], strict=False))  # fmt: skip
    for level, short in found.gap.items():
        if short is None:
            return level, None, None
        if short:
            return level, short, short / max(1, values.get(level, 1))
    return None


def yardsticks(size: Size, seed: int) -> Iterator[Figures]:
    """The same town without side rules: the matching with its certificate, beside scipy on the same numbers; and the
    whole optimum, with the town set up and ties decided."""
    _warm()
    problem = parsed(without_side_rules(made(size, seed)))
    screened = screen(problem)
    pairs, weights = screened.pairs, scalar(problem, screened.pairs)
    yield {"free_pairs": len(pairs), "pass": seconds(weights.sum)}
    folded_weights = folded(levels_of(problem, pairs), pairs)
    yield {"matching": seconds(lambda: heaviest(pairs, folded_weights))}
    yield {"optimum": seconds(lambda: solved(problem, screened)), "proved": _proved(problem, screened)}
    by_sparse = sparse(pairs, weights)
    taken, _ = clocked(by_sparse)
    yield {"sparse": taken if taken > QUICK else clocked(by_sparse)[0], "alike": _alike(problem, screened)}
    by_lsa = lsa(pairs, weights)
    if by_lsa is not None:
        taken, _ = clocked(by_lsa)
        yield {"lsa": taken if taken > QUICK else clocked(by_lsa)[0]}


def _proved(problem: Problem, screened: Screen) -> bool:
    return not solved(problem, screened).assignment.gap


def _alike(problem: Problem, screened: Screen) -> bool:
    """Whether the matcher's optimum is worth what scipy's is."""
    pairs, weights = screened.pairs, scalar(problem, screened.pairs)
    chosen = solved(problem, screened).assignment.match
    taken = chosen[np.repeat(np.arange(len(chosen)), np.diff(pairs.start))] == pairs.unit
    return sum(int(each) for each in weights[taken].tolist()) == value(pairs, weights, sparse(pairs, weights))


def edits(size: Size, seed: int) -> Iterator[Figures]:
    """One edit, exact again, from the duals that are kept: a household out and in, a unit out, a pin."""
    problem = parsed(without_side_rules(made(size, seed)))
    pairs = screen(problem).pairs
    best = standing(pairs, folded(levels_of(problem, pairs), pairs))
    taken = [clocked(edit)[0] for edit in islice(_edits(best), EDITS + 1)][1:]
    yield {"edit": float(np.median(taken)), "worst_edit": max(taken), "edits": len(taken)}


def _edits(best: Standing) -> Iterator[Callable[[], object]]:
    """Edits of every sort in turn, spread over the households that have a place."""
    placed = np.flatnonzero(best.match >= 0).tolist()
    for place in cycle(placed[:: max(1, len(placed) // EDITS)]):
        unit = int(best.match[place])
        yield partial(best.without_household, place)
        yield partial(best.without_household(place).restored, best.pairs.of(place))
        yield partial(best.without_unit, unit)
        yield partial(best.with_pair, place, unit)


def explanation(size: Size, seed: int) -> Iterator[Figures]:
    """One household before every unit: verdicts and costs, and the whole view with a sentence for each unit."""
    problem = parsed(made(size, seed))
    screened, first = screen(problem), problem.households[0].id
    yield {"row": seconds(lambda: screened.row(0)), "view": seconds(lambda: options(problem, first))}


def questions(size: Size, seed: int) -> Iterator[Figures]:
    """A rule lifted; households pinned elsewhere, solved again and priced."""
    problem = parsed(made(size, seed))
    yield {"lift": float(np.median([clocked(partial(lift, problem, rule))[0] for rule in liftable()]))}
    edited = _pinned(problem)
    yield {"pinned": seconds(lambda: match(problem, edits=edited)), "pins": len(edited.pins)}
    yield {"priced": clocked(lambda: cost_of(problem, edited))[0]}


def _pinned(problem: Problem) -> Edits:
    """The first few proposals that have another unit nearly as good, each pinned to that: pins that cost something."""
    taken: dict[str, str] = {}
    for each in match(problem)["proposals"]:
        other = next((line["unit"] for line in each["next_best"] if line["unit"] not in taken.values()), None)
        if other is not None and len(taken) < PINS:
            taken[each["household"]] = other
    return honoured(problem, sorted(taken.items())).edits


KINDS = {
    "answer": answer,
    "yardsticks": yardsticks,
    "edits": edits,
    "explanation": explanation,
    "questions": questions,
}
