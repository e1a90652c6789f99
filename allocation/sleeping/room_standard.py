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
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from allocation.sleeping.sleepers import OLDER, UNDER_16, Sleepers

FEW = 8  # people of 10 or over among whom couples that overlap are searched out one by one

Grown = list[str | None]  # sexes of those who count as 10 or over: female, male, or not known
Couples = set[tuple[int, int]]


def may_meet(sleepers: Sleepers, beds: tuple[int, ...]) -> bool:
    """Whether some way to fill in what is not known lets them share bedrooms with these beds: all that asks is beds."""
    known, couples = _grown([(age, sex if sex else "other") for age, sex in sleepers.people], sleepers.couples)
    asleep = sum(age is not None and age > 0 for age, _ in sleepers.people)
    return asleep <= sum(beds) and _shares(known, couples, beds)


def must_meet(sleepers: Sleepers, beds: tuple[int, ...]) -> bool:
    """Whether every way to fill in what is not known lets them share bedrooms with these beds."""
    people = [(OLDER if age is None else age, sex) for age, sex in sleepers.people]
    grown, couples = _grown(people, sleepers.couples)
    asleep = sum(age > 0 for age, _ in people)
    return asleep <= sum(beds) and _shares(grown, couples, beds)


def _grown(
    people: Sequence[tuple[int | None, str | None]], pairs: tuple[tuple[int, int], ...]
) -> tuple[Grown, Couples]:
    """Those who count as 10 or over and not neutral, and the couples among them who are not of one known sex."""
    kept = [p for p, (age, sex) in enumerate(people) if age is not None and age >= UNDER_16 and sex != "other"]
    new = {place: position for position, place in enumerate(kept)}
    sexes = [people[place][1] for place in kept]
    couples = {(new[a], new[b]) for a, b in pairs if a in new and b in new}
    return sexes, {(a, b) for a, b in couples if sexes[a] is None or sexes[a] != sexes[b]}


def _shares(grown: Grown, couples: Couples, beds: tuple[int, ...]) -> bool:
    """Whether, whatever the sexes not known, they can share, given beds enough for everybody."""
    if max(Counter(place for couple in couples for place in couple).values(), default=0) <= 1:
        return _shares_by_count(grown, couples, beds)
    if len(grown) <= FEW:
        return all(_search(each, couples, beds) for each in _fillings(grown))
    return _shares_by_count(grown, _apart(grown, couples), beds)


def _shares_by_count(grown: Grown, couples: Couples, beds: tuple[int, ...]) -> bool:
    """The test by counts, for couples who do not overlap, over every number of men among those of unknown sex."""
    table = _room_for_men(beds, len(grown))
    return all(
        table[min(mixed, len(table) - 1), len(grown) - men] >= men for men, mixed in _hardest_counts(grown, couples)
    )


def _hardest_counts(grown: Grown, couples: Couples) -> Iterator[tuple[int, int]]:
    """For each number of men there may be, that number and the fewest couples of a man and a woman with it.

    A person of unknown sex whose partner's sex is known makes such a couple, or not, by being of the other sex;
    two partners both unknown make one only if an odd number of men asks for it.
    """
    seen = Counter(frozenset((grown[a], grown[b])) for a, b in couples)
    known = grown.count("male")
    unknown = grown.count(None)
    with_man = seen[frozenset(("male", None))]
    with_woman = seen[frozenset(("female", None))]
    free = unknown - with_man - with_woman - 2 * seen[frozenset((None,))]
    for men in range(unknown + 1):
        low, high = with_man, unknown - with_woman
        extra = max(low - men, men - high, (men - low) % 2 if free == 0 else 0)
        yield known + men, seen[frozenset(("male", "female"))] + extra


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


def _fillings(grown: Grown) -> Iterator[list[str]]:
    """Every way to fill in the sexes not known (other is never the hardest)."""
    for chosen in product(("female", "male"), repeat=grown.count(None)):
        rest = iter(chosen)
        yield [sex or next(rest) for sex in grown]


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


def _search(sexes: list[str], couples: Couples, beds: tuple[int, ...]) -> bool:
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
