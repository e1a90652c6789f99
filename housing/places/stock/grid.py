"""A National Grid reference read as metres. Pure.

Source: Ordnance Survey, "A guide to coordinate systems in Great Britain", section 7: squares of 500 km named by a
first letter and of 100 km by a second, from A at the north west, without I.
"""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
SQUARE = 100_000  # metres
FEWEST_FIGURES = 8  # a square of ten metres
EAST, NORTH = range(1, 700_001), range(1, 1_300_001)
_REFERENCE = re.compile(r"([A-HJ-Z])([A-HJ-Z])(\d{2,10})", re.ASCII)
_METRES = re.compile(r"(\d{5,6})[,\s]+(\d{5,7})", re.ASCII)
_SPACE = re.compile(r"[\s,]+")


def read_grid(text: str) -> tuple[int, int] | None:
    """Easting and northing in metres from "SK 4283 9287" (eight figures or more) or "442830, 392870"; else None."""
    metres = _METRES.fullmatch(text.strip())
    if metres is not None:
        return _within(int(metres[1]), int(metres[2]))
    reference = _REFERENCE.fullmatch(_SPACE.sub("", text).upper())
    if reference is None or len(reference[3]) % 2 or len(reference[3]) < FEWEST_FIGURES:
        return None
    first, second = LETTERS.index(reference[1]), LETTERS.index(reference[2])
    half = len(reference[3]) // 2
    size = 10 ** (5 - half)  # metres: what the last figure stands for
    east = ((first - 2) % 5 * 5 + second % 5) * SQUARE + int(reference[3][:half]) * size + size // 2
    north = (19 - first // 5 * 5 - second // 5) * SQUARE + int(reference[3][half:]) * size + size // 2
    return _within(east, north)


def _within(east: int, north: int) -> tuple[int, int] | None:
    return (east, north) if east in EAST and north in NORTH else None
