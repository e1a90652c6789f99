"""The stages of a household's pathway, and the one table of moves between them. Anything else is refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a household is on the pathway; the value is the slug that is stored."""

    FIRST_CONTACT = "first_contact"
    ASSESSMENT = "assessment"
    SAFE_TONIGHT = "safe_tonight"
    PLACED = "placed"
    SETTLING = "settling"
    MOVING_ON = "moving_on"
    RESETTLED = "resettled"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The stage as people read it: "Safe tonight"."""
        return self.value.replace("_", " ").capitalize()


OPEN = tuple(stage for stage in Stage if stage is not Stage.CLOSED)
SEEKING = (Stage.FIRST_CONTACT, Stage.ASSESSMENT, Stage.SAFE_TONIGHT)  # stages at which a place is looked for


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a person confirms before a move is made."""

    slug: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move. `to` None: the household stays at its stage, and the move is kept as what happened.

    `reason` is what the timeline says; `asks` are things to do because of the move.
    """

    slug: str
    title: str
    reason: str
    starts: tuple[Stage, ...]
    to: Stage | None
    needs: tuple[Need, ...] = ()
    asks: tuple[str, ...] = ()


_SHE_KNOWS = Need("knows-she-can-return", "She knows that she can come back, and need not tell it all again")

# Going back, saying no, stopping for now and losing touch are moves, not endings. Ending asks first.
MOVES = (
    Move(
        "assess",
        "Assessment starts",
        "She is telling us what she needs",
        (Stage.FIRST_CONTACT, Stage.SAFE_TONIGHT),
        Stage.ASSESSMENT,
    ),
    Move(
        "nowhere_safe",
        "Nowhere safe tonight",
        "She cannot stay where she is tonight",
        tuple(stage for stage in Stage if stage is not Stage.SAFE_TONIGHT),
        Stage.SAFE_TONIGHT,
        asks=("Find somewhere safe tonight.",),
    ),
    Move(
        "arrive",
        "Arrived",
        "She has arrived at the place that she chose",
        tuple(stage for stage in OPEN if stage is not Stage.RESETTLED),
        Stage.PLACED,
    ),
    Move(
        "stay_home_safely",
        "Stays at home",
        "Her home has been made safe and she is staying in it",
        (Stage.ASSESSMENT, Stage.SAFE_TONIGHT),
        Stage.SETTLING,
        needs=(Need("works-signed-off", "The security works have been signed off"),),
    ),
    Move("settle", "Settling begins", "The first week has passed", (Stage.PLACED,), Stage.SETTLING),
    Move(
        "ready_to_move",
        "Ready to move on",
        "She is ready for a home of her own",
        (Stage.PLACED, Stage.SETTLING),
        Stage.MOVING_ON,
    ),
    Move(
        "move_fell_through",
        "The move fell through",
        "The new home did not come about",
        (Stage.MOVING_ON,),
        Stage.SETTLING,
    ),
    Move(
        "resettle",
        "Moved into a new home",
        "She has moved into her new home",
        (Stage.MOVING_ON,),
        Stage.RESETTLED,
        needs=(
            Need("area-checked-again", "The area of the new home has been checked again for her safety"),
            Need(
                "new-home-secured",
                "The security works on the new home are done, none are needed, or it is written down how she is kept "
                "safe until they are",
            ),
        ),
    ),
    Move(
        "home_is_here",
        "Resettled where she is",
        "The place that she is in is now her home",
        (Stage.SETTLING,),
        Stage.RESETTLED,
    ),
    Move(
        "return_to_danger",
        "Returned to danger",
        "She has gone back, or had to go back, to where she is at risk",
        OPEN,
        Stage.ASSESSMENT,
        asks=(
            "Review the risk today, and the safety plan with her.",
            "Tell her, when it is safe to, that the door stays open.",
        ),
    ),
    Move(
        "decline_offer",
        "Said no to an offer",
        "The place was not right for her",
        OPEN,
        None,
        asks=("Ask what was wrong with it, so that the next one is better.",),
    ),
    Move(
        "withdraw",
        "Asked us to stop for now",
        "She does not want support at the moment",
        OPEN,
        None,
        asks=(
            "Speak with her alone, to be sure that nobody is deciding for her.",
            "Agree how she can come back, and how it is safe to be in touch.",
        ),
    ),
    Move(
        "lose_contact",
        "Lost contact",
        "Nobody has been able to reach her safely",
        OPEN,
        None,
        asks=(
            "Make welfare checks first, through people and places that are safe for her.",
            "Never ask the person of concern, or anybody who might tell them.",
        ),
    ),
    Move("back_in_touch", "Back in touch", "She has been reached, or has come to us", OPEN, None),
    Move(
        "close_resettled",
        "Support ends: resettled",
        "She is safe and settled",
        (Stage.RESETTLED,),
        Stage.CLOSED,
        needs=(Need("last-contact-made", "The last contact after her move has been made"), _SHE_KNOWS),
    ),
    Move(
        "close_withdrawn",
        "Support ends: she asked",
        "She wants the support to end",
        OPEN,
        Stage.CLOSED,
        needs=(Need("her-own-words", "She told us so herself, alone and safely"), _SHE_KNOWS),
    ),
    Move(
        "close_lost_contact",
        "Support ends: contact lost",
        "She could not be reached, whatever was tried",
        OPEN,
        Stage.CLOSED,
        needs=(
            Need("welfare-checks", "Welfare checks have been made, through people and places that are safe for her"),
            Need("team-agrees", "The homelessness team agrees that everything has been tried"),
        ),
    ),
    Move(
        "close_handed_over",
        "Support ends: handed over",
        "Another service supports her now",
        OPEN,
        Stage.CLOSED,
        needs=(Need("handover-met", "The other service has said yes, and has spoken with her"), _SHE_KNOWS),
    ),
    Move(
        "close_died",
        "Support ends: she has died",
        "She has died",
        OPEN,
        Stage.CLOSED,
        needs=(Need("death-confirmed", "Her death has been confirmed"),),
        asks=("Tell the partnership's lead, who decides on a domestic abuse related death review.",),
    ),
    Move(
        "start_again",
        "Came back",
        "She has come back, and her story is still here",
        (Stage.RESETTLED, Stage.CLOSED),
        Stage.ASSESSMENT,
    ),
)


class MoveRefused(ValueError):
    """The move is not in the table, or something that it needs has not been confirmed.

    The text is the sentence for the page; `allowed` are the moves that can be made; `missing` is what to confirm.
    """

    def __init__(self, sentence: str, allowed: tuple[Move, ...], missing: tuple[Need, ...] = ()) -> None:
        super().__init__(sentence)
        self.allowed = allowed
        self.missing = missing


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """The moves allowed at a stage, in the order of the table."""
    return tuple(move for move in MOVES if stage in move.starts)


def next_stage(stage: Stage, slug: str, confirmed: Collection[str] = ()) -> Stage:
    """The stage after the move, or the same where it stays. `confirmed` are slugs out of the move's `needs`.

    Raises:
        MoveRefused: no such move at that stage, or something that it needs is not confirmed.
    """
    allowed = moves_from(stage)
    move = next((move for move in allowed if move.slug == slug), None)
    if move is None:
        raise MoveRefused(_not_here(stage, slug, allowed), allowed)
    missing = tuple(need for need in move.needs if need.slug not in confirmed)
    if missing:
        needed = "; ".join(need.sentence for need in missing)
        raise MoveRefused(f"Before recording “{move.title}”, please confirm: {needed}.", allowed, missing)
    return stage if move.to is None else move.to


def _not_here(stage: Stage, slug: str, allowed: tuple[Move, ...]) -> str:
    wanted = next((f"“{move.title}”" for move in MOVES if move.slug == slug), "That move")
    titles = "; ".join(move.title for move in allowed)
    return f"{wanted} cannot be recorded at the stage “{stage.label}”. What can be recorded: {titles}."
