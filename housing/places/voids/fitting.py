"""Whether works fit into a unit's diary: what stands in their way, and the first day on which they would fit.

Works are not a household: nothing is prepared before them, so they may begin on the day on which others leave, and
only the days themselves have to be free. Otherwise it is the one rule of places.availability. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from housing.places.availability.asking import Block, blocks, first_past
from housing.places.availability.terms import BARE
from housing.places.diary import KINDS, PlaceTaken
from housing.places.models import Unit, UnitPeriod
from housing.web.filters import said_date


class VoidBlocked(PlaceTaken):
    """Somebody lives there, is expected there, or other works are planned; `earliest` is the first day that works."""

    def __init__(self, sentence: str, *, block: Block, earliest: date | None) -> None:
        super().__init__(sentence, taken=block.line)
        self.field = "from_on"
        self.earliest = earliest


def refuse_overlap(
    unit: Unit, lines: Iterable[UnitPeriod], from_on: date, until_on: date | None, *, today: date
) -> None:
    """Refuse works over `[from_on, until_on)` where a line of the diary shares a day with them.

    Raises:
        VoidBlocked: the sentence says what is in the way, and from or until when the works would fit.
    """
    found = blocks(lines, BARE, today=today)
    block = next((each for each in found if each.meets(from_on, until_on)), None)
    if block is None:
        return
    earliest = first_fitting(found, from_on, until_on)
    raise VoidBlocked(" ".join(_said(unit, block, from_on, earliest)), block=block, earliest=earliest)


def first_fitting(found: Sequence[Block], from_on: date, until_on: date | None) -> date | None:
    """The first day not before `from_on` on which works as long as that would fit; None where nobody knows one."""
    return first_past(found, from_on, None if until_on is None else until_on - from_on)


def _said(unit: Unit, block: Block, from_on: date, earliest: date | None) -> list[str]:
    until = f"until {said_date(block.until_on)}" if block.until_on else "and no day is recorded on which that ends"
    begins = f"from {said_date(block.leave_by)} " if block.leave_by > from_on else ""
    said = [f"{unit.code} is {KINDS[block.kind]} {begins}{until}."]
    if block.leave_by > from_on:
        said.append(f"Works that end by {said_date(block.leave_by)} fit.")
    if earliest is not None:
        said.append(f"The earliest first day that works for as long is {said_date(earliest)}.")
    elif block.kind == "stay":
        said.append("Record the day on which they are expected to leave first; if it is not safe to live in, close it.")
    elif block.kind == "hold":
        said.append("It is free again if the offer is declined, withdrawn or lapses.")
    return said
