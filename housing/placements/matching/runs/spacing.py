"""Two who are both looking for a place, and must not live near one another: a run proposes no two homes too close.

The problem document keeps a pair out of one property and knows no wider rule about two proposals. So an answer is
looked at, and where two homes are too close for a pair, the home of the one is closed to the household that comes
later, and the run is made again. Each time something more is closed, so it ends; the problem that is stored is the last
one, and a replay gives the same answer (docs/adr/0057).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from housing.placements.matching.apart import Apart, zone_at
from housing.placements.matching.snapshot import Snapshot

Placed = Mapping[UUID, UUID]  # a household's proposed property


def spaced(snapshot: Snapshot, result: Mapping[str, Any], *, pinned: Iterable[UUID] = ()) -> Snapshot | None:
    """The problem with one home more closed for each pair that the answer brings too close; None where there is none.

    `pinned` are households to whom a person has pinned a unit: the other one of a pair gives way.
    """
    home_of = {unit["id"]: UUID(home["id"]) for home in snapshot.document["properties"] for unit in home["units"]}
    placed = {UUID(each["household"]): home_of[each["unit"]] for each in result["proposals"]}
    order = _order(snapshot.document["households"], set(pinned))
    closed = {}
    for one, other in _too_close(snapshot.apart, placed):
        gives_way = max(one, other, key=lambda each: order[each])
        closed[gives_way] = placed[gives_way]
    if not closed:
        return None
    problem = snapshot.document
    households = [_closed(each, closed.get(UUID(each["id"])), snapshot.apart) for each in problem["households"]]
    return replace(snapshot, document={**problem, "households": households})


def _too_close(apart: Apart, placed: Placed) -> list[tuple[UUID, UUID]]:
    wide = (pair for pair, levels in apart.pairs.items() if any(level.reaches_out for level in levels))
    return [
        (one, other)
        for one, other in wide
        if one in placed and other in placed and apart.too_close(one, other, placed[one], placed[other])
    ]


def _order(households: Iterable[Mapping[str, Any]], pinned: set[UUID]) -> dict[UUID, tuple[bool, int, str, str]]:
    """Who comes first: somebody pinned, then the band, then who has waited longest."""
    return {
        UUID(each["id"]): (UUID(each["id"]) not in pinned, each["band"], each["waiting_since"], each["id"])
        for each in households
    }


def _closed(household: dict[str, Any], home: UUID | None, apart: Apart) -> dict[str, Any]:
    if home is None or household["danger_zones"] is None:
        return household
    return {**household, "danger_zones": [*household["danger_zones"], zone_at(apart.spots[home])]}
