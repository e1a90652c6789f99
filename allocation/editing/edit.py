"""What people decided beside the problem: pairs that must be proposed and pairs that must not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

FORMAT = "matching-edits/1"
Pair = tuple[str, str]  # the ids of a household and of a unit


@dataclass(frozen=True, slots=True)
class Edits:
    """Pins (the household has exactly that unit, and nobody else has it) and bans (never proposed together).

    Sorted and without repeats, so that nothing depends on the order in which they are given.
    """

    pins: tuple[Pair, ...] = ()
    bans: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pins", tuple(sorted(set(self.pins))))
        object.__setattr__(self, "bans", tuple(sorted(set(self.bans))))

    def __bool__(self) -> bool:
        return bool(self.pins or self.bans)

    def without(self, pair: Pair) -> Edits:
        """The same without one pin or ban."""
        return Edits(_but(self.pins, pair), _but(self.bans, pair))


NO_EDITS = Edits()


def document(edits: Edits) -> dict[str, object]:
    """The edits as JSON, in the format that `read_edits` reads."""
    return {"format": FORMAT, "pins": _listed(edits.pins), "bans": _listed(edits.bans)}


def digest(edits: Edits) -> str:
    """The SHA-256 of the edits written in one way only; a result made with edits carries it."""
    text = json.dumps(document(edits), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _listed(pairs: tuple[Pair, ...]) -> list[dict[str, str]]:
    return [{"household": household, "unit": unit} for household, unit in pairs]


def _but(pairs: tuple[Pair, ...], left_out: Pair) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair != left_out)
