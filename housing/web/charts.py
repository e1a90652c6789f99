"""The geometry of the pictures: numbers in, positions out, nothing drawn here.

Widths and x are shares of the picture in per cent and heights are pixels, so that a picture fits a telephone and its
text keeps its size. A value of None is a gap (suppressed or not known); its text says which.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HEIGHT = 280
_TOP, _BOTTOM = 12, 32
_LEFT, _RIGHT = 9.0, 99.0
_MOST_MARKS = 6
_MOST_SERIES = 4


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a picture. `text` is how its table shows it; the number itself where it is left out."""

    number: float | None
    text: str = ""

    @property
    def said(self) -> str:
        """What the table shows."""
        if self.text:
            return self.text
        return (
            "not known" if self.number is None else f"{self.number:,.6g}" if self.number % 1 else f"{self.number:,.0f}"
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a bar chart: its share of the longest, in per cent."""

    label: str
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: for things that are compared, longest names welcome."""

    title: str
    label: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, in per cent across and pixels down; `series` begins at 1."""

    series: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line between two neighbouring values."""

    series: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on a line."""

    series: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and its number."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A name under the picture; a minor one is left out where the screen is narrow."""

    x: float
    text: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A column or line chart with the rows of its table."""

    title: str
    label: str
    unit: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    height: int = HEIGHT
    left: float = field(default=_LEFT - 1)


Series = Mapping[str, Sequence[Value]]


def bars(title: str, values: Sequence[tuple[str, Value]], *, label: str, unit: str) -> Bars:
    """A bar for each `(name, value)`, in the order given."""
    longest = max((value.number or 0 for _, value in values), default=0) or 1
    return Bars(
        title,
        label,
        unit,
        tuple(Bar(name, round(100 * max(value.number or 0, 0) / longest, 2), value.said) for name, value in values),
    )


def columns(title: str, labels: Sequence[str], series: Series, *, label: str, unit: str) -> Picture:
    """Columns side by side for each label; `series` maps a name to one value for each label.

    Raises:
        ValueError: a series has not one value for each label, or there are more than four series.
    """
    step = top_of(series, labels)
    slot = (_RIGHT - _LEFT) / max(len(labels), 1)
    width = slot * 0.7 / max(len(series), 1)
    drawn = tuple(
        Column(number, round(_LEFT + slot * (at + 0.15) + width * (number - 1), 3), round(width, 3), y, _floor() - y)
        for number, values in enumerate(series.values(), 1)
        for at, value in enumerate(values)
        if value.number is not None
        for y in (_down(value.number, step),)
    )
    return Picture(
        title, label, unit, tuple(series), _rows(labels, series), _ticks(step), _marks(labels), columns=drawn
    )


def lines(title: str, labels: Sequence[str], series: Series, *, label: str, unit: str) -> Picture:
    """A line for each series; a gap in the values is a gap in the line.

    Raises:
        ValueError: a series has not one value for each label, or there are more than four series.
    """
    step = top_of(series, labels)
    slot = (_RIGHT - _LEFT) / max(len(labels), 1)
    dots = [
        [
            None if v.number is None else Dot(number, round(_LEFT + slot * (at + 0.5), 3), _down(v.number, step))
            for at, v in enumerate(values)
        ]
        for number, values in enumerate(series.values(), 1)
    ]
    pieces = tuple(
        Line(a.series, a.x, a.y, b.x, b.y)
        for row in dots
        for a, b in itertools.pairwise(row)
        if a is not None and b is not None
    )
    return Picture(
        title,
        label,
        unit,
        tuple(series),
        _rows(labels, series),
        _ticks(step),
        _marks(labels),
        lines=pieces,
        dots=tuple(dot for row in dots for dot in row if dot is not None),
    )


def top_of(series: Series, labels: Sequence[str]) -> float:
    """The distance between two lines of the grid: a round number, five of which hold every value."""
    if len(series) > _MOST_SERIES:
        raise ValueError(f"a picture shows {_MOST_SERIES} series at most: draw two")
    for name, values in series.items():
        if len(values) != len(labels):
            raise ValueError(f"{name} has {len(values)} values for {len(labels)} labels")
    largest = max((value.number or 0 for values in series.values() for value in values), default=0)
    rough = max(largest / 5, 1e-9)
    if largest <= 5:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)


def _floor() -> float:
    return float(HEIGHT - _BOTTOM)


def _down(number: float, step: float) -> float:
    """The y of a value: the floor is nought, the top is five steps; what is below nought lies on the floor."""
    return round(_floor() - (_floor() - _TOP) * min(max(number, 0) / (5 * step), 1), 2)


def _ticks(step: float) -> tuple[Tick, ...]:
    return tuple(
        Tick(_down(step * at, step), f"{step * at:,.6g}" if step % 1 else f"{step * at:,.0f}") for at in range(6)
    )


def _marks(labels: Sequence[str]) -> tuple[Mark, ...]:
    slot = (_RIGHT - _LEFT) / max(len(labels), 1)
    every = math.ceil(len(labels) / _MOST_MARKS) or 1
    wide = math.ceil(len(labels) / (2 * _MOST_MARKS)) or 1
    return tuple(
        Mark(round(_LEFT + slot * (at + 0.5), 3), text, minor=bool(at % every))
        for at, text in enumerate(labels)
        if at % wide == 0
    )


def _rows(labels: Sequence[str], series: Series) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((text, tuple(values[at].said for values in series.values())) for at, text in enumerate(labels))
