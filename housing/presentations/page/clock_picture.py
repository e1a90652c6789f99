"""The geometry of the clocks' picture: days in, shares of the width out. Nothing is drawn here.

Every clock is a bar on one scale of days, so that what ends first is seen to end first. The scale holds today always;
what lies too far back or ahead is cut off at the edge, and the words beside the bar say its days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pathway.clocks import Running
from pathway.duties import Counting

MOST_BACK, MOST_AHEAD, LEAST_AHEAD = 70, 130, 21  # days before and after today
MOST_MARKS = 5
SOON = 14  # days before the last day from which a clock is pressing


@dataclass(frozen=True, slots=True)
class Strip:
    """One clock: its bar from `x`, `width` in per cent of the picture, `gone` of it up to today, warnings at `ticks`.

    `state` is "late", "soon" or "". `said` is the whole of it in words.
    """

    title: str
    said: str
    x: float
    width: float
    gone: float
    ticks: tuple[float, ...]
    state: str
    last_on: date | None
    next_warning: date | None
    how: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A first of a month on the scale."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class ClockPicture:
    """Every clock that runs, nearest end first, and where today lies."""

    strips: tuple[Strip, ...]
    marks: tuple[Mark, ...]
    today_x: float


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int

    def at(self, day: date) -> float:
        """Where a day begins, in per cent, kept within the picture."""
        return round(100 * min(max((day - self.first).days, 0), self.days) / self.days, 2)


def clock_picture(found: Iterable[Running], today: date) -> ClockPicture | None:
    """The picture of the clocks on a day; None where none runs."""
    clocks = sorted(found, key=lambda each: (each.last_on is None, each.last_on or each.started_on, each.clock.key))
    if not clocks:
        return None
    scale = _scale(clocks, today)
    strips = tuple(_strip(each, scale) for each in clocks)
    return ClockPicture(strips, _marks(scale), scale.at(today))


def _scale(clocks: list[Running], today: date) -> _Scale:
    first = max(min(*(each.started_on for each in clocks), today), today - timedelta(MOST_BACK))
    ends = [each.last_on for each in clocks if each.last_on is not None]
    last = min(max([*ends, today + timedelta(LEAST_AHEAD)]), today + timedelta(MOST_AHEAD))
    return _Scale(first, (last - first).days + 1)


def _strip(clock: Running, scale: _Scale) -> Strip:
    ends = scale.first + timedelta(scale.days) if clock.last_on is None else clock.last_on + timedelta(1)
    x, right, now = scale.at(clock.started_on), scale.at(ends), scale.at(clock.today + timedelta(1))
    return Strip(
        clock.clock.title,
        _said(clock),
        x,
        round(right - x, 2),
        round(max(min(now, right) - x, 0), 2),
        tuple(scale.at(day) for day in clock.warnings if scale.first <= day < scale.first + timedelta(scale.days)),
        _state(clock),
        clock.last_on,
        clock.next_warning,
        clock.how,
    )


def _state(clock: Running) -> str:
    if clock.over:
        return "late"
    return "soon" if clock.left is not None and clock.left < SOON else ""


def _said(clock: Running) -> str:
    unit = "night" if clock.clock.counting is Counting.NIGHTS else "day"
    if clock.last_on is None:
        return f"{unit} {clock.day}, no end is set"
    last = f"{clock.last_on.day} {clock.last_on:%B %Y}"
    if clock.over and unit == "night":
        return f"night {clock.day} of {clock.of}: unlawful since the night after {last}"
    if clock.over:
        days = (clock.today - clock.last_on).days
        return f"ended on {last}, {days} day{'' if days == 1 else 's'} ago"
    return f"{unit} {max(clock.day, 1)} of {clock.of}, the last {unit} is {last}"


def _marks(scale: _Scale) -> tuple[Mark, ...]:
    """Firsts of months, no more than fit a telephone."""
    days = (scale.first + timedelta(number) for number in range(scale.days))
    firsts = [day for day in days if day.day == 1]
    step = -(-len(firsts) // MOST_MARKS) or 1
    return tuple(Mark(scale.at(day), f"{day:%b}") for day in firsts[::step])
