"""A safety plan says at least what she does first, whom she calls and how she gets out."""

from __future__ import annotations

from pathway.safety_plan import MINE, NEEDED, PARTS, empty_parts


def test_every_part_has_her_own_words_too() -> None:
    assert list(MINE) == list(PARTS)


def test_what_a_plan_cannot_be_without_is_named() -> None:
    assert empty_parts({}) == tuple(PARTS[part] for part in NEEDED)
    assert empty_parts({"first": "x", "call": " ", "out": "y"}) == ("Whom she calls, and the word that means come now",)
    assert empty_parts(dict.fromkeys(PARTS, "made up")) == ()
