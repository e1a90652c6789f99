"""Names beside marks, none over another, none over a mark, none outside the picture; where there is no room, none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PER_LETTER = 0.56  # of the height of letters: a little wider than Arial on average
GAP = 4.0

Box = tuple[float, float, float, float]  # left, top, right, bottom
Named = tuple[str, float, float, float, int]  # name, x, y, radius of its mark, how important


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point: `anchor` as SVG's text-anchor, `y` its baseline."""

    text: str
    x: float
    y: float
    anchor: str


def labels(named: Sequence[Named], width: float, height: float, letters: float) -> list[Label | None]:
    """A label for each that has room, in the order given; the more important choose first."""
    taken: list[Box] = [(x - r - 1, y - r - 1, x + r + 1, y + r + 1) for _, x, y, r, _ in named]
    order = sorted(range(len(named)), key=lambda at: (-named[at][4], named[at][0]))
    found: list[Label | None] = [None] * len(named)
    for at in order:
        others = [*taken[:at], *taken[at + 1 :]]
        for label, box in _candidates(named[at], letters):
            if _inside(box, width, height) and not any(_over(box, other) for other in others):
                found[at] = label
                taken.append(box)
                break
    return found


def _candidates(named: Named, letters: float) -> list[tuple[Label, Box]]:
    """Right of the mark, left of it, below and above."""
    name, x, y, r, _ = named
    long, middle = len(name) * letters * PER_LETTER, y + letters * 0.35
    made = []
    for label, left in (
        (Label(name, round(x + r + GAP, 1), round(middle, 1), "start"), x + r + GAP),
        (Label(name, round(x - r - GAP, 1), round(middle, 1), "end"), x - r - GAP - long),
        (Label(name, x, round(y + r + letters, 1), "middle"), x - long / 2),
        (Label(name, x, round(y - r - GAP, 1), "middle"), x - long / 2),
    ):
        made.append((label, (left, label.y - letters, left + long, label.y + letters * 0.3)))
    return made


def _inside(box: Box, width: float, height: float) -> bool:
    left, top, right, bottom = box
    return left >= 0 and top >= 0 and right <= width and bottom <= height


def _over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
