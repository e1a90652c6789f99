"""The contested council."""

from __future__ import annotations

import pytest

from tests.housing.placements.matching.edits.arranging import Contested, contested
from tests.housing.placements.matching.factories import Town


@pytest.fixture
def council(town: Town) -> Contested:
    """Two households, one home that both want, and one that only the first agrees to."""
    return contested(town)
