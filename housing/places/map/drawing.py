"""Where things stand on the map. Pure: metres in, points of the picture out.

Wards are shown by their middles, with a mark and a name, since their middles are what Haven has: areas drawn around
them would look like boundaries and be none (docs/adr/0056).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from housing.places.map.labelling import Label, labels

MARGIN = 0.04  # of the larger side, around what is drawn
LARGEST_PER_SIDE = 1.4  # a picture is at most so many times as high as it is wide


@dataclass(frozen=True, slots=True)
class Place:
    """Something at a point: a ward's middle. `count` and `of` are homes free and homes in all."""

    code: str
    name: str
    easting: int
    northing: int
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Zone:
    """A circle in metres that she must be kept out of, with the letter that the table calls it by."""

    letter: str
    easting: int
    northing: int
    radius_m: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A ward's mark in the picture, with its label where there is room for one."""

    place: Place
    x: float
    y: float
    r: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Circle:
    """A zone in the picture."""

    zone: Zone
    x: float
    y: float
    r: float

    @property
    def letter_y(self) -> float:
        """Where the middle of its letter is: on its upper edge, or just inside the picture."""
        return round(max(self.y - self.r, LETTER), 1)


@dataclass(frozen=True, slots=True)
class Picture:
    """The map: `outline` as an SVG path, its marks and circles; `km` is the length of a kilometre."""

    width: int
    height: int
    outline: str
    marks: tuple[Mark, ...]
    circles: tuple[Circle, ...]
    km: float

    @property
    def out_of_sight(self) -> frozenset[str]:
        """The letters of the zones that lie outside the picture."""
        return frozenset(each.zone.letter for each in self.circles if not self._reaches(each))

    def _reaches(self, circle: Circle) -> bool:
        nearest_x, nearest_y = min(max(circle.x, 0), self.width), min(max(circle.y, 0), self.height)
        return (circle.x - nearest_x) ** 2 + (circle.y - nearest_y) ** 2 < circle.r**2


@dataclass(frozen=True, slots=True)
class Size:
    """How a picture is drawn: its width, and the radius of a mark and height of letters, all in pixels."""

    width: int
    mark: float
    letters: float


WIDE, NARROW = Size(900, 13, 14), Size(345, 9, 11)
LETTER = 10.0  # pixels from the picture's upper edge to the middle of a letter, at least
NO_HOMES = 0.3  # of a mark's radius, where no home is


def picture(
    rings: Sequence[Sequence[Sequence[int]]], places: Sequence[Place], size: Size, zones: Sequence[Zone] = ()
) -> Picture:
    """The map of an outline and places, drawn to a width. Without an outline, the places alone."""
    frame = _frame([(east, north) for ring in rings for east, north in ring], places)
    left, top, metres, height = frame
    scale = size.width / metres

    def put(east: float, north: float) -> tuple[float, float]:
        return round((east - left) * scale, 1), round((top - north) * scale, 1)

    points = [(place, *put(place.easting, place.northing), _radius(place, size)) for place in places]
    named = labels(
        [(place.name, x, y, r, 1000 * place.count + place.of) for place, x, y, r in points],
        size.width,
        height * scale,
        size.letters,
    )
    return Picture(
        size.width,
        round(height * scale),
        " ".join(_path([put(east, north) for east, north in ring]) for ring in rings),
        tuple(Mark(place, x, y, r, label) for (place, x, y, r), label in zip(points, named, strict=True)),
        tuple(Circle(zone, *put(zone.easting, zone.northing), round(zone.radius_m * scale, 1)) for zone in zones),
        round(1000 * scale, 1),
    )


def _radius(place: Place, size: Size) -> float:
    return size.mark if place.of else round(size.mark * NO_HOMES, 1)


def _frame(outline: Sequence[tuple[int, int]], places: Sequence[Place]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown, in metres."""
    points = list(outline) or [(place.easting, place.northing) for place in places] or [(0, 0)]
    easts, norths = [east for east, _ in points], [north for _, north in points]
    width, height = max(easts) - min(easts), max(norths) - min(norths)
    margin = max(width, height, 1000) * MARGIN
    wide = max(width + 2 * margin, (height + 2 * margin) / LARGEST_PER_SIDE)
    left = (min(easts) + max(easts)) / 2 - wide / 2
    return left, max(norths) + margin, wide, height + 2 * margin


def _path(points: Iterable[tuple[float, float]]) -> str:
    """An SVG path through whole pixels; points that fall together are drawn once."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [*whole[:1], *(after for before, after in pairwise(whole) if after != before)]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"
