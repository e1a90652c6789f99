"""The optimum with side rules: level after level over what is still open, by linear programmes and exact bounds.

Of each level the linear programme gives a bound that whole numbers prove. It is taken for the optimum, and everything
that could not reach it is left out before the next level is looked at. Here the programmes are nearly always whole in
the end, and a whole vertex that keeps all that was taken for granted proves it. Where one is not, CP-SAT decides,
over the pairs that the bounds have left: first the pool, then every pair that could beat what the pool gave.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from allocation.solving.branch import Match, Town
from allocation.solving.cover import lightened, narrowed
from allocation.solving.deciding import decide
from allocation.solving.face import Face, Fixed
from allocation.solving.goals import COST, GOALS, LAST, decides, gains, ordered
from allocation.solving.pairs import Flags
from allocation.solving.pricing import Budget, Raised, raised
from allocation.solving.programme import ALMOST, Vertex
from allocation.solving.side_rows import side_rows
from allocation.solving.sides import NOWHERE, Whole

WIDEST = 200_000  # pairs that CP-SAT is given at most


@dataclass(frozen=True, slots=True)
class Proof:
    """The best match found (None if none); the first level that is not proved, by its place in `GOALS`, and its bound.

    `goal` is None when the match is the optimum; `most` is None where nothing is known of that level.
    """

    match: Match | None
    goal: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A goal raised as far as the linear programme goes, on the face that was open before it."""

    goal: int
    found: Raised
    gain: Whole

    @property
    def most(self) -> int:
        """What the level is taken to be."""
        return self.found.cover.most


@dataclass(slots=True)
class Climb:
    """One way up. `best`: a match that is best in every level decided so far; `trail`: stages not yet borne out."""

    town: Town
    budget: Budget
    face: Face
    best: Match | None = None
    trail: list[Stage] = field(default_factory=list)
    goal: int = 0
    open: int | None = None
    most: int | None = None

    def run(self) -> None:
        """Go up until every level is decided or the budget is spent."""
        while self.goal <= LAST:
            gain = gains(self.town.levels, self.face, self.goal)
            stuck = False
            if not decides(self.face, gain):
                self.goal += 1
            elif (stage := self._raise(gain)) is not None:
                self._take(stage)
            elif self.trail:
                stuck = True
            elif not self._search(gain):
                self._give_up(self.goal)
                self._make_do(gain)
                return
            if self.trail and (stuck or self.goal in (COST + 1, LAST + 1)):
                self._bear_out()

    def _raise(self, gain: Whole) -> Stage | None:
        found = raised(self.town, self.face, gain, self.budget)
        return None if found is None else Stage(self.goal, found, gain)

    def _take(self, stage: Stage) -> None:
        """Take a stage's bound for its optimum; if a whole vertex reaches it, all before it is borne out as well."""
        if stage.found.vertex.whole:
            match = stage.found.vertex.match(stage.found.face)
            if keeps(stage.found.face, match) and _worth(stage.found.face, stage.gain, match) == stage.most:
                self.best, self.trail = match, []
                self._go_on(stage, stage.most)
                return
        self.trail.append(stage)
        self._go_on(stage, stage.most)

    def _go_on(self, stage: Stage, value: int) -> None:
        self.face = narrowed(stage.found.face, stage.found.cover, value)
        self.goal = stage.goal + 1
        if GOALS[stage.goal].again:
            self.face = ordered(self.town.levels, stage.found.face, value, self.face)
            self.goal = stage.goal

    def _bear_out(self) -> None:
        """Decide the last stage that is only taken for granted; if that cannot be, the first of them."""
        last, first = self.trail[-1], self.trail[0]
        self.trail = []
        if (last is first or not self._decide(last, None)) and not self._decide(first, self.best):
            self._give_up(first.goal, first.most)
            self.goal = LAST + 1

    def _decide(self, stage: Stage, base: Match | None) -> bool:
        """Work a stage out over whole proposals and go on from there; False if none was found on its face."""
        face, gain = stage.found.face, stage.gain
        match = self._ask(face, gain, near(face, stage.found.vertex), base)
        if match is None or _worth(face, gain, match) < stage.most:
            match = self._ask(face, gain, face.pool, base if match is None else match)
        if match is None:
            return False
        value = _worth(face, gain, match)
        if value < stage.most:
            match, sure = self.beat(stage, match, value)
            value = _worth(face, gain, match)
            if not sure:
                self._give_up(stage.goal, stage.most)
        self.best = match
        self._go_on(replace(stage, found=replace(stage.found, face=face.with_pool(face.where(match)))), value)
        return True

    def _search(self, gain: Whole) -> bool:
        """Decide a level by CP-SAT alone, where the programme could not be solved; False if that is too much."""
        if self.budget.programmes <= 0 or len(self.face.pairs) > WIDEST:
            return False
        answer = decide(self.face, gain, self.best, self.budget.limit)
        self.budget.limit = max(0.0, self.budget.limit - answer.spent)
        if answer.match is None or not answer.sure:
            return False
        self.best = answer.match
        value = _worth(self.face, gain, answer.match)
        before = self.face
        self.face = lightened(replace(before, fixed=(*before.fixed, Fixed(gain, value))))
        if GOALS[self.goal].again:
            self.face = ordered(self.town.levels, before, value, self.face)
        else:
            self.goal += 1
        return True

    def _make_do(self, gain: Whole) -> None:
        """Take what the last, unfinished programme of a level hints at, if it is better than what there is."""
        if self.budget.seen is not None and self.best is not None and self.budget.limit > 0:
            face, found = self.budget.seen
            self.best = self._ask(face, gain, near(face, found), self.best)

    def beat(self, stage: Stage, match: Match, value: int) -> tuple[Match, bool]:
        """A better match than this one, if there is any on the whole face, and whether that is certain."""
        found = stage.found.cover
        left = found.short(value + 1)
        over = found.slack <= left
        if over.sum() > WIDEST:
            return match, False
        face = stage.found.face
        face = replace(face, placed=face.placed | (found.profit > left), full=face.full | (found.price > left))
        answer = decide(face.kept(over), stage.gain[over], match, self.budget.limit, least=value + 1)
        self.budget.limit = max(0.0, self.budget.limit - answer.spent)
        return (match if answer.match is None else answer.match), answer.sure

    def _ask(self, face: Face, gain: Whole, among: Flags, hint: Match | None) -> Match | None:
        """The best match among some pairs of a face, not worse than one that is known to be on it."""
        if hint is not None:
            among = among | face.where(hint)
        answer = decide(face.kept(among), gain[among], hint, self.budget.limit)
        self.budget.limit = max(0.0, self.budget.limit - answer.spent)
        if answer.match is None or (hint is not None and _worth(face, gain, hint) > _worth(face, gain, answer.match)):
            return hint
        return answer.match

    def _give_up(self, goal: int, most: int | None = None) -> None:
        """Note the first level that is not proved, and its bound where one is known."""
        if self.open is None:
            self.open, self.most = goal, most


def climbed(town: Town, pool: Flags, budget: Budget) -> Proof:
    """The optimum of a town, or the best that the budget allows.

    `pool` (pairs,): the pairs that the linear programmes begin with.
    """
    sides = side_rows(town)
    nobody = np.zeros(town.pairs.households, dtype=np.bool_)
    face = Face(town.pairs, sides, nobody, np.zeros(len(sides.room), dtype=np.bool_), (), pool)
    climb = Climb(town, budget, face, best=None if len(town.pairs) else np.full(len(nobody), NOWHERE, dtype=np.intp))
    climb.run()
    return Proof(climb.best, climb.open, climb.most)


def near(face: Face, found: Vertex) -> Flags:
    """The pairs that a vertex uses, and what else its pool has for households whose share is not whole."""
    used = np.zeros(len(face.pairs), dtype=np.bool_)
    used[found.pool[found.share > ALMOST]] = True
    part = found.pool[np.minimum(found.share, 1 - found.share) > ALMOST]
    undecided = np.zeros(face.pairs.households, dtype=np.bool_)
    undecided[np.searchsorted(face.pairs.start, part, side="right") - 1] = True
    return used | (face.pool & undecided[face.pairs.household])


def keeps(face: Face, match: Match) -> bool:
    """Whether a match is a set of proposals of the face: every row, exactly."""
    chosen = np.flatnonzero(face.where(match))
    has_place = match >= 0
    if len(chosen) != int(has_place.sum()) or (face.placed & ~has_place).any():
        return False
    which = np.concatenate([face.pairs.unit[chosen], face.sides.of(chosen)[1]])
    counts = np.bincount(which, minlength=len(face.sides.room))
    inside = (counts <= face.sides.room).all() and (counts[face.full] == face.sides.room[face.full]).all()
    return bool(inside) and all(int(each.gain[chosen].sum()) == each.value for each in face.fixed)


def _worth(face: Face, gain: Whole, match: Match) -> int:
    return int(gain[face.where(match)].sum())
