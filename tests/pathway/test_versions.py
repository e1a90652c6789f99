"""A council's own versions of clocks, prompts and letters: in their days, and never what they must not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pathway.clocks import last_day
from pathway.duties import CLOCKS, Counting, clock
from pathway.letter_texts import LETTERS
from pathway.letters import MAY_SAY, Recipient, fill, letter_for
from pathway.prompts import PROMPTS, Facts, prompts
from pathway.versions import (
    CHANGEABLE,
    MADE_UP,
    Version,
    changed,
    clocks_with,
    letters_with,
    prompts_with,
    read_warnings,
    required,
    terms,
    why_not_clock,
    why_not_letter,
)

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
REVIEW = clock("plan-review", TODAY)
SHORTER = {"length": 14, "counting": "DAYS_FROM_FIRST", "warns": [10]}


def version(from_on: date, value: dict[str, Any]) -> Version:
    return Version(from_on, value, "Made-up decision", True)


def test_a_clock_runs_otherwise_from_its_day_and_not_before() -> None:
    own = {"plan-review": [version(TOMORROW + timedelta(days=9), {**SHORTER, "length": 7}), version(TOMORROW, SHORTER)]}
    rows = clocks_with(own)
    assert [clock("plan-review", on, rows).length for on in (TODAY, TOMORROW, TODAY + timedelta(days=11))] == [
        28,
        14,
        7,
    ]
    found = clock("plan-review", TOMORROW, rows)
    assert (found.source, found.verified, found.title) == ("Made-up decision", True, REVIEW.title)
    assert len(rows) == len(CLOCKS) + 2
    assert {row.key for row in rows} == {row.key for row in CLOCKS}


def test_a_version_from_the_first_day_leaves_nothing_of_what_it_replaces() -> None:
    prompt = next(each for each in PROMPTS if each.from_on is not None)
    assert prompt.from_on is not None
    said = {"sentence": "New words", "section": "s1", "holds": True}
    rows = prompts_with({prompt.id: [version(prompt.from_on, said)]})
    assert [each.sentence for each in rows if each.id == prompt.id] == ["New words"]


def test_what_a_running_clock_keeps_makes_the_same_clock_again() -> None:
    own = changed(REVIEW, SHORTER)
    assert changed(REVIEW, terms(own)) == own
    assert last_day(own, TODAY) == TODAY + timedelta(days=13)


def test_a_prompt_that_holds_no_more_is_not_said() -> None:
    own = {"evidence-not-needed": [version(TOMORROW, {"sentence": "x", "section": "s", "holds": False})]}
    rows = prompts_with(own)
    assert "evidence-not-needed" in {each.prompt.id for each in prompts(Facts(), TODAY, rows)}
    assert "evidence-not-needed" not in {each.prompt.id for each in prompts(Facts(), TOMORROW, rows)}


def test_a_letter_reads_otherwise_from_its_day() -> None:
    first = LETTERS[0]
    words = {"title": "New title", "paragraphs": [*first.paragraphs, "One more."]}
    rows = letters_with({first.slug: [version(TOMORROW, words)]})
    before, after = (letter_for("decision", "relief_owed", on, rows) for on in (TODAY, TOMORROW))
    assert before is not None
    assert after is not None
    assert (before.title, after.title, after.paragraphs[-1]) == (first.title, "New title", "One more.")
    assert after.from_on == TOMORROW


def test_every_letter_can_be_shown_with_made_up_facts() -> None:
    for letter in LETTERS:
        assert fill(letter, MADE_UP)
    assert set(MADE_UP) == MAY_SAY[Recipient.HER] | MAY_SAY[Recipient.COUNCIL]


@pytest.mark.parametrize(("typed", "read"), [("42, 49,55", (42, 49, 55)), ("", ()), (" 7;3; 7 ", (3, 7))])
def test_reminders_are_read(typed: str, read: tuple[int, ...]) -> None:
    assert read_warnings(typed) == read


@pytest.mark.parametrize("typed", ["a week", "-3", "3.5", "٣", "9999"])
def test_what_is_no_number_is_no_reminder(typed: str) -> None:
    with pytest.raises(ValueError, match="Enter the days"):
        read_warnings(typed)


@pytest.mark.parametrize(
    ("key", "length", "counting", "warns", "field"),
    [
        ("plan-review", 14, Counting.DAYS_FROM_FIRST, (10,), None),
        ("plan-review", 2, Counting.WEEKS, (10,), None),
        ("bed-and-breakfast", 49, Counting.DAYS_FROM_FIRST, (), "length"),
        ("plan-review", 14, Counting.NIGHTS, (), "counting"),
        ("plan-review", 0, Counting.WEEKS, (), "length"),
        ("plan-review", 401, Counting.WEEKS, (), "length"),
        ("plan-review", 14, Counting.DAYS_FROM_FIRST, (15,), "warns"),
        ("plan-review", 14, Counting.WEEKS, (0,), "warns"),
        ("plan-review", 14, Counting.WEEKS, tuple(range(1, 8)), "warns"),
    ],
)
def test_a_clock_cannot_be_just_anything(
    key: str, length: int, counting: Counting, warns: tuple[int, ...], field: str | None
) -> None:
    found = why_not_clock(clock(key, TODAY), length, counting, warns)
    assert (found[0] if found else None) == field


def test_only_clocks_with_a_length_can_be_changed() -> None:
    assert all(clock(key, TODAY).length for key in CHANGEABLE)


def test_no_letter_gets_a_blank_for_an_address_or_loses_what_it_must_say() -> None:
    first, council = LETTERS[0], next(each for each in LETTERS if each.recipient is Recipient.COUNCIL)
    assert why_not_letter(first, first.title, first.paragraphs) is None
    for letter, title, paragraphs, said in (
        (first, first.title, (*first.paragraphs, "{refuge_address}"), "refuge_address"),
        (council, council.title, (*council.paragraphs, "{reasons}"), "reasons"),
        (first, first.title, first.paragraphs[:4], "{review_days}"),
        (first, first.title, (*first.paragraphs, "a } brace"), "brace"),
        (first, first.title, (), "paragraphs"),
        (first, first.title, ("x",) * 61, "paragraphs"),
        (first, " ", first.paragraphs, "title"),
        (first, "{reasons}", first.paragraphs, "title"),
    ):
        found = why_not_letter(letter, title, paragraphs)
        assert found is not None
        assert said in found[1]


def test_what_must_be_said_is_that_which_came_with_haven() -> None:
    first = LETTERS[0]
    assert required(replace(first, paragraphs=("x",))) == required(first)
    assert "reference" in required(first)
    assert "officer" not in required(first)
    assert required(replace(first, slug="made-up", paragraphs=("{today}",))) == {"today"}
