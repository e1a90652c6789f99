"""The moves of the pathway: what is in the table can be done, and nothing else; nothing ends by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathway.stages import MOVES, OPEN, Move, MoveRefused, Stage, moves_from, next_stage

NEVER_AN_ENDING = ("return_to_danger", "decline_offer", "withdraw", "lose_contact")
CLOSING = tuple(move for move in MOVES if move.to is Stage.CLOSED)


def needs(slug: str) -> list[str]:
    return [need.slug for move in MOVES if move.slug == slug for need in move.needs]


def test_the_stages_in_order_with_their_words() -> None:
    assert [stage.label for stage in Stage] == [
        *("First contact", "Assessment", "Safe tonight", "Placed"),
        *("Settling", "Moving on", "Resettled", "Closed"),
    ]


def test_the_long_way_through() -> None:
    stage = Stage.FIRST_CONTACT
    way = ("assess", "nowhere_safe", "arrive", "settle", "ready_to_move", "resettle", "close_resettled")
    seen = [stage := next_stage(stage, slug, needs(slug)) for slug in way]
    assert seen == list(Stage)[1:]


def test_staying_at_home_with_security_works() -> None:
    assert next_stage(Stage.ASSESSMENT, "stay_home_safely", ["works-signed-off"]) is Stage.SETTLING
    assert next_stage(Stage.SETTLING, "home_is_here") is Stage.RESETTLED


@pytest.mark.parametrize("stage", OPEN)
@pytest.mark.parametrize("slug", NEVER_AN_ENDING)
def test_never_an_ending(stage: Stage, slug: str) -> None:
    assert next_stage(stage, slug) is (Stage.ASSESSMENT if slug == "return_to_danger" else stage)
    assert all(move.asks for move in MOVES if move.slug == slug)


def test_lost_contact_asks_for_welfare_checks_first() -> None:
    lost = next(move for move in MOVES if move.slug == "lose_contact")
    assert lost.asks[0].startswith("Make welfare checks first")
    with pytest.raises(MoveRefused, match="Welfare checks have been made") as refusal:
        next_stage(Stage.PLACED, "close_lost_contact", ["team-agrees"])
    assert [need.slug for need in refusal.value.missing] == ["welfare-checks"]
    assert next_stage(Stage.PLACED, "close_lost_contact", ["team-agrees", "welfare-checks"]) is Stage.CLOSED


@pytest.mark.parametrize("move", CLOSING, ids=lambda move: move.slug)
def test_every_ending_asks_somebody_to_confirm_something(move: Move) -> None:
    assert move.needs
    for stage in move.starts:
        with pytest.raises(MoveRefused, match=f"Before recording “{move.title}”, please confirm"):
            next_stage(stage, move.slug)


def test_closed_is_never_for_good() -> None:
    assert next_stage(Stage.CLOSED, "start_again") is Stage.ASSESSMENT
    assert next_stage(Stage.CLOSED, "nowhere_safe") is Stage.SAFE_TONIGHT
    assert [move.slug for move in moves_from(Stage.CLOSED)] == ["nowhere_safe", "start_again"]


def test_a_refusal_names_the_moves_that_are_allowed() -> None:
    with pytest.raises(MoveRefused) as refusal:
        next_stage(Stage.CLOSED, "settle")
    assert str(refusal.value) == (
        "“Settling begins” cannot be recorded at the stage “Closed”. "
        "What can be recorded: Nowhere safe tonight; Came back."
    )
    assert refusal.value.allowed == moves_from(Stage.CLOSED)
    assert refusal.value.missing == ()


def test_a_move_nobody_has_heard_of_is_refused_without_repeating_it() -> None:
    with pytest.raises(MoveRefused, match=r"^That move cannot be recorded"):
        next_stage(Stage.PLACED, "<script>")


# The whole table once more, to be read by people: where each move leads from each stage, "." where it is refused.
_TEXT = (Path(__file__).parent / "scenarios" / "moves.txt").read_text(encoding="utf-8")
TABLE = [line for line in _TEXT.splitlines() if line and not line.startswith("#")]
INITIALS = dict(zip("FASPTMRC", Stage, strict=True))


@pytest.mark.parametrize("row", TABLE, ids=[row.split()[0] for row in TABLE])
def test_the_table_of_moves(row: str) -> None:
    slug, *cells = row.split()
    for stage, cell in zip(Stage, cells, strict=True):
        if cell == ".":
            with pytest.raises(MoveRefused):
                next_stage(stage, slug, needs(slug))
        else:
            assert next_stage(stage, slug, needs(slug)) is INITIALS[cell]


def test_the_table_above_is_the_whole_table_and_every_move_has_its_words() -> None:
    assert [row.split()[0] for row in TABLE] == [move.slug for move in MOVES]
    assert all(move.title and move.reason and not move.reason.endswith(".") for move in MOVES)
    assert all(ask.endswith(".") for move in MOVES for ask in move.asks)
    slugs = {need.slug: need.sentence for move in MOVES for need in move.needs}
    assert all(slugs[need.slug] == need.sentence for move in MOVES for need in move.needs)
