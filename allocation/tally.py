"""How often each rule decided in a problem, in pairs of a household and a unit."""

from __future__ import annotations

from dataclasses import dataclass

from allocation.facts import Problem
from allocation.rules import rules
from allocation.screen import screen


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule's pairs.

    `refused`: it refuses them; `alone`: of those, nothing else refuses or asks, so that this rule alone closes the unit
    to the household; `asked`: nothing refuses them, and it asks.
    """

    refused: int
    alone: int
    asked: int


def tally(problem: Problem) -> dict[str, Tally]:
    """The tally of every rule that refused or asked anything, by its id, in the order of the catalogue."""
    screened = screen(problem)
    refused, asked = screened.refused, screened.asked
    counts = {
        rule.id: Tally(
            refused=int((refused >> bit & 1).sum()),
            alone=int(((refused == 1 << bit) & (asked == 0)).sum()),
            asked=int(((refused == 0) & (asked >> bit & 1 == 1)).sum()),
        )
        for bit, rule in enumerate(rules())
    }
    return {rule: count for rule, count in counts.items() if count.refused or count.asked}
