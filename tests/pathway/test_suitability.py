"""The heads under which it is reasoned whether a place is suitable."""

from __future__ import annotations

from datetime import date

from pathway.suitability import HEADS, ORDER, heads, missing

TODAY = date(2026, 11, 23)


def test_the_order_s_heads_are_asked_since_it_is_in_force() -> None:
    of_the_order = {head.slug for head in HEADS if head.source == ORDER}
    assert of_the_order == {"distance", "disruption", "medical", "amenities"}
    assert of_the_order <= {head.slug for head in heads(date(2012, 11, 9))}
    assert not of_the_order & {head.slug for head in heads(date(2012, 11, 8))}


def test_every_head_has_a_question_a_source_and_a_slug_of_its_own() -> None:
    assert len({head.slug for head in HEADS}) == len(HEADS)
    assert all(head.asks.endswith("?") and head.source and head.title for head in HEADS)


def test_what_is_missing_is_what_is_needed_and_empty() -> None:
    everything = {head.slug: "Made up" for head in HEADS}
    assert missing(everything, TODAY) == ()
    assert [head.slug for head in missing({**everything, "medical": "  ", "else": ""}, TODAY)] == ["medical"]
    assert len(missing({}, TODAY)) == len(HEADS) - 1
