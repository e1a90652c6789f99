"""What a place costs a night against what is confirmed for it: what is covered, and what is short. Pounds.

A charge is recorded for a week; a night is a seventh of it, to the nearest penny. Where nobody has said what a line
pays, nothing is counted as short: it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pathway.funding import Coverage, Stretch

NIGHTS_A_WEEK = 7
PENNY = Decimal("0.01")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Against:
    """Nights in a row against the charge of a night."""

    stretch: Stretch
    charge: Decimal

    @property
    def paid(self) -> Decimal | None:
        """What is confirmed for a night; nothing where nobody pays, None where nobody said how much."""
        return self.stretch.per_night if self.stretch.covers else NOTHING

    @property
    def short(self) -> Decimal | None:
        """What is missing of a night's charge, never below nothing; None where nobody said what is paid."""
        return None if self.paid is None else max(self.charge - self.paid, NOTHING)

    @property
    def in_all(self) -> Decimal | None:
        """What is missing over all its nights; None without an end in sight, or where nobody said what is paid."""
        return None if self.short is None or self.stretch.nights is None else self.short * self.stretch.nights


@dataclass(frozen=True, slots=True)
class Sums:
    """Over all nights with an end in sight. `unsaid`: how many of them nobody said an amount for.

    `then` is what is missing of each night after them, None where there are none or nobody said what is paid.
    """

    nights: int
    covered: Decimal
    short: Decimal
    unsaid: int
    then: Decimal | None


def per_night(weekly: Decimal) -> Decimal:
    """A night of a weekly charge.

    Raises:
        ValueError: a charge below nothing.
    """
    if weekly < 0:
        raise ValueError("a charge is not below nothing")
    return (Decimal(weekly) / NIGHTS_A_WEEK).quantize(PENNY, ROUND_HALF_UP)


def against(coverage: Coverage, charge: Decimal) -> tuple[Against, ...]:
    """Every stretch of a stay against the charge of a night."""
    return tuple(Against(stretch, charge) for stretch in coverage.stretches)


def sums(rows: Iterable[Against]) -> Sums:
    """What is covered and what is short, over the nights with an end in sight."""
    told = tuple(rows)
    ended = [(row, row.stretch.nights) for row in told if row.stretch.nights is not None]
    last = next((row for row in told if row.stretch.nights is None), None)
    return Sums(
        nights=sum(nights for _, nights in ended),
        covered=sum((min(row.paid, row.charge) * nights for row, nights in ended if row.paid is not None), NOTHING),
        short=sum((row.in_all for row, _ in ended if row.in_all is not None), NOTHING),
        unsaid=sum(nights for row, nights in ended if row.paid is None),
        then=last.short if last is not None else None,
    )
