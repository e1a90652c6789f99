"""The optimum with side rules, by branching on what the relaxation breaks.

A node forbids some households some properties and ties some to one. Its bound is the relaxation's own
optimum, compared level by level; the best open node is opened first. Children cut their parent into parts
that do not overlap, so every set of proposals that keeps the side rules lies in some open node. Of the
broken side rules the one is branched on that makes the bound worst (conflict-based search does the same:
Boyarski et al. 2015). A node that breaks nothing is worked out again with the ties; when such a node is the
best one open, it is the one optimum.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.couplings import Breach, Couplings, breaches
from allocation.solving.levels import Levels, Mask, Matrix, Score, folded, score
from allocation.solving.pairs import Pairs
from allocation.solving.relaxation import relaxed
from allocation.solving.standing import Standing, standing

Match = NDArray[np.intp]
Ties = tuple[tuple[int, int], ...]  # (household, property it must have)
LOOKED_AT = 2  # broken side rules whose children are tried before one is branched on


@dataclass(frozen=True)
class Town:
    """What a search needs to know: levels, the pairs to choose from, each unit's property (m,), the side rules."""

    levels: Levels
    pairs: Pairs
    home: NDArray[np.intp]
    rules: Couplings

    @cached_property
    def weights(self) -> Matrix:
        """Every level but the ties as one whole number, at least 1, for each pair: shape (pairs,)."""
        return folded(self.levels, self.pairs)

    @cached_property
    def units_of(self) -> dict[int, list[int]]:
        """The units of each property, by index, in order."""
        found: dict[int, list[int]] = {}
        for unit, home in enumerate(self.home.tolist()):
            found.setdefault(home, []).append(unit)
        return found

    def pairs_at(self, home: int) -> NDArray[np.int64]:
        """The positions of the pairs with a property's units."""
        found = [self.pairs.of_unit(unit) for unit in self.units_of.get(home, ())]
        return np.concatenate([np.empty(0, dtype=np.int64), *found])


@dataclass(frozen=True, slots=True)
class Part:
    """Some of all sets of proposals, with the best of them while side rules are not looked at.

    `ranked`: its score is of the one best match, ties included; else of any best match, ties left out.
    """

    score: Score
    match: Match
    standing: Standing
    forbidden: frozenset[tuple[int, int]] = frozenset()
    tied: Ties = ()
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """How a search ended: the optimum if it was reached, else None; how many parts were opened."""

    match: Match | None
    nodes: int
    bound: Score | None = None  # where the search ended because it was enough to know


def lives_in(town: Town, match: Match) -> dict[int, int]:
    """Each placed household's property, by index."""
    rows = np.flatnonzero(match >= 0)
    return dict(zip(rows.tolist(), town.home[match[rows]].tolist(), strict=True))


def broken(town: Town, match: Match) -> list[Breach]:
    """The side rules that a match breaks."""
    return breaches(town.rules, lives_in(town, match))


def closed(town: Town) -> Town:
    """The town without the pairs that no proposal can use: sorts of household that a property has no room for."""
    household = town.pairs.household
    allowed = np.ones(len(town.pairs), dtype=np.bool_)
    for cap in town.rules.caps:
        if cap.room == 0:
            here = town.pairs_at(cap.property)
            allowed[here[_mask(town, cap.members)[household[here]]]] = False
    return town if allowed.all() else replace(town, pairs=town.pairs.kept(allowed))


def whole(town: Town) -> Part:
    """All sets of proposals."""
    found = standing(town.pairs, town.weights)
    return Part(score(town.levels, town.pairs, found.match, ties=False), found.match, found)


def children(town: Town, parent: Part, breach: Breach) -> list[Part]:
    """The parts in which at most `room` of the breach's members live there: each leaves one more of them out."""
    tied = dict(parent.tied)
    movable = [household for household in breach.members if household not in tied]
    room = breach.room - (len(breach.members) - len(movable))
    found = []
    for position, household in enumerate(movable[: room + 1] if room >= 0 else ()):
        staying = tuple((other, breach.property) for other in movable[:position])
        child = _sent_away(town, parent, household, breach.property, staying)
        if child is not None:
            found.append(child)
    return found


def _sent_away(town: Town, parent: Part, household: int, home: int, staying: Ties) -> Part | None:
    """The part of the parent in which a household does not live in a property and some others must."""
    forbidden, tied = parent.forbidden | {(household, home)}, (*parent.tied, *staying)
    weights = _weights(town, forbidden, tied)
    changed = np.flatnonzero(weights != parent.standing.weight())
    found = parent.standing.after(changed, weights[changed])
    if any(found.match[other] < 0 for other, _ in tied):
        return None
    return Part(score(town.levels, town.pairs, found.match, ties=False), found.match, found, forbidden, tied)


def _weights(town: Town, forbidden: frozenset[tuple[int, int]], tied: Ties) -> Matrix:
    """The weights of a part: nobody where they are forbidden, who is tied in their property, and what follows."""
    weights, pairs = town.weights.copy(), town.pairs
    for household, home in forbidden:
        hers = weights[pairs.of(household)]
        hers[town.home[pairs.unit[pairs.of(household)]] == home] = 0
    for household, home in tied:
        hers = weights[pairs.of(household)]
        there = town.home[pairs.unit[pairs.of(household)]] == home
        own = np.where(there & (hers > 0), hers + town.levels.bonus(household), 0)
        _shut(town, weights, home, _cannot_join(town, household))
        hers[:] = own
    for cap in town.rules.caps:
        counted = {household for household, home in tied if home == cap.property} & cap.members
        if counted and len(counted) >= cap.room:
            _shut(town, weights, cap.property, _mask(town, cap.members - counted))
    return weights


def _shut(town: Town, weights: Matrix, home: int, who: Mask) -> None:
    """Take away the pairs of some households (n,) with a property."""
    here = town.pairs_at(home)
    household = np.searchsorted(town.pairs.start, here, side="right") - 1
    weights[here[who[household]]] = 0


def _cannot_join(town: Town, household: int) -> Mask:
    """Who must not be proposed for the property where this household is: shape (n,)."""
    rules = town.rules
    if household in rules.alone:
        return np.ones(town.pairs.households, dtype=np.bool_)
    return _mask(town, rules.apart.get(household, frozenset()) | rules.alone)


def _mask(town: Town, households: frozenset[int]) -> Mask:
    found = np.zeros(town.pairs.households, dtype=np.bool_)
    found[list(households)] = True
    return found


def _ranked(town: Town, part: Part) -> Part:
    """The same part with its one best match, ties included."""
    pairs = town.pairs.kept(_weights(town, part.forbidden, part.tied) > 0)
    match = relaxed(town.levels, pairs, frozenset(household for household, _ in part.tied))
    return replace(part, score=score(town.levels, town.pairs, match), match=match, ranked=True)


def search(
    town: Town, most_nodes: int, root: Part | None = None, *, enough: Callable[[Score], bool] | None = None
) -> Search:
    """Best part first, until one breaks nothing or `most_nodes` have been opened.

    With `enough`, ties are left out, and the search ends too once the best open bound is enough to know.
    """
    ties = enough is None
    first = root or whole(town)
    waiting = [(first.score, 0, first)]
    made = opened = 0
    while waiting:
        bound, _, best = heapq.heappop(waiting)
        if enough is not None and enough(bound):
            return Search(None, opened, bound)
        found = broken(town, best.match)
        if not found and (best.ranked or not ties):
            return Search(best.match, opened)
        if not found:
            made += 1
            best = _ranked(town, best)
            found = broken(town, best.match)
            if not found:
                heapq.heappush(waiting, (best.score, made, best))
                continue
        opened += 1
        if opened > most_nodes:
            return Search(None, opened)
        for child in _worst_for(town, best, found):
            made += 1
            heapq.heappush(waiting, (child.score, made, child))
    return Search(None, opened)


def plunge(town: Town, root: Part) -> Part | None:
    """A good part that breaks nothing, quickly: always the best child. None if it runs into a dead end."""
    part = root
    while found := broken(town, part.match):
        tried = _worst_for(town, part, found)
        if not tried:
            return None
        part = min(tried, key=lambda child: child.score)
    return part


def _worst_for(town: Town, part: Part, found: list[Breach]) -> list[Part]:
    """The children by that broken side rule whose best child is the worst: the bound rises fastest."""
    chosen: list[Part] = []
    for breach in _shortest(found):
        tried = children(town, part, breach)
        if not tried:
            return tried
        if not chosen or min(child.score for child in tried) > min(child.score for child in chosen):
            chosen = tried
    return chosen


def _shortest(found: list[Breach]) -> Iterator[Breach]:
    return iter(sorted(found, key=lambda breach: breach.room)[:LOOKED_AT])
