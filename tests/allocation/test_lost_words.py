"""What is said of a unit lost to those who may not know who has it."""

from __future__ import annotations

import pytest

from allocation.losing.words import another
from allocation.losses import LEVELS, PINNED, SIDE_RULES


@pytest.mark.parametrize("level", [level for level in LEVELS if level not in (PINNED, SIDE_RULES)])
@pytest.mark.parametrize(("band", "beside"), [(1, "a more urgent"), (2, "the same"), (3, "a less urgent")])
def test_a_band_is_told_beside_her_own(level: str, band: int, beside: str) -> None:
    assert another(level, band=band, own=2) == f"another household in {beside} band"


@pytest.mark.parametrize("level", [PINNED, SIDE_RULES])
@pytest.mark.parametrize("band", [1, 2, 3])
def test_where_no_band_decided_none_is_told(level: str, band: int) -> None:
    assert another(level, band=band, own=2) == "another household"
