"""Reading a file with a council's outline: GeoJSON in metres on the British National Grid. Pure: text in, rings out.

Source: RFC 7946 for the shapes; the grid (EPSG:27700) instead of degrees, as the ONS and the Ordnance Survey give it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from housing.places.postcodes import EAST, NORTH

Ring = list[list[int]]
FEWEST_POINTS, MOST_POINTS = 4, 200_000
NOT_READ = "The file is not GeoJSON: give a Polygon or a MultiPolygon, alone or as one Feature."
NOT_METRES = "The points are not metres on the British National Grid (EPSG:27700). Convert the file first."


class BadOutline(ValueError):
    """The file cannot be used; its sentence says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The rings of an outline, and the ONS code of its council where the file says it."""

    rings: list[Ring]
    authority: str | None
    source: str | None


def read_outline(text: str) -> Outline:
    """The outline of a file.

    Raises:
        BadOutline: it is no GeoJSON of one area in metres, a ring is not closed, or there are too many points.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise BadOutline(NOT_READ) from error
    told = _object(document)
    shape = _shape(told)
    kind, given = shape.get("type"), shape.get("coordinates")
    polygons = {"Polygon": [given], "MultiPolygon": given}.get(str(kind))
    if not isinstance(polygons, list) or not polygons:
        raise BadOutline(NOT_READ)
    rings = [_ring(ring) for polygon in polygons for ring in _list(polygon)]
    if not rings or sum(len(ring) for ring in rings) > MOST_POINTS:
        raise BadOutline(f"The outline has no points, or more than {MOST_POINTS:,}. Give a simpler one.")
    return Outline(rings, _text(told.get("authority")), _text(told.get("source")))


def _shape(document: dict[str, Any]) -> dict[str, Any]:
    if document.get("type") == "FeatureCollection":
        features = _list(document.get("features"))
        if len(features) != 1:
            raise BadOutline("The file has several areas. Give the council's alone.")
        document = _object(features[0])
    return _object(document.get("geometry")) if document.get("type") == "Feature" else document


def _ring(points: Any) -> Ring:
    ring = [_point(each) for each in _list(points)]
    if len(ring) < FEWEST_POINTS or ring[0] != ring[-1]:
        raise BadOutline("A line of the outline is not closed: its last point must be its first.")
    return ring


def _point(point: Any) -> list[int]:
    if not isinstance(point, list) or len(point) < 2 or not all(_is_number(each) for each in point[:2]):
        raise BadOutline(NOT_READ)
    east, north = round(point[0]), round(point[1])
    if abs(east) <= 360 or east not in EAST or north not in NORTH:
        raise BadOutline(NOT_METRES)
    return [east, north]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10_000_000


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadOutline(NOT_READ)
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadOutline(NOT_READ)
    return value


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
