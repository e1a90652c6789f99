"""Who pays for which night: funding lines, the nights of a planned stay that they cover, and the first that none does.

A night is named by the London date on which it begins; periods are half-open, `[from_on, until_on)`. Source: NRPF
Network practice guidance (a place is funded by section 17, the Care Act, the Part 4 grant, a charity or benefits).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class Event(StrEnum):
    """What happened to a funding line; the last of them is where it stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


WORDS = {
    Event.ASKED: "Asked for", Event.CONFIRMED: "Confirmed", Event.REFUSED: "Refused", Event.ENDED: "Ended",
}  # fmt: skip
# What may follow: a confirmed line is confirmed again where dates or amount change; a refused one may be asked again.
FOLLOWS: dict[Event, tuple[Event, ...]] = {
    Event.ASKED: (Event.CONFIRMED, Event.REFUSED, Event.ENDED),
    Event.CONFIRMED: (Event.CONFIRMED, Event.ENDED),
    Event.REFUSED: (Event.ASKED, Event.CONFIRMED),
    Event.ENDED: (),
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What a confirmed line pays for: the nights of `[from_on, until_on)`; None is until further notice.

    `per_night` in pounds, None where nobody has said; `key` tells lines of one route apart.
    """

    route: str
    from_on: date
    until_on: date | None
    per_night: Decimal | None = None
    key: str = ""

    def pays(self, night: date) -> bool:
        """Whether it pays for that night."""
        return self.from_on <= night and (self.until_on is None or night < self.until_on)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Nights in a row that the same lines pay for: `[from_on, until_on)`, None being without an end in sight."""

    from_on: date
    until_on: date | None
    covers: tuple[Cover, ...]

    @property
    def nights(self) -> int | None:
        """How many; None where there is no end in sight."""
        return None if self.until_on is None else (self.until_on - self.from_on).days

    @property
    def per_night(self) -> Decimal | None:
        """What they pay together for a night, in pounds; None where nobody has said what one of them pays."""
        amounts = [cover.per_night for cover in self.covers]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A planned stay `[from_on, until_on)`, None where no end is planned, cut into stretches without a hole."""

    from_on: date
    until_on: date | None
    stretches: tuple[Stretch, ...]

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        """The stretches that nobody pays for."""
        return tuple(stretch for stretch in self.stretches if not stretch.covers)

    @property
    def first_uncovered(self) -> date | None:
        """The first night that nobody pays for; None where every night is paid for."""
        return self.gaps[0].from_on if self.gaps else None

    def next_gap(self, today: date) -> Stretch | None:
        """The first stretch that nobody pays for and that is not over: what is past cannot be planned for."""
        return next((gap for gap in self.gaps if gap.until_on is None or gap.until_on > today), None)


def coverage(covers: Iterable[Cover], from_on: date, until_on: date | None) -> Coverage:
    """Cut a stay wherever a line begins or ends.

    Raises:
        ValueError: the stay ends before it begins, or a line does.
    """
    lines = tuple(covers)
    if until_on is not None and until_on < from_on:
        raise ValueError("a stay does not end before it begins")
    if any(each.until_on is not None and each.until_on < each.from_on for each in lines):
        raise ValueError("a funding line does not end before it begins")
    if until_on == from_on:
        return Coverage(from_on, until_on, ())
    ends = _cuts(lines, from_on, until_on)
    pairs = zip(ends, [*ends[1:], until_on], strict=True)
    pieces = [Stretch(first, after, tuple(each for each in lines if each.pays(first))) for first, after in pairs]
    return Coverage(from_on, until_on, tuple(_joined(pieces)))


def _cuts(lines: Sequence[Cover], from_on: date, until_on: date | None) -> list[date]:
    days = {day for each in lines for day in (each.from_on, each.until_on) if day is not None}
    return sorted({from_on, *(day for day in days if from_on < day and (until_on is None or day < until_on))})


def _joined(pieces: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for piece in pieces:
        if joined and joined[-1].covers == piece.covers:
            joined[-1] = Stretch(joined[-1].from_on, piece.until_on, piece.covers)
        else:
            joined.append(piece)
    return joined


def routes_open(covers: Iterable[Cover], first_on: date, *, within_days: int, least_nights: int) -> frozenset[str]:
    """The routes that would pay, without a hole, for the first nights of a stay that begins soon.

    A stay may begin on any day from `first_on` to `within_days` later; a route is open where its own lines pay for
    `least_nights` nights from one of those days on. What comes after is for the plan before the money ends.

    Raises:
        ValueError: fewer than no days, or no night at all.
    """
    if within_days < 0 or least_nights < 1:
        raise ValueError("a stay begins today or later, and lasts a night at least")
    lines = tuple(covers)
    starts = [first_on + timedelta(days=number) for number in range(within_days + 1)]
    return frozenset(
        route
        for route in {each.route for each in lines}
        if any(_paid([each for each in lines if each.route == route], start, least_nights) for start in starts)
    )


def _paid(lines: Sequence[Cover], start: date, nights: int) -> bool:
    return coverage(lines, start, start + timedelta(days=nights)).first_uncovered is None
