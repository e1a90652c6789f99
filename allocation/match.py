"""One match from a problem to a checked answer, and the questions that people ask about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from allocation.answer import document, objective, timed
from allocation.assign import Effort, assign
from allocation.catalogue import Authority
from allocation.check import check
from allocation.editing.answering import with_edits
from allocation.editing.edit import NO_EDITS, Edits
from allocation.explain import every_unit
from allocation.facts import Household, Problem
from allocation.rules import rules
from allocation.screen import screen
from allocation.solved import solved
from allocation.solving.branch import Match

RE_JUDGED = 20_000  # pairs whose reasons are judged again in every answer; its safety always is, whole
Clock = Callable[[], float]


class Unsafe(RuntimeError):
    """The independent checker found a breach in the engine's own answer. Carries a sentence for each."""

    def __init__(self, breaches: list[str]) -> None:
        super().__init__("; ".join(breaches))
        self.breaches = breaches


class UnknownHousehold(KeyError):
    """Nobody of that id is in the problem."""


class NotLiftable(ValueError):
    """The rule is not one that a service or the survivor can set aside. The message says so."""


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


def explain_household(problem: Problem, result: Mapping[str, Any], household_id: str) -> dict[str, Any]:
    """The household's view of a result: its proposal or why it has none, and every unit, best first.

    A unit that went to somebody says so (`holder`); `lost_at` is the level that decided it, where she was outcompeted.

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
    return {"household": household_id, "proposal": proposal, "unplaced": unplaced, "units": units}


def liftable() -> list[str]:
    """The rules that can be lifted for a what-if: a service's and the survivor's own."""
    return [each.id for each in rules() if each.authority in (Authority.SERVICE, Authority.CHOICE)]


def lift(problem: Problem, rule_id: str) -> dict[str, Any]:
    """Solve again without one service or choice rule and say who more would have a place.

    Nothing here is proposed: it shows a panel what a rule costs.

    Raises:
        NotLiftable: no such rule, or one of safety or law.
    """
    if rule_id not in liftable():
        raise NotLiftable(f"{rule_id} cannot be lifted; these can: {', '.join(liftable())}")
    screened = screen(problem)
    without = screen(problem, lifted=(rule_id,))
    before = assign(problem, screened.pairs)
    after = assign(problem, without.pairs)
    return {
        "rule": rule_id,
        "before": objective(before),
        "after": objective(after),
        "extra": _only_in(problem, after.match, before.match),
        "no_longer": _only_in(problem, before.match, after.match),
    }


def _no_time() -> float:
    return 0.0


def _only_in(problem: Problem, one: Match, other: Match) -> list[dict[str, str]]:
    """Who has a place in one match and none in the other, and which."""
    rows = np.flatnonzero((one >= 0) & (other < 0)).tolist()
    return [{"household": problem.households[row].id, "unit": problem.units[int(one[row])].id} for row in rows]


def _household(problem: Problem, household_id: str) -> Household:
    for household in problem.households:
        if household.id == household_id:
            return household
    raise UnknownHousehold(household_id)
