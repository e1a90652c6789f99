"""The rules `people` and `beds` over groups alike, in a few array operations; rules/space.py says what they mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Household, Unit
from allocation.screening.columns import ASKED, Groups, Table, Words, grouped, quiet, regrouped

OF_FAMILY = ("heads", "sleepers")
OF_HOUSEHOLD = ("heads", "least_need", "greatest_need", "least_sharing", "greatest_sharing")
OF_UNIT = ("room_for", "cots", "beds", "sleeping")

Numbers = NDArray[np.int64]
Yes = NDArray[np.bool_]


def space(families: Groups[Household], places: Groups[Unit], people: int, beds: int) -> Table:
    """The answers of both rules, `people` and `beds` being their bits; families are alike in OF_FAMILY, places in
    OF_UNIT."""
    homes = regrouped(families, OF_HOUSEHOLD)
    cots, room_for, total = (
        _numbers(each) for each in zip(*((u.cots, u.room_for, sum(u.beds)) for u in places.firsts), strict=True)
    )
    older, babies, unknown = (_numbers(each)[:, None] for each in zip(*(h.heads for h in homes.firsts), strict=True))
    least = older + np.maximum(0, babies + unknown - cots)
    most = older + unknown + np.maximum(0, babies - cots)
    may, must = _sleep(homes.firsts, places.firsts)
    no_room, no_beds = least > room_for, (least > total) | ~may
    ask_room, ask_beds = (most > room_for) & ~no_room, ~((most <= total) & must) & ~no_beds
    said = (
        _bits(no_room, people) | _bits(no_beds, beds) | _bits(ask_room, people + ASKED) | _bits(ask_beds, beds + ASKED)
    )
    return quiet(Table(homes.codes, places.codes, said))


def _sleep(households: Sequence[Household], units: Sequence[Unit]) -> tuple[Yes, Yes]:
    """Whether the bedrooms can be shared if what is not known turns out well, and if it turns out badly."""
    may, must = np.zeros((2, len(households), len(units)), np.bool_)
    by_size = np.array([unit.sleeping == "size_criteria" for unit in units])
    rooms = _numbers([len(unit.beds) for unit in units])
    doubles = _numbers([sum(each >= 2 for each in unit.beds) for unit in units])
    places = grouped([unit for unit in units if unit.sleeping != "size_criteria"], ("beds",))
    for needs, sharing, met in (
        ("least_need", "least_sharing", may),
        ("greatest_need", "greatest_sharing", must),
    ):
        people, pairs = (
            _numbers([getattr(getattr(household, needs), field) for household in households])[:, None]
            for field in ("people", "pairs")
        )
        met[:, by_size] = (people - np.minimum(pairs, doubles) <= rooms)[:, by_size]
        homes = grouped(households, (sharing,))
        table = [[getattr(home, sharing).met_by(unit.beds) for unit in places.firsts] for home in homes.firsts]
        shared = np.array(table, np.bool_).reshape(len(homes.firsts), len(places.firsts))
        met[:, ~by_size] = shared[homes.codes][:, places.codes]
    return may, must


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, np.int64)


def _bits(yes: Yes, bit: int) -> Words:
    return yes.astype(np.uint64) << np.uint64(bit)
