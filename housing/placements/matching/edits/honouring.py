"""Which of the standing pins a run can honour. One that it cannot is left out, and said; it never stops the run.

Oldest first: of two pins that cannot both be honoured the one that was made first is. Nothing safe is bent for a pin:
the engine says which can be honoured (allocation.edits); here it is said why not, in codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from allocation.catalogue import Answer
from allocation.couplings import breaches, couplings
from allocation.edits import Edits, Unpinnable, honoured
from allocation.facts import Problem
from allocation.match import match
from allocation.screen import verdicts
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit
from housing.placements.matching.snapshot import LeftOut, Snapshot

Pair = tuple[str, str]  # the ids of a household and of a unit, as the problem has them


@dataclass(frozen=True, slots=True)
class NotHonoured:
    """A pin that this run goes without.

    `why` is a word of `edits.words.NOT_HONOURED`; `unit` and `until` say why the unit is not free, as
    `snapshot.LeftOut` does; `rules` are ids of hard rules, or keys of rules about who shares a home.
    """

    id: UUID
    why: str
    rules: tuple[str, ...] = ()
    unit: str = ""
    until: date | None = None

    def as_counted(self) -> dict[str, Any]:
        """As a run keeps it: ids, codes and a day."""
        until = self.until.isoformat() if self.until else None
        return {"id": str(self.id), "why": self.why, "rules": list(self.rules), "unit": self.unit, "until": until}


@dataclass(frozen=True, slots=True)
class Honoured:
    """What goes into the matcher, and which pins do not."""

    pins: tuple[MatchEdit, ...] = ()
    bans: tuple[MatchEdit, ...] = ()
    without: tuple[NotHonoured, ...] = ()

    @property
    def edits(self) -> Edits:
        """As the matcher takes them."""
        return Edits(pins=tuple(map(_pair, self.pins)), bans=tuple(map(_pair, self.bans)))

    def as_counted(self) -> dict[str, Any]:
        """As a run keeps it, for its page."""
        return {
            "pins": [str(edit.id) for edit in self.pins],
            "bans": [str(edit.id) for edit in self.bans],
            "not_honoured": [each.as_counted() for each in self.without],
        }

    def without_pins(self) -> Honoured:
        """Without any pin: what a run falls back to rather than not be made."""
        refused = tuple(NotHonoured(pin.id, "matcher") for pin in self.pins)
        return replace(self, pins=(), without=(*self.without, *refused))


def honour(snapshot: Snapshot, problem: Problem, edits: Sequence[MatchEdit]) -> Honoured:
    """Sort pins and bans, oldest first, into what this problem can honour and what not.

    A ban of a household or unit that is not in the problem has nothing to say and is left out.
    """
    standing = [edit for edit in edits if edit.stands(problem.as_of)]
    bans = [edit for edit in standing if edit.kind == BAN]
    fit = honoured(problem, (_pair(edit) for edit in standing if edit.kind == PIN), map(_pair, bans))
    why = _Why(snapshot, problem, fit.edits)
    pins = [edit for edit in edits if edit.kind == PIN]
    kept = {edit.id for edit in standing if _pair(edit) in fit.edits.pins}
    return Honoured(
        pins=tuple(edit for edit in pins if edit.id in kept),
        bans=tuple(edit for edit in bans if _pair(edit) in fit.edits.bans),
        without=tuple(why.not_honoured(edit) for edit in pins if edit.id not in kept),
    )


def solve(
    problem: Problem, fit: Honoured, *, clock: Callable[[], float] | None = None, read: float = 0.0
) -> tuple[dict[str, Any], Honoured]:
    """The matcher's answer with these edits, and what it honoured.

    Should the matcher refuse a pin all the same, the run is made without any: late pins are better than no run.

    Raises:
        Unsafe: the checker found a breach; nothing of the answer may be used.
    """
    try:
        return match(problem, edits=fit.edits, clock=clock, read=read), fit
    except Unpinnable:
        fit = fit.without_pins()
        return match(problem, edits=fit.edits, clock=clock, read=read), fit


class _Why:
    """Why pins cannot be honoured in one problem, in codes that pages have words for."""

    def __init__(self, snapshot: Snapshot, problem: Problem, fit: Edits) -> None:
        self._problem = problem
        self._households = {household.id: row for row, household in enumerate(problem.households)}
        self._units = {unit.id: unit for unit in problem.units}
        self._homes = {home.id: place for place, home in enumerate(problem.properties)}
        self._households_out = _by_id(snapshot.households_left_out)
        self._units_out = _by_id(snapshot.units_left_out)
        self._fit = fit

    def not_honoured(self, pin: MatchEdit) -> NotHonoured:
        """The first reason that there is, from what nobody can mend today to what others would have to give up."""
        if not pin.stands(self._problem.as_of):
            return NotHonoured(pin.id, "over")
        return self._not_there(pin) or self._refused(pin) or self._side_rule(pin)

    def _not_there(self, pin: MatchEdit) -> NotHonoured | None:
        if str(pin.household_id) not in self._households:
            out = self._households_out.get(pin.household_id)
            return NotHonoured(pin.id, out.why if out else "not_seeking")
        if str(pin.unit_id) not in self._units:
            out = self._units_out.get(pin.unit_id)
            return (
                NotHonoured(pin.id, "not_free", unit=out.why, until=out.until) if out else NotHonoured(pin.id, "gone")
            )
        return None

    def _refused(self, pin: MatchEdit) -> NotHonoured | None:
        household = self._problem.households[self._households[str(pin.household_id)]]
        said = verdicts(self._problem, household, self._units[str(pin.unit_id)])
        for answer, why in ((Answer.REFUSE, "rules"), (Answer.ASK, "asks")):
            rules = tuple(rule for rule, verdict in said.items() if verdict.answer is answer)
            if rules:
                return NotHonoured(pin.id, why, rules)
        return None

    def _side_rule(self, pin: MatchEdit) -> NotHonoured:
        together = dict(self._lives(pair) for pair in (*self._fit.pins, _pair(pin)))
        broken = breaches(couplings(self._problem), together)
        keys = tuple(dict.fromkeys(breach.key for breach in broken))
        return NotHonoured(pin.id, "side", keys) if keys else NotHonoured(pin.id, "matcher")

    def _lives(self, pair: Pair) -> tuple[int, int]:
        return self._households[pair[0]], self._homes[self._units[pair[1]].property.id]


def _by_id(left_out: Sequence[LeftOut]) -> Mapping[UUID, LeftOut]:
    return {each.id: each for each in left_out}


def _pair(edit: MatchEdit) -> Pair:
    return str(edit.household_id), str(edit.unit_id)
