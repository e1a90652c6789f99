"""The levels of the objective one after another, as gains of pairs over what is still open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocation.solving.branch import Match
from allocation.solving.compiled import compiled
from allocation.solving.face import Face
from allocation.solving.levels import BANDS, Levels, mix
from allocation.solving.pairs import Flags, Index, Pairs
from allocation.solving.sides import Whole

TIES = "ties"
CHUNK = 20  # households whose order is decided at once, a bit each
Queue = NDArray[np.intp]
Gains = Callable[[Levels, Pairs, Queue], Whole]
NOBODY: Queue = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Goal:
    """One level: its name and every pair's gain on a face. `again`: asked until nobody is left to decide on."""

    name: str
    gains: Gains
    again: bool = False


def _placed(band: int) -> Gains:
    return lambda levels, pairs, _: (levels.band == band).astype(np.int64)[pairs.household]


def _days(band: int) -> Gains:
    return lambda levels, pairs, _: np.where(levels.band == band, levels.days, 0)[pairs.household]


def _kept(levels: Levels, pairs: Pairs, _: Queue) -> Whole:
    kept: Whole = (levels.held[pairs.household] == pairs.unit).astype(np.int64)
    return kept


def _saving(levels: Levels, pairs: Pairs, _: Queue) -> Whole:
    saving: Whole = levels.dearest - pairs.cost.astype(np.int64)
    return saving


def _order(_: Levels, pairs: Pairs, queue: Queue) -> Whole:
    bits = np.zeros(pairs.households, dtype=np.int64)
    bits[queue] = np.int64(1) << np.arange(len(queue) - 1, -1, -1, dtype=np.int64)
    return bits[pairs.household]


def _hashes(levels: Levels, pairs: Pairs, _: Queue) -> Whole:
    full = (1 << levels.bits) - 1
    return full - mix(levels, pairs.household.astype(np.intp), pairs.unit.astype(np.intp))


GOALS = (
    *(Goal(f"placed in band {band}", _placed(band)) for band in BANDS),
    *(Goal(f"days waited in band {band}", _days(band)) for band in BANDS),
    Goal("held places kept", _kept),
    Goal("cost", _saving),
    Goal(TIES, _order, again=True),
    Goal(TIES, _hashes),
)
COST, LAST = len(GOALS) - 3, len(GOALS) - 1


def gains(levels: Levels, face: Face, goal: int) -> Whole:
    """What each pair of a face gains at a level, at least 0, shape (pairs,)."""
    queue = in_order(levels, face) if GOALS[goal].again else NOBODY
    return GOALS[goal].gains(levels, face.pairs, queue)


def reached(levels: Levels, pairs: Pairs, match: Match, goal: int) -> int:
    """What the pairs of a match gain at a level before the ties."""
    chosen = np.zeros(len(pairs), dtype=np.bool_)
    chosen[pairs.chosen(match)] = True
    return int(GOALS[goal].gains(levels, pairs.kept(chosen), NOBODY).sum())


def in_order(levels: Levels, face: Face) -> Queue:
    """The next households whose place is undecided, the longest wait first."""
    waiting = face.open_households()
    return waiting[np.argsort(-levels.order[waiting])][:CHUNK]


def ordered(levels: Levels, before: Face, value: int, after: Face) -> Face:
    """The face after an order was decided on the face before: a value says of each household whether it is placed."""
    queue = in_order(levels, before)
    has_place = np.array([value >> bit & 1 for bit in range(len(queue) - 1, -1, -1)], dtype=np.bool_)
    placed = after.placed.copy()
    placed[queue[has_place]] = True
    out = np.zeros(len(placed), dtype=np.bool_)
    out[queue[~has_place]] = True
    return replace(after, placed=placed).kept(~out[after.pairs.household])


def decides(face: Face, gain: Whole) -> bool:
    """Whether sets of proposals of the face can differ in these gains, as far as one household at a time shows."""
    return bool(_decides(face.pairs.start, gain, face.placed))


@compiled
def _decides(start: Index, gain: Whole, placed: Flags) -> bool:
    for household in range(len(start) - 1):
        for k in range(start[household], start[household + 1]):
            if gain[k] != (gain[start[household]] if placed[household] else 0):
                return True
    return False
