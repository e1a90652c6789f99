"""Who got a unit instead, in words for somebody who may not know who it is."""

from __future__ import annotations

PINNED, SIDE_RULES = "pinned", "side rules"


def another(level: str, *, band: int, own: int) -> str:
    """What may be said of a household by whom a unit was taken: no more than its band beside the loser's own.

    `level`: as in `lost_to`; where a pin or those who live there decided, the band has nothing to do with it. Never who
    it is, how long it has waited or what it is like.
    """
    if level in (PINNED, SIDE_RULES):
        return "another household"
    if band < own:
        return "another household in a more urgent band"
    return f"another household in {'the same' if band == own else 'a less urgent'} band"
