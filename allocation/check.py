"""The independent checker: matching.md again, with no solver, no screen and none of the rules' own code.

It says whether a result is safe and true, not whether it is the best: that is proved by the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from allocation.checking.book import Book, open_book
from allocation.checking.edits import edit_breaches
from allocation.checking.levels import level_breaches
from allocation.checking.proposals import next_best_breaches, objective_breaches, proposal_breaches
from allocation.checking.reasons import ask_breaches, lost_breaches, outcome, unplaced_breaches
from allocation.checking.result import read_result
from allocation.editing.edit import NO_EDITS, Edits
from allocation.facts import Household, Problem

__all__ = ["check", "read_result"]

Document = Mapping[str, Any]


def check(problem: Problem, result: Document, *, most_pairs: int | None = None, edits: Edits = NO_EDITS) -> list[str]:
    """A sentence for each breach; none means that the result is what matching.md says it must be.

    Every proposal, every side rule, the objective and who is where are always looked at. Reasons, near misses and
    questions are looked at for every household, or, with `most_pairs`, for an even spread of households that makes
    up about so many pairs (an answer for a whole region is re-judged in part when it is made, whole on demand).
    `edits`: the pins and bans that the result must have kept. `result` has the shape that `read_result` gives.
    """
    book = open_book(problem, edits)
    heading = [*_heading(problem, result), *edit_breaches(edits, result)]
    return [*heading, *_safety(book, result), *_words(book, result, most_pairs)]


def _heading(problem: Problem, result: Document) -> Iterator[str]:
    if result["problem_sha256"] != problem.sha256:
        yield "the result is of another problem: its problem_sha256 differs"
    if result["format"] != "matching-result/1":
        yield f"the format is matching-result/1, the result says {result['format']}"
    gap = result.get("gap")
    if (result["status"] == "feasible") != bool(gap):
        yield "a result is feasible, and not optimal, exactly if it has a gap"
    elif gap and not any(short != 0 for short in gap.values()):
        yield "a gap of nothing at every level is no gap"


def _safety(book: Book, result: Document) -> Iterator[str]:
    yield from proposal_breaches(book, result["proposals"])
    yield from objective_breaches(book, result)
    placed = {each["household"] for each in result["proposals"]}
    without = [each["household"] for each in result["unplaced"]]
    if without != sorted(book.households.keys() - placed):
        yield "unplaced does not list every household without a proposal, once, in the order of their ids"
    used = {each["unit"] for each in result["proposals"]}
    if list(result["unused_units"]) != sorted(book.units.keys() - used):
        yield "unused_units does not list every unit without a proposal, once, in the order of their ids"


def _words(book: Book, result: Document, most_pairs: int | None) -> Iterator[str]:
    looked_at = [each for each in _spread(book, most_pairs) if book.whole(each)]
    names = {each.id for each in looked_at}
    yield from ask_breaches(book, result, looked_at)
    for each in result["proposals"]:
        if each["household"] in names:
            yield from next_best_breaches(book, each)
    comes_to = outcome(book, result)
    for each in result["unplaced"]:
        if each["household"] in names:
            yield from unplaced_breaches(book, each)
            yield from lost_breaches(book, comes_to, each)
            yield from level_breaches(book, result, each)


def _spread(book: Book, most_pairs: int | None) -> list[Household]:
    households = list(book.households.values())
    if most_pairs is None:
        return households
    step = max(1, -(-len(households) * len(book.units) // max(1, most_pairs)))
    return households[::step]
