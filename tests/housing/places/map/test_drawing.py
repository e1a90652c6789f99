"""The map's geometry: everything inside the picture, no name over another, circles to scale; files read strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.places.map.drawing import NARROW, WIDE, Place, Size, Zone, picture
from housing.places.map.labelling import PER_LETTER, Label, labels
from housing.places.map.outline import NOT_METRES, NOT_READ, BadOutline, read_outline

SQUARE = [[440_000, 390_000], [450_000, 390_000], [450_000, 400_000], [440_000, 400_000], [440_000, 390_000]]
SEED = Path(__file__).parents[4] / "seed"


def place(name: str, easting: int, northing: int, of: int = 1) -> Place:
    return Place(f"E05{easting}", name, easting, northing, count=0, of=of)


def test_north_is_up_and_east_is_right() -> None:
    drawn = picture([SQUARE], [place("West", 441_000, 391_000), place("North", 449_000, 399_000)], WIDE)
    west, north = drawn.marks
    assert west.x < north.x
    assert west.y > north.y
    assert 0 < north.y < drawn.height


def test_a_zone_is_as_large_as_it_says() -> None:
    drawn = picture([SQUARE], [], WIDE, [Zone("A", 445_000, 395_000, 3_000)])
    (circle,) = drawn.circles
    assert circle.r == pytest.approx(3 * drawn.km, abs=0.2)
    assert drawn.km * 10 == pytest.approx(WIDE.width / 1.08, rel=0.01)


def test_a_zone_that_lies_outside_the_picture_is_known_to_and_one_that_reaches_into_it_is_not() -> None:
    far = [Zone("A", 460_000, 395_000, 1_000), Zone("B", 460_000, 395_000, 12_000), Zone("C", 445_000, 395_000, 1)]
    drawn = picture([SQUARE], [], WIDE, far)
    assert drawn.out_of_sight == {"A"}
    assert all(circle.letter_y >= 10 for circle in drawn.circles)


def test_points_that_fall_together_are_drawn_once() -> None:
    many = [[440_000 + step, 390_000] for step in range(10_001)] + SQUARE[2:]
    assert picture([many], [], NARROW).outline.count("L") < NARROW.width + 5


def test_without_an_outline_or_anything_there_is_still_a_picture() -> None:
    alone = picture([], [place("Only", 445_000, 395_000)], WIDE)
    assert alone.marks[0].x == WIDE.width / 2
    assert picture([], [], NARROW).marks == ()


def test_a_council_long_from_north_to_south_stays_on_the_screen() -> None:
    strip = [[440_000, 300_000], [441_000, 300_000], [441_000, 400_000], [440_000, 400_000], [440_000, 300_000]]
    drawn = picture([strip], [], WIDE)
    assert drawn.height <= drawn.width * 1.41


def box(label: Label, letters: float) -> tuple[float, float, float, float]:
    long = len(label.text) * letters * PER_LETTER
    left = {"start": label.x, "end": label.x - long, "middle": label.x - long / 2}[label.anchor]
    return left, label.y - letters, left + long, label.y + letters * 0.3


@given(
    st.lists(
        st.tuples(
            st.text("abcdefg &", min_size=3, max_size=28), st.floats(0, 345), st.floats(0, 300), st.integers(0, 9)
        ),
        max_size=30,
    )
)
def test_no_name_lies_over_another_or_over_a_mark_or_outside(names: list[tuple[str, float, float, int]]) -> None:
    named = [(name, x, y, 9.0, of) for name, x, y, of in names]
    found = labels(named, 345, 300, 11)
    boxes = [(at, box(label, 11)) for at, label in enumerate(found) if label]
    for at, (left, top, right, bottom) in boxes:
        assert left >= -0.2
        assert top >= -0.2
        assert right <= 345.2
        assert bottom <= 300.2
        for other, (x1, y1, x2, y2) in boxes:
            assert other == at or right <= x1 + 0.2 or x2 <= left + 0.2 or bottom <= y1 + 0.2 or y2 <= top + 0.2
        for other, (_, x, y, r, _) in enumerate(named):
            inside = left < x + r - 0.2 and x - r + 0.2 < right and top < y + r - 0.2 and y - r + 0.2 < bottom
            assert other == at or not inside


def test_a_ward_with_homes_is_named_before_one_without() -> None:
    near = [("Without homes", 100.0, 100.0, 3.0, 0), ("With homes", 104.0, 103.0, 9.0, 2)]
    without, with_homes = labels(near, 160, 130, 14)
    assert with_homes is not None
    assert without is None


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_made_up_council_s_homes_are_all_named_on_a_wide_screen(size: Size) -> None:
    rings = read_outline((SEED / "boundary.json").read_text(encoding="utf-8")).rings
    rows = [line.split(",") for line in (SEED / "wards.csv").read_text(encoding="utf-8").splitlines()[1:]]
    drawn = picture(rings, [Place(code, name, int(east), int(north), 0, 1) for code, name, east, north in rows], size)
    named = sum(mark.label is not None for mark in drawn.marks)
    assert len(drawn.marks) == 25
    assert named == 25 if size is WIDE else named >= 8


def document(**changed: object) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [SQUARE], **changed})


def test_a_polygon_a_multipolygon_and_a_feature_are_read() -> None:
    assert read_outline(document(authority="E08000018", source="Made up")).rings == [SQUARE]
    many = read_outline(document(type="MultiPolygon", coordinates=[[SQUARE], [SQUARE]]))
    assert many.rings == [SQUARE, SQUARE]
    feature = {"type": "Feature", "authority": "E08000018", "geometry": json.loads(document())}
    assert read_outline(json.dumps(feature)).authority == "E08000018"
    assert read_outline(json.dumps({"type": "FeatureCollection", "features": [feature]})).rings == [SQUARE]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NOT_READ),
        ("[]", NOT_READ),
        (document(type="Point"), NOT_READ),
        (document(coordinates=[]), "The outline has no points, or more than 200,000. Give a simpler one."),
        (document(coordinates=[[["a", "b"]]]), NOT_READ),
        (document(coordinates=[[[1e300, 2]]]), NOT_READ),
        (document(coordinates=[[[-1.3, 53.4]] * 4]), NOT_METRES),
        (document(coordinates=[SQUARE[:-1]]), "A line of the outline is not closed: its last point must be its first."),
        (
            json.dumps({"type": "FeatureCollection", "features": [{}, {}]}),
            "The file has several areas. Give the council's alone.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, sentence: str) -> None:
    with pytest.raises(BadOutline) as told:
        read_outline(text)
    assert str(told.value) == sentence
