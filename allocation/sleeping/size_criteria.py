"""The size criteria: how many people need a bedroom, and how many pairs of them may share one.

Source: the Local Housing Allowance and Universal Credit size criteria (Rent Officers (Housing Benefit
Functions) Order 1997 Schedule 3B; Universal Credit Regulations 2013 Schedule 4). One bedroom for a couple;
one person; two under 16 of the same sex; two under 10 of any sex. Babies under one are left out.

With P pairs at most, n people and R bedrooms of which D sleep two or more, a way exists exactly when
n - min(P, D) <= R: every pair saves a bedroom and needs a double. Pairs are a maximum matching: a greedy
pass gives a woman, girls of 12 and 8 and boys of 9 and 13 four bedrooms where three do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, product
from math import comb

from allocation.sleeping.pairing import most_pairs
from allocation.sleeping.sleepers import BABY, FAMILIES, OLDER, UNDER_10, UNDER_16, Sleepers

SEXES = ("female", "male", "other")
PATIENCE = 500  # ways to fill in sexes that are tried one by one; past it the hardest case is taken to be harder still

People = list[tuple[int, str | None]]  # (first year of the age band, sex or None for not known)
Couples = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Need:
    """`people` who need a bedroom, of whom `pairs` pairs at most may share one."""

    people: int
    pairs: int

    @property
    def bedrooms(self) -> int:
        """The fewest bedrooms that do, if every one sleeps two."""
        return self.people - self.pairs

    def met_by(self, beds: tuple[int, ...]) -> bool:
        """Whether bedrooms with these numbers of beds do."""
        doubles = sum(each >= 2 for each in beds)
        return self.people - min(self.pairs, doubles) <= len(beds)


@lru_cache(maxsize=FAMILIES)
def least_need(sleepers: Sleepers) -> Need:
    """The need if everything not known turned out in the household's favour: ages under one, sexes that pair."""
    people, couples = _present(sleepers, unknown_age=BABY)
    left, others, pairs = _without_single_choices(people, couples)
    if others:
        return Need(len(people), pairs + _pairs_in_graph(left, others))
    return Need(len(people), pairs + _pairs_by_count(left, hardest=False))


@lru_cache(maxsize=FAMILIES)
def greatest_need(sleepers: Sleepers) -> Need:
    """The need if everything not known turned out against it: ages 16 and over, sexes that do not pair."""
    people, couples = _present(sleepers, unknown_age=OLDER)
    left, others, pairs = _without_single_choices(people, couples)
    if not others:
        return Need(len(people), pairs + _pairs_by_count(left, hardest=True))
    return Need(len(people), pairs + min(_pairs_in_graph(each, others) for each in _fillings(left, others)))


def _present(sleepers: Sleepers, *, unknown_age: int) -> tuple[People, Couples]:
    """Everybody aged one or over, with ages not known set to one value, and the couples among them."""
    ages = [unknown_age if age is None else age for age, _ in sleepers.people]
    if not sleepers.couples:
        return [(age, sex) for age, (_, sex) in zip(ages, sleepers.people, strict=True) if age != BABY], set()
    kept = [place for place, age in enumerate(ages) if age != BABY]
    new = {place: position for position, place in enumerate(kept)}
    couples = {(new[a], new[b]) for a, b in sleepers.couples if a in new and b in new}
    return [(ages[place], sleepers.people[place][1]) for place in kept], couples


def _without_single_choices(people: People, couples: Couples) -> tuple[People, Couples, int]:
    """Pair off everybody aged 16 or over who has one possible partner: it is never worse, and leaves few couples.

    Returns the people left, the couples left that the ages and sexes alone would not allow, and the pairs made.
    """
    if not couples:
        return people, couples, 0
    partners: dict[int, set[int]] = {}
    for a, b in couples:
        partners.setdefault(a, set()).add(b)
        partners.setdefault(b, set()).add(a)
    gone: set[int] = set()
    waiting = sorted(partners, reverse=True)
    while waiting:
        person = waiting.pop()
        if person in gone or people[person][0] != OLDER or len(partners[person]) != 1:
            continue
        other = partners[person].pop()
        gone |= {person, other}
        for third in partners[other] - {person}:
            partners[third].discard(other)
            waiting.append(third)
    kept = [place for place in range(len(people)) if place not in gone]
    new = {place: position for position, place in enumerate(kept)}
    left = [people[place] for place in kept]
    pairs = {(new[a], new[b]) for a, b in couples if a in new and b in new}
    return left, {(a, b) for a, b in pairs if not _always_pair(left[a], left[b])}, len(gone) // 2


def _always_pair(one: tuple[int, str | None], two: tuple[int, str | None]) -> bool:
    """Two whom age and sex alone allow to share, whatever is found out."""
    if one[0] == two[0] == UNDER_10:
        return True
    return OLDER not in (one[0], two[0]) and one[1] is not None and one[1] == two[1]


def _may_pair(one: tuple[int, str | None], two: tuple[int, str | None]) -> bool:
    """Two whom age and sex allow to share for some value of a sex not known."""
    if OLDER in (one[0], two[0]):
        return False
    return one[0] == two[0] == UNDER_10 or one[1] == two[1] or None in (one[1], two[1])


def _pairs_by_count(people: People, *, hardest: bool) -> int:
    """The most pairs where no couple is left to think of; over sexes not known the fewest (`hardest`) or the most.

    Teenagers of a sex pair among themselves; an odd one takes a younger child of that sex if there is one;
    the younger children left pair among themselves. Only parities matter, so the ways to fill in sexes are few.
    """
    young: Counter[str | None] = Counter()
    teens: Counter[str | None] = Counter()
    for age, sex in people:
        if age != OLDER:
            (young if age == UNDER_10 else teens)[sex] += 1
    total = young.total() + teens.total()
    alone = [
        _alone(young, teens, some_young, odd_teens)
        for some_young in _spread(young[None])
        for odd_teens in _odds(teens[None])
    ]
    return (total - (max(alone) if hardest else min(alone))) // 2


def _alone(young: Counter[str | None], teens: Counter[str | None], some_young: set[str], odd_teens: set[str]) -> int:
    """How many under-16s are left without a pair."""
    odd = [sex for sex in SEXES if (teens[sex] + (sex in odd_teens)) % 2]
    helped = sum(bool(young[sex]) or sex in some_young for sex in odd)
    return len(odd) - helped + (young.total() - helped) % 2


def _spread(unknown: int) -> Iterator[set[str]]:
    """The sets of sexes that this many younger children of unknown sex can turn out to be."""
    if not unknown:
        yield set()
        return
    for chosen in product((False, True), repeat=len(SEXES)):
        if 1 <= sum(chosen) <= unknown:
            yield {sex for sex, taken in zip(SEXES, chosen, strict=True) if taken}


def _odds(unknown: int) -> Iterator[set[str]]:
    """The sets of sexes of which this many teenagers of unknown sex can turn out to be an odd number."""
    if not unknown:
        yield set()
        return
    for chosen in product((False, True), repeat=len(SEXES)):
        if sum(chosen) <= unknown and (unknown - sum(chosen)) % 2 == 0:
            yield {sex for sex, taken in zip(SEXES, chosen, strict=True) if taken}


def _pairs_in_graph(people: People, couples: Couples) -> int:
    """The most pairs, couples counted, over every way to fill in the sexes not known (the kindest)."""
    named = {place for couple in couples for place in couple}
    seen: Counter[tuple[int, str | None]] = Counter()
    classes = Counter(person for place, person in enumerate(people) if place not in named)
    kept, spared = [], 0
    for place, person in enumerate(people):
        enough = len(named) + 9  # alike people pair among themselves beyond what others can take
        surplus = max(0, classes[person] - enough) // 2 * 2 if person[0] != OLDER else 0
        seen[person] += place not in named
        if place in named or seen[person] > surplus:
            kept.append(place)
        else:
            spared += 1
    allowed = [
        frozenset(
            position
            for position, b in enumerate(kept)
            if a != b and (_may_pair(people[a], people[b]) or (min(a, b), max(a, b)) in couples)
        )
        for a in kept
    ]
    return spared // 2 + most_pairs(allowed)


def _fillings(people: People, couples: Couples) -> Iterable[People]:
    """Every way to fill in the sexes not known of people under 16, alike people counted once.

    Where there are more than PATIENCE ways, one harder than any: nobody of unknown sex is like anybody else.
    """
    named = {place for couple in couples for place in couple}
    unknown = [place for place, (age, sex) in enumerate(people) if sex is None and age != OLDER]
    single = [place for place in unknown if place in named]
    alike = [[p for p in unknown if p not in named and people[p][0] == age] for age in (UNDER_10, UNDER_16)]
    if 3 ** len(single) * comb(len(alike[0]) + 2, 2) * comb(len(alike[1]) + 2, 2) > PATIENCE:
        yield [(age, sex or f"not known {place}") for place, (age, sex) in enumerate(people)]
        return
    for one, two, three in product(
        product(SEXES, repeat=len(single)),
        combinations_with_replacement(SEXES, len(alike[0])),
        combinations_with_replacement(SEXES, len(alike[1])),
    ):
        sexes = dict(zip([*single, *alike[0], *alike[1]], (*one, *two, *three), strict=True))
        yield [(age, sexes.get(place, sex)) for place, (age, sex) in enumerate(people)]
