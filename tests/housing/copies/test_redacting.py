"""What is about somebody else is left out of a text, however it is written; what is hers stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.copies.content import Line, as_text, files, from_json, put_together, to_json, without
from housing.copies.redacting import LEFT_OUT, names_of, redacted

NAMES = names_of(["Darren Łęcki-Smith", "José O'Brien", None], keep=["Anna Smith"], also=["Rowan House"])


@pytest.mark.parametrize(
    "text",
    [
        "Darren", "DARREN", "darren’s", "Lecki", "ŁĘCKI-SMITH", "jose", "José’s", "O’Brien", "obrien", "rowan",
        "S60 1AA", "s601aa", "07700 900123", "(01632) 960 001", "+44 1632 960001", "made.up+1@example.invalid",
    ],
)  # fmt: skip
def test_whoever_it_stands_for_is_left_out(text: str) -> None:
    said, places = redacted(f"She told us that {text} came.", NAMES)
    assert said == f"She told us that {LEFT_OUT} came."
    assert places == 1


@pytest.mark.parametrize(
    "text", ["Anna Smith asked.", "Day 12 of 56, on 4 January 2027.", "Band 1; DASH total 15.", ""]
)
def test_what_is_hers_stays(text: str) -> None:
    assert redacted(text, NAMES) == (text, 0)


def test_a_word_that_is_asked_for_goes_even_where_it_is_her_own() -> None:
    assert redacted("Mr Smith", names_of([], keep=["Anna Smith"], also=["smith"])) == (f"Mr {LEFT_OUT}", 1)


def test_several_together_are_one_place() -> None:
    assert redacted("It was José O'Brien, Darren.", NAMES) == (f"It was {LEFT_OUT}.", 1)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["Darren", "ŁĘCKI", "o'brien"]))
def test_nothing_around_a_name_saves_it(before: str, after: str, name: str) -> None:
    said, _ = redacted(f"{before} {name} {after}", names_of(["Darren Łęcki", "O'Brien"]))
    assert f" {name} " not in f" {said} "


def test_a_copy_is_kept_whole_and_a_part_without_lines_is_left_away() -> None:
    content = put_together(
        [("You", [Line("a", "Anna Smith"), Line("b", "Darren")]), ("Nothing", [])], NAMES, why=["Because."]
    )
    assert from_json(to_json(content)) == content
    assert content.left_out == 1
    assert as_text(content) == f"# You\n\nAnna Smith\n\n{LEFT_OUT}\n\n# What was left out, and why\n\nBecause."


def test_a_copy_from_before_lines_had_keys_is_read_with_numbers() -> None:
    kept = '{"passages": [{"title": "You", "lines": ["Anna"]}], "why": ["Because."], "left_out": 0}'
    assert [line.key for line in from_json(kept).lines()] == ["You:0"]


def test_lines_that_are_not_given_are_counted_and_not_named() -> None:
    lines = [Line("a", "Anna Smith"), Line("b", "a secret")]
    content = put_together([("You", lines), ("Later", [Line("c", "another secret")])], NAMES, why=["Because."])
    assert without(content, []) == content
    said = without(content, {"b", "c", "gone"})
    assert [each.title for each in said.passages] == ["You"]
    assert said.why[0].startswith("2 lines are not given. You may ask us why")
    assert "secret" not in to_json(said)


def test_a_long_copy_is_cut_into_files_and_no_line_is_lost() -> None:
    lines = [Line(str(number), f"line {number}") for number in range(7)]
    content = put_together([("You", lines[:4]), ("Later", lines[4:])], NAMES, why=["Because."])
    for most in (1, 3, 4, 7, 100):
        found = files(content, most)
        assert [line for each in found for line in each.lines()] == lines
        assert max(len(list(each.lines())) for each in found) <= most
        assert [each.why for each in found] == [*[()] * (len(found) - 1), ("Because.",)]
        assert "What was left out" in as_text(found[-1])
    assert files(put_together([], NAMES, why=["Because."]), 3)[0].why == ("Because.",)
