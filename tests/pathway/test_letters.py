"""Letters: nothing gets in but what each may say, and none is sent with a blank in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pathway.decisions import KINDS
from pathway.letter_texts import FIRST, LETTERS
from pathway.letters import MAY_SAY, BlankLeft, Recipient, fill, letter_for

TODAY = date(2026, 11, 23)


def test_each_letter_says_only_what_its_recipient_may_be_told() -> None:
    for letter in LETTERS:
        assert letter.blanks <= MAY_SAY[letter.recipient], letter.slug
        assert letter.source
        assert letter.title
    words = frozenset.union(*MAY_SAY.values())
    assert not {word for word in words if "address" in word or "place" in word or "postcode" in word}
    assert not {"dear", "reasons", "decision"} & MAY_SAY[Recipient.COUNCIL]


def test_every_decision_that_can_be_made_has_a_letter() -> None:
    for each in KINDS:
        assert (letter_for("decision", each.slug, TODAY, LETTERS) is None) is bool(each.never), each.slug
    assert letter_for("review", "asked", TODAY, LETTERS)
    assert letter_for("review", "extended", TODAY, LETTERS) is None
    assert letter_for("decision", "relief_owed", date(2019, 12, 31), LETTERS) is None


def test_new_words_count_from_their_day() -> None:
    old = replace(LETTERS[0], until_on=TODAY)
    new = replace(LETTERS[0], from_on=TODAY, paragraphs=("New words",))
    assert letter_for("decision", "relief_owed", FIRST, (old, new)) is old
    assert letter_for("decision", "relief_owed", TODAY, (old, new)) is new


def test_a_letter_is_filled_whole_or_not_at_all() -> None:
    letter = replace(LETTERS[0], paragraphs=("{dear}", "# Why", "{reasons} {dear}"))
    assert (
        fill(letter, {"dear": "Hello,", "reasons": " {reference} \\1 "}) == "Hello,\n\n# Why\n\n{reference} \\1 Hello,"
    )
    with pytest.raises(BlankLeft) as error:
        fill(letter, {"dear": " "})
    assert error.value.names == ("dear", "reasons")
