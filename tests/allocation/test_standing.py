"""A matching kept up to date by edits: exact after every one of them, and nothing shared is left changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.solving.standing import Standing, standing
from tests.allocation.plain_matching import chance_pairs, chance_weights, plain_total, scipy_total
from tests.allocation.towns import Dice


def worth(found: Standing) -> int:
    """What the matching adds up to."""
    return sum(found.weight()[found.pairs.chosen(found.match)].tolist())


def edited(found: Standing, chance: Dice) -> Standing:
    """One edit of some kind."""
    pairs = found.pairs
    household, unit = chance.randrange(pairs.households), chance.randrange(pairs.units)
    pair = chance.randrange(len(pairs))
    hers, its = np.arange(*pairs.start[household : household + 2]), pairs.of_unit(unit).astype(np.int64)
    some = np.array(sorted(chance.sample(range(len(pairs)), chance.randint(0, min(6, len(pairs))))), dtype=np.int64)
    edits = {
        "household out": lambda: found.without_household(household),
        "household in": lambda: found.restored(hers),
        "household changed": lambda: found.after(hers, chance_weights(chance, pairs)[hers]),
        "unit out": lambda: found.without_unit(unit),
        "unit in": lambda: found.restored(its),
        "unit changed": lambda: found.after(its, chance_weights(chance, pairs)[its]),
        "banned": lambda: found.without_pair(int(pairs.household[pair]), int(pairs.unit[pair])),
        "pinned": lambda: found.with_pair(int(pairs.household[pair]), int(pairs.unit[pair])),
        "here and there": lambda: found.after(some, chance_weights(chance, pairs)[some]),
    }
    return edits[chance.choice(sorted(edits))]()


@given(st.integers(0, 1 << 32))
def test_after_every_edit_it_weighs_what_solving_from_nothing_finds(seed: int) -> None:
    chance = Dice(seed)
    pairs = chance_pairs(chance, 6)
    if len(pairs) == 0:
        return
    found = standing(pairs, chance_weights(chance, pairs))
    for _ in range(6):
        found = edited(found, chance)
        found.certify()
        assert worth(found) == plain_total(pairs, found.weight())


def test_six_hundred_edits_in_a_row_are_each_exact() -> None:
    chance = Dice(7)
    pairs = chance_pairs(Dice(11), 60)
    found = standing(pairs, chance_weights(chance, pairs))
    for number in range(600):
        found = edited(found, chance)
        found.certify()
        assert worth(found) == scipy_total(pairs, found.weight())
        if number % 50 == 0:
            found = found.settled()


def test_an_edit_leaves_what_it_started_from_as_it_was() -> None:
    chance = Dice(3)
    pairs = chance_pairs(Dice(11), 30)
    weight = chance_weights(chance, pairs)
    first = standing(pairs, weight.copy())
    second = edited(first, chance)
    before = [first.match.tolist(), second.weight().tolist(), second.match.tolist()]
    for _ in range(50):
        edited(edited(second, chance), chance)
        assert [first.match.tolist(), second.weight().tolist(), second.match.tolist()] == before
        assert first.ground.weight.tolist() == weight.tolist()
    first.certify()
    second.certify()


def test_a_pin_is_honoured_and_undone() -> None:
    chance = Dice(5)
    pairs = chance_pairs(Dice(11), 30)
    first = standing(pairs, 1 + chance_weights(chance, pairs))
    for pair in range(0, len(pairs), 7):
        household, unit = int(pairs.household[pair]), int(pairs.unit[pair])
        pinned = first.with_pair(household, unit)
        assert pinned.match[household] == unit
        back = pinned.restored(pinned.changes.at)
        assert worth(back) == worth(first)
    with pytest.raises(KeyError, match="not an accepted pair"):
        first.with_pair(0, pairs.units)
