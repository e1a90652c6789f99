"""Raising a band takes a reason; lowering it takes the homelessness team too."""

from __future__ import annotations

import pytest

from pathway.band_changes import lower_band, raise_band

WHY = "Her brother-in-law has seen her there."


def test_an_officer_raises_with_a_reason() -> None:
    assert raise_band(3, 2, WHY) is None
    assert raise_band(3, 2, "  ") == "Say why you raise the band, so that whoever reads it next understands."


def test_only_the_team_lowers_and_with_a_reason_too() -> None:
    assert lower_band(2, 3, WHY, homelessness_team=True) is None
    assert (lower_band(2, 3, WHY, homelessness_team=False) or "").startswith("Only the homelessness team can lower")
    assert (lower_band(2, 3, "", homelessness_team=True) or "").startswith("Say why you lower the band")


@pytest.mark.parametrize(("current", "to"), [(3, 3), (3, 4)])
def test_a_raise_that_is_none(current: int, to: int) -> None:
    assert (raise_band(current, to, WHY) or "").startswith(f"Band {to} does not raise the urgency")


@pytest.mark.parametrize(("current", "to"), [(3, 3), (3, 2)])
def test_nothing_is_lowered_by_way_of_raising(current: int, to: int) -> None:
    assert (lower_band(current, to, WHY, homelessness_team=True) or "").startswith(f"Band {to} does not lower")


@pytest.mark.parametrize("to", [0, 6, -1])
def test_there_are_five_bands(to: int) -> None:
    assert (raise_band(3, to, WHY) or "").startswith("A band is a number from 1")
    assert (lower_band(3, to, WHY, homelessness_team=True) or "").startswith("A band is a number from 1")
