"""How a presentation can end, as data: which outcome is counted, and which move of the pathway it is."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.stages import MOVES, Need, Stage

KNOWS = next(need for move in MOVES for need in move.needs if need.slug == "knows-she-can-return")
# Another service supports her from the moment at which it says yes, and by nothing that we record alone (ADR 87).
BY_ANOTHER_SERVICE = "handed_over"
HAND_OVER_FIRST = "Hand the case over to the other service first: only its yes ends our part."


@dataclass(frozen=True, slots=True)
class Ending:
    """One way to end.

    `move` is a move of pathway.stages; None where the council could not help, which is no move that she makes: it can
    be recorded at every stage. `reason` is the reason counted for it, `asks_reason` where the officer selects one.
    """

    slug: str
    label: str
    outcome: str
    move: str | None
    asks_reason: bool = False
    reason: str | None = None
    hint: str = ""

    @property
    def needs(self) -> tuple[Need, ...]:
        """What a person confirms before it is recorded."""
        if self.move is None:
            return (KNOWS,)
        return next(move.needs for move in MOVES if move.slug == self.move)

    def possible_at(self, stage: Stage) -> bool:
        """Whether it can be recorded at a stage."""
        if self.move is None:
            return stage is not Stage.CLOSED
        return any(move.slug == self.move and stage in move.starts for move in MOVES)


ENDINGS = (
    Ending("resettled", "She is resettled", "resettled", "close_resettled"),
    Ending("withdrawn", "She asked us to stop", "withdrawn", "close_withdrawn"),
    Ending(
        "not_supported",
        "We could not help her",
        "not_supported",
        None,
        asks_reason=True,
        hint="The reason is counted in the council’s report on unmet need",
    ),
    Ending("lost_contact", "Contact was lost", "not_supported", "close_lost_contact", reason="lost_contact"),
    Ending(BY_ANOTHER_SERVICE, "Another service supports her now", "handed_over", "close_handed_over"),
    Ending("died", "She has died", "died", "close_died"),
)


def possible(stage: Stage) -> tuple[Ending, ...]:
    """The endings that a person can select at a stage."""
    return tuple(one for one in ENDINGS if one.slug != BY_ANOTHER_SERVICE and one.possible_at(stage))


def ending(slug: str) -> Ending | None:
    """The ending of that name."""
    return next((one for one in ENDINGS if one.slug == slug), None)
