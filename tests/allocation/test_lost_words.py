"""What is said of a unit lost, to those who may know who has it and to those who may not."""

from __future__ import annotations

import pytest

from allocation.losing.words import lost_words
from allocation.losses import LEVELS
from tests.allocation.problems import household, problem, read

TOWN = read(problem(households=[household("H1", band=1), household("H2", band=2), household("H3", band=2)]))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("other", ["H1", "H3"])
def test_who_has_it_is_named_only_to_those_who_may_know(level: str, other: str) -> None:
    entry = {"unit": "U1", "household": other, "level": level}
    assert lost_words(entry, True, TOWN, "H2").startswith(f"U1 went to {other}: ")
    assert other not in lost_words(entry, False, TOWN, "H2")
    assert "another household" in lost_words(entry, False, TOWN, "H2")
    assert "another household: " in lost_words(entry, False, TOWN)


@pytest.mark.parametrize(
    ("other", "loser", "words"),
    [("H1", "H2", "in a more urgent band"), ("H3", "H2", "in the same band"), ("H2", "H1", "in a less urgent band")],
)
def test_the_other_band_is_told_beside_her_own(other: str, loser: str, words: str) -> None:
    entry = {"unit": "U1", "household": other, "level": "placed in band 1"}
    said = lost_words(entry, False, TOWN, loser)
    assert f"another household {words}: fewer households in band 1" in said
