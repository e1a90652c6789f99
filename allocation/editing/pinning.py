"""Which pins cannot be honoured, and why: nothing safe is ever bent for a pin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from allocation.catalogue import Answer
from allocation.couplings import Breach, Couplings, breaches, couplings
from allocation.editing.edit import Edits, Pair
from allocation.facts import Household, Problem, Unit
from allocation.screen import verdicts


class Unpinnable(ValueError):
    """Some pins cannot be honoured. `reasons` has a sentence for each of them, by pin."""

    def __init__(self, reasons: Mapping[Pair, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = dict(reasons)


@dataclass(frozen=True, slots=True)
class Honoured:
    """The edits that can be honoured, and a sentence for each pin that cannot."""

    edits: Edits
    refused: Mapping[Pair, str]


def unpinnable(problem: Problem, edits: Edits) -> dict[Pair, str]:
    """A sentence for each pin that cannot be honoured; where pins stand in each other's way, for each of them."""
    pinning = _Pinning(problem)
    found = {pin: why for pin in edits.pins if (why := pinning.alone(pin, edits))}
    found |= pinning.together([pin for pin in edits.pins if pin not in found])
    return {pin: found[pin] for pin in edits.pins if pin in found}


def honoured(problem: Problem, pins: Iterable[Pair], bans: Iterable[Pair] = ()) -> Honoured:
    """As many of the pins as can be honoured, the first given first; bans about this problem's pairs are all kept.

    Ids that are not the problem's are allowed here: such a pin is refused with its sentence, such a ban means nothing.
    """
    pinning = _Pinning(problem)
    real = Edits(bans=tuple(pair for pair in bans if pinning.known(pair)))
    taken: list[Pair] = []
    refused: dict[Pair, str] = {}
    for pin in dict.fromkeys(pins):
        why = pinning.alone(pin, real) or pinning.together([*taken, pin]).get(pin)
        if why:
            refused[pin] = why
        else:
            taken.append(pin)
    return Honoured(Edits(tuple(taken), real.bans), refused)


class _Pinning:
    """A problem as pins are judged in it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.households = {household.id: row for row, household in enumerate(problem.households)}
        self.units = {unit.id: unit for unit in problem.units}
        self.properties = {home.id: place for place, home in enumerate(problem.properties)}

    @cached_property
    def rules(self) -> Couplings:
        return couplings(self.problem)

    def known(self, pair: Pair) -> bool:
        return pair[0] in self.households and pair[1] in self.units

    def alone(self, pin: Pair, edits: Edits) -> str | None:
        """Why a pin could not be honoured whatever the other pins are."""
        household, unit = pin
        if household not in self.households:
            return _cannot(pin, "this household is not among those to be placed")
        if unit not in self.units:
            return _cannot(pin, "this unit is not among those that are free")
        if pin in edits.bans:
            return _cannot(pin, "the same pair is banned")
        return self._refused(pin) or self._full(pin)

    def _refused(self, pin: Pair) -> str | None:
        household, unit = self._pair(pin)
        said = [verdict for verdict in verdicts(self.problem, household, unit).values() if verdict.because]
        refusals = [verdict.because for verdict in said if verdict.answer is Answer.REFUSE]
        if refusals:
            return _cannot(pin, "; ".join(refusals))
        asked = [verdict.because for verdict in said if verdict.answer is Answer.ASK]
        return _cannot(pin, f"first {'; '.join(asked)}") if asked else None

    def _full(self, pin: Pair) -> str | None:
        row, home = self._lives(pin)
        full = [cap.key for cap in self.rules.caps_of(home) if row in cap.members and cap.room == 0]
        return _cannot(pin, f"those who live there already fill its limit for {full[0]}") if full else None

    def together(self, pins: list[Pair]) -> dict[Pair, str]:
        """Why pins, each possible alone, cannot all be honoured."""
        found: dict[Pair, str] = {}
        for side, what in ((0, "this household is"), (1, "this unit is")):
            for pin in pins:
                others = sorted(other for other in pins if other[side] == pin[side] and other != pin)
                if others:
                    found.setdefault(pin, _cannot(pin, f"{what} pinned to {others[0][1 - side]} too"))
        rest = [pin for pin in pins if pin not in found]
        lives_in = dict(self._lives(pin) for pin in rest)
        by_row = {self.households[pin[0]]: pin for pin in rest}
        for breach in breaches(self.rules, lives_in):
            for row in breach.members:
                found.setdefault(by_row[row], _cannot(by_row[row], self._broken(breach, row)))
        return found

    def _broken(self, breach: Breach, row: int) -> str:
        names = [self.problem.households[other].id for other in breach.members if other != row]
        others = ", ".join(names)
        if breach.key == "apart":
            return f"{others}, pinned in the same property, must not live there together with them"
        return f"the limit for {breach.key} there has room for {breach.room}, and {others} pinned there count too"

    def _pair(self, pin: Pair) -> tuple[Household, Unit]:
        return self.problem.households[self.households[pin[0]]], self.units[pin[1]]

    def _lives(self, pin: Pair) -> tuple[int, int]:
        return self.households[pin[0]], self.properties[self.units[pin[1]].property.id]


def _cannot(pin: Pair, why: str) -> str:
    return f"{pin[0]} cannot be pinned to {pin[1]}: {why}"
