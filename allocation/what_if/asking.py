"""The two questions asked of one problem: without this rule, and with these units."""

from __future__ import annotations

from typing import Any

from allocation.assign import Effort
from allocation.catalogue import Authority
from allocation.editing.edit import NO_EDITS, Edits
from allocation.facts import Problem
from allocation.rules import rules
from allocation.screen import screen
from allocation.solved import solved
from allocation.what_if.change import Change, with_change
from allocation.what_if.comparing import compared

Entry = dict[str, Any]


class NotLiftable(ValueError):
    """The rule is not one that a service or the survivor can set aside. The message says so."""


def liftable() -> list[str]:
    """The rules that can be lifted for a what-if: a service's and the survivor's own."""
    return [each.id for each in rules() if each.authority in (Authority.SERVICE, Authority.CHOICE)]


def lift(problem: Problem, rule_id: str, *, edits: Edits = NO_EDITS, effort: Effort | None = None) -> Entry:
    """Solve again without one service or choice rule and say who more would have a place.

    Nothing here is proposed: it shows a panel what a rule costs. Keys: `rule`, and those of `compared`.

    Raises:
        NotLiftable: no such rule, or one of safety or law.
        Unpinnable, TooLarge: as `match` does.
    """
    if rule_id not in liftable():
        raise NotLiftable(f"{rule_id} cannot be lifted; these can: {', '.join(liftable())}")
    before = solved(problem, screen(problem), edits, effort)
    after = solved(problem, screen(problem, lifted=(rule_id,)), edits, effort)
    return {"rule": rule_id, **compared(before, after)}


def change_units(problem: Problem, change: Change, *, edits: Edits = NO_EDITS, effort: Effort | None = None) -> Entry:
    """Solve again with units and properties added, changed or taken away, and say who more would have a place.

    Keys: those of `compared`, and `used`: the units added or changed that somebody would have, with the household.

    Raises:
        Unpinnable, TooLarge: as `match` does, before or after the change.
    """
    before = solved(problem, screen(problem), edits, effort)
    other = with_change(problem, change)
    after = solved(other, screen(other), edits, effort)
    places = zip(other.households, after.assignment.match.tolist(), strict=True)
    has = {other.units[column].id: household.id for household, column in places if column >= 0}
    used = [{"unit": unit, "household": has[unit]} for unit in sorted(change.touched) if unit in has]
    return {**compared(before, after), "used": used}
