"""The room standard: can these people share these bedrooms so that nobody must share with the other sex?

Source: Housing Act 1985 section 325: no bedroom with two people aged 10 or over, one male and one female,
who are not a couple. Children under 10, and people whose sex is recorded as other, may share with anybody.

Who fills a bedroom comes down to counts. Beside such neutral people a bedroom holds women only, men only, or one
couple; so all that matters is how many women, how many men, and how many couples of the two there are. The room
left for men after the women, for every number of bedrooms given to couples, is a table built bedroom by bedroom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from allocation.sleeping.sleepers import BABY, FAMILIES, OLDER, UNDER_16, Sleepers

FEW = 8  # people of 10 or over among whom couples that overlap are searched out one by one

Grown = list[str | None]  # sexes of those who count as 10 or over: female, male, or not known
Couples = set[tuple[int, int]]
Few = tuple[tuple[str, ...], frozenset[tuple[int, int]]]  # sexes, and who are couples, by position


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a household asks of its bedrooms: so many asleep, and every one of some cases able to share.

    `counts` are cases as (women, men, couples of the two) of 10 or over, some of each; `few` are cases where
    couples overlap.
    """

    asleep: int
    counts: tuple[tuple[int, int, int], ...] = ()
    few: tuple[Few, ...] = ()

    def met_by(self, beds: tuple[int, ...]) -> bool:
        """Whether bedrooms with these numbers of beds do."""
        if self.asleep > sum(beds):
            return False
        by_count = all(_fits(women, men, couples, beds) for women, men, couples in self.counts)
        return by_count and all(_search(sexes, couples, beds) for sexes, couples in self.few)


@lru_cache(maxsize=FAMILIES)
def least_sharing(sleepers: Sleepers) -> Sharing:
    """What it asks if everything not known turned out in its favour: ages under one, sexes that share with anybody."""
    people = [(BABY if age is None else age, sex or "other") for age, sex in sleepers.people]
    return _sharing(people, sleepers.couples)


@lru_cache(maxsize=FAMILIES)
def greatest_sharing(sleepers: Sleepers) -> Sharing:
    """What it asks if everything not known turned out against it: ages of 10 and over, in every case of sexes."""
    people = [(OLDER if age is None else age, sex) for age, sex in sleepers.people]
    return _sharing(people, sleepers.couples)


def _sharing(people: Sequence[tuple[int, str | None]], pairs: tuple[tuple[int, int], ...]) -> Sharing:
    asleep = sum(age > BABY for age, _ in people)
    grown, couples = _grown(people, pairs)
    overlap = max(Counter(place for couple in couples for place in couple).values(), default=0) > 1
    if overlap and len(grown) <= FEW:
        return Sharing(asleep, few=tuple((each, frozenset(couples)) for each in _fillings(grown)))
    cases = _hardest_counts(grown, _apart(grown, couples) if overlap else couples)
    return Sharing(asleep, tuple(case for case in cases if case[0] and case[1]))


def _grown(people: Sequence[tuple[int, str | None]], pairs: tuple[tuple[int, int], ...]) -> tuple[Grown, Couples]:
    """Those who count as 10 or over and not neutral, and the couples among them who are not of one known sex."""
    kept = [place for place, (age, sex) in enumerate(people) if age >= UNDER_16 and sex != "other"]
    sexes = [people[place][1] for place in kept]
    if not pairs:
        return sexes, set()
    new = {place: position for position, place in enumerate(kept)}
    couples = {(new[a], new[b]) for a, b in pairs if a in new and b in new}
    return sexes, {(a, b) for a, b in couples if sexes[a] is None or sexes[a] != sexes[b]}


def _hardest_counts(grown: Grown, couples: Couples) -> Iterator[tuple[int, int, int]]:
    """For each number of men there may be: women, men, and the fewest couples of a man and a woman.

    A person of unknown sex whose partner's sex is known makes such a couple, or not, by being of the other sex;
    two partners both unknown make one only if an odd number of men asks for it.
    """
    seen = Counter(frozenset((grown[a], grown[b])) for a, b in couples)
    known, unknown = grown.count("male"), grown.count(None)
    with_man, with_woman = seen[frozenset(("male", None))], seen[frozenset(("female", None))]
    free = unknown - with_man - with_woman - 2 * seen[frozenset((None,))]
    low, high = with_man, unknown - with_woman
    for men in range(unknown + 1):
        extra = max(low - men, men - high, (men - low) % 2 if free == 0 else 0)
        yield len(grown) - known - men, known + men, seen[frozenset(("male", "female"))] + extra


def _fits(women: int, men: int, couples: int, beds: tuple[int, ...]) -> bool:
    """Whether so many can share, given beds enough for everybody: by the table."""
    table = _room_for_men(beds, women + men)
    return bool(table[min(couples, len(table) - 1), women] >= men)


@lru_cache(maxsize=1024)
def _room_for_men(beds: tuple[int, ...], people: int) -> NDArray[np.int64]:
    """Table[k, w]: the most men who fit when w women do and at most k bedrooms go to couples; below 0: w do not fit.

    `people` is how many men and women there are; a bedroom more than that is never needed.
    """
    rooms = sorted(beds, reverse=True)[: max(people, 1)]
    table = np.full((len(rooms) + 1, people + 1), -(10**9), dtype=np.int64)
    table[:, 0] = 0
    for size in rooms:
        new = table + size
        _give(new, table, women=size, men=0)
        if size >= 2:
            _give(new[1:], table[:-1], women=1, men=1)
        table = new
    result: NDArray[np.int64] = np.maximum.accumulate(table[:, ::-1], axis=1)[:, ::-1]
    return result


def _give(new: NDArray[np.int64], table: NDArray[np.int64], *, women: int, men: int) -> None:
    """Improve `new` by giving one bedroom to so many women and men; more women than there are count as all."""
    last = table.shape[1] - 1
    taken = min(women, last)
    np.maximum(new[:, taken:], table[:, : last + 1 - taken] + men, out=new[:, taken:])
    over = table[:, last + 1 - taken :].max(axis=1, initial=-(10**9)) + men
    np.maximum(new[:, last], over, out=new[:, last])


def _fillings(grown: Grown) -> Iterator[tuple[str, ...]]:
    """Every way to fill in the sexes not known (other is never the hardest)."""
    for chosen in product(("female", "male"), repeat=grown.count(None)):
        rest = iter(chosen)
        yield tuple(sex or next(rest) for sex in grown)


def _apart(grown: Grown, couples: Couples) -> Couples:
    """Couples who do not overlap, as many as can be, of those certain to be a man and a woman."""
    certain = {(a, b) for a, b in couples if None not in (grown[a], grown[b])}
    taken: set[int] = set()
    chosen = set()
    for a, b in sorted(certain):
        if not taken & {a, b}:
            chosen.add((a, b))
            taken |= {a, b}
    return chosen


def _search(sexes: tuple[str, ...], couples: frozenset[tuple[int, int]], beds: tuple[int, ...]) -> bool:
    """Whether these few can share, trying bedroom after bedroom for each in turn."""
    rooms: list[list[int]] = [[] for _ in sorted(beds, reverse=True)[: len(sexes)]]
    sizes = sorted(beds, reverse=True)[: len(sexes)]

    def fits(person: int, room: int) -> bool:
        together = all(sexes[other] == sexes[person] or (other, person) in couples for other in rooms[room])
        return together and len(rooms[room]) < sizes[room]

    def place(person: int) -> bool:
        if person == len(sexes):
            return True
        tried = set()
        for room in range(len(rooms)):
            if (sizes[room], not rooms[room]) in tried or not fits(person, room):
                continue
            if not rooms[room]:
                tried.add((sizes[room], True))
            rooms[room].append(person)
            if place(person + 1):
                return True
            rooms[room].pop()
        return False

    return place(0)
