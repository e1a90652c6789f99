"""What the pages that show the whole stock need besides it: the outline of the council's area, which is open data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from housing.access import Actor
from housing.places.map.loading import load_boundary

OUTLINE = Path(__file__).with_name("boundary.json")


def outline(*, by: Actor, now: datetime) -> None:
    """Load the council's outline, as `haven import-boundary` does."""
    load_boundary(text=OUTLINE.read_text(encoding="utf-8"), authority=None, source=None, by=by, now=now)
