"""One match from a problem to a checked answer, and the questions that people ask about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from allocation.answer import document, timed
from allocation.assign import Effort
from allocation.changes import changes_for
from allocation.check import check
from allocation.editing.answering import with_edits
from allocation.editing.edit import NO_EDITS, Edits
from allocation.explain import every_unit
from allocation.facts import Household, Problem
from allocation.screen import screen
from allocation.solved import solved
from allocation.what_if.asking import NotLiftable, lift, liftable

__all__ = [
    "NotLiftable",
    "UnknownHousehold",
    "Unsafe",
    "explain_household",
    "lift",
    "liftable",
    "match",
    "options",
]

RE_JUDGED = 10_000  # pairs whose reasons are judged again in every answer; its safety always is, whole
Clock = Callable[[], float]


class Unsafe(RuntimeError):
    """The independent checker found a breach in the engine's own answer. Carries a sentence for each."""

    def __init__(self, breaches: list[str]) -> None:
        super().__init__("; ".join(breaches))
        self.breaches = breaches


class UnknownHousehold(KeyError):
    """Nobody of that id is in the problem."""


def match(
    problem: Problem,
    *,
    edits: Edits = NO_EDITS,
    clock: Clock | None = None,
    read: float = 0.0,
    effort: Effort | None = None,
) -> dict[str, Any]:
    """The answer to a problem: the result document of matching.md, checked.

    `edits`: what people pinned and banned; the answer then carries `edits_sha256`. `clock` counts seconds (a shell
    passes `time.perf_counter`); without it the times are 0. `read`: seconds already spent on reading.

    Raises:
        Unpinnable: a pin cannot be honoured.
        Unsafe: the checker found a breach; nothing of the answer may be used.
        TooLarge: the numbers are past exact arithmetic.
    """
    now = clock or _no_time
    started = now()
    screened = screen(problem)
    seen = now()
    found = solved(problem, screened, edits, effort)
    ended = now()
    answer = document(problem, found.screened, found.assignment, found.rules)
    times = {"read": read, "screen": seen - started, "solve": ended - seen}
    answer = timed(with_edits(problem, answer, screened, edits), times)
    breaches = check(problem, answer, most_pairs=RE_JUDGED, edits=edits)
    if breaches:
        raise Unsafe(breaches)
    return answer


def options(problem: Problem, household_id: str) -> list[dict[str, Any]]:
    """Every unit for one household, best first, with its cost and every rule's sentence; nothing is solved.

    Raises:
        UnknownHousehold: nobody of that id.
    """
    hers = tuple(waiver for waiver in problem.waivers if waiver.household == household_id)
    alone = replace(problem, households=(_household(problem, household_id),), waivers=hers)
    return every_unit(alone, screen(alone), 0)


def explain_household(
    problem: Problem, result: Mapping[str, Any], household_id: str, *, edits: Edits = NO_EDITS
) -> dict[str, Any]:
    """The household's view of a result: its proposal or why it has none, and every unit, best first.

    A unit that went to somebody says so (`holder`); `lost_at` is the level that decided it, where she was outcompeted.
    With edits each unit says whether it is `banned` to her and whether it is `pinned` to her. `changes`: the fewest
    service or choice rules that would have to change for her to get a place (see `changes_for`).

    Raises:
        UnknownHousehold: nobody of that id.
    """
    units = options(problem, household_id)
    holder = {each["unit"]: each["household"] for each in result["proposals"]}
    proposal = next((each for each in result["proposals"] if each["household"] == household_id), None)
    unplaced = next((each for each in result["unplaced"] if each["household"] == household_id), None)
    lost = {each["unit"]: each["level"] for each in unplaced["lost_to"]} if unplaced else {}
    for each in units:
        each["holder"] = holder.get(each["unit"])
        each["lost_at"] = lost.get(each["unit"])
        if edits:
            each["banned"] = (household_id, each["unit"]) in edits.bans
            each["pinned"] = (household_id, each["unit"]) in edits.pins
    changes = changes_for(problem, result, household_id, edits=edits)
    return {
        "household": household_id,
        "proposal": proposal,
        "unplaced": unplaced,
        "changes": changes,
        "units": units,
    }


def _no_time() -> float:
    return 0.0


def _household(problem: Problem, household_id: str) -> Household:
    for household in problem.households:
        if household.id == household_id:
            return household
    raise UnknownHousehold(household_id)
