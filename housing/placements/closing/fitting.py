"""Whether days of closing meet people: who lives there or is expected, and the first day on which it would work. Pure.

The same rule as everywhere (places.availability), without preparation: nobody moves in when a place closes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from housing.places.availability.asking import LIVED_IN, Block, blocks, first_day, first_past, overdue
from housing.places.availability.terms import BARE
from housing.places.models import Unit, UnitPeriod
from housing.refusals import Refused
from housing.web.filters import said_date

MOST_NAMED = 4


class PeopleThere(Refused):
    """Somebody lives there or is expected on those days; `earliest` is the first day that works, where one is known."""

    def __init__(self, sentence: str, earliest: date | None) -> None:
        super().__init__(sentence, field="from_on")
        self.earliest = earliest


def refuse_over_people(
    name: str,
    units: Sequence[Unit],
    lines: Mapping[UUID, Iterable[UnitPeriod]],
    from_on: date,
    until_on: date | None,
    *,
    today: date,
) -> None:
    """Refuse to close over `[from_on, until_on)` where somebody lives there or a unit is held on those days.

    Raises:
        PeopleThere: the sentence names the units, and the first day on which as long a closing would work.
    """
    people = {unit.id: _people(lines.get(unit.id, ()), today) for unit in units}
    found = [(unit, _met(people[unit.id], from_on, until_on)) for unit in units]
    met = [(unit, block) for unit, block in sorted(found, key=lambda each: each[0].code) if block is not None]
    if not met:
        return
    length = None if until_on is None else until_on - from_on
    every = sorted((block for each in people.values() for block in each), key=lambda block: block.leave_by)
    earliest = first_past(every, from_on, length)
    reasons: dict[str, list[str]] = {}
    for unit, block in met:
        reasons.setdefault(_said(block, today), []).append(unit.code)
    said = [reason.format(_named(codes)) for reason, codes in reasons.items()]
    said.append(_way_out(name, earliest, [block for _, block in met]))
    raise PeopleThere(" ".join(said), earliest)


def _people(lines: Iterable[UnitPeriod], today: date) -> list[Block]:
    return [each for each in blocks(lines, BARE, today=today) if each.kind in LIVED_IN]


def _met(people: Iterable[Block], from_on: date, until_on: date | None) -> Block | None:
    return next((each for each in people if each.meets(from_on, until_on)), None)


def _named(codes: Sequence[str]) -> str:
    """ "LR1-1", "LR1-1 and LR1-2", "LR1-1, LR1-2, LR1-3, LR1-4 and 2 more"."""
    named, more = list(codes[:MOST_NAMED]), len(codes) - MOST_NAMED
    if more > 0:
        named.append(f"{more} more")
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _said(block: Block, today: date) -> str:
    """What is in the way, with {} for the units that it is so with."""
    line = block.line
    if line is None:
        raise ValueError("people are a line of the diary")
    if block.kind == "hold":
        return f"{{}}: held for a household from {said_date(first_day(line))}."
    if overdue(line, today):
        return f"{{}}: to be left on {said_date(line.during.upper)}, and nobody has recorded that they left."
    if block.until_on is None:
        return "Somebody lives in {} and no day of leaving is recorded."
    return f"Somebody lives in {{}} until {said_date(block.until_on)}."


def _way_out(name: str, earliest: date | None, met: Sequence[Block]) -> str:
    if earliest is not None:
        return f"The earliest day on which {name} can close is {said_date(earliest)}."
    if all(block.kind == "hold" for block in met):
        return "Telephone the council about the offer first: only the council can withdraw it."
    return f"Record when they are expected to leave first. If it is not safe to live in {name}, say so instead."
