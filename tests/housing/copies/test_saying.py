"""A value in words that she can read; what finds her or lets somebody pass for her is only said to be held."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from housing.copies.catalogue.entries import How, Shown
from housing.copies.saying import ANOTHER, HELD, IN_HAVEN, Known, said

CHILD = uuid4()
KNOWN = Known({"kinds": {"call": "Telephone call"}}, {CHILD: "Little Person"})


def one(value: object, how: How = How.PLAIN, listed: str = "", account: UUID | None = None) -> str:
    row: dict[str, Any] = {"it": value, "account_id": account}
    return said(Shown("it", "It", listed, how), row, KNOWN)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""), ("", ""), ([], ""), (True, "yes"), (False, "no"), (date(2026, 3, 1), "1 March 2026"),
        (time(9, 30), "9:30am"), (3, "3"), (Decimal("1.5"), "1.5"), ("not_agreed", "not agreed"),
        ("As It Is", "As It Is"),
        (["call", "not_known"], "call, not known"),
    ],
)  # fmt: skip
def test_each_type_is_said_as_people_say_it(value: object, words: str) -> None:
    assert one(value) == words


def test_lists_people_money_and_whom_it_was_told() -> None:
    assert one(["call"], listed="kinds") == "Telephone call"
    assert one(CHILD, How.PERSON) == "Little Person"
    assert one(uuid4(), How.PERSON) == ANOTHER
    assert one(Decimal(1200), How.MONEY) == "£1,200"
    assert one("7 Canary Yard", How.HELD) == HELD
    assert one("A made-up school", How.OUTSIDE) == "A made-up school"
    assert one("Olive Officer", How.OUTSIDE, account=uuid4()) == IN_HAVEN


def test_answers_come_after_what_they_answer_and_secrets_are_only_held() -> None:
    kept = '{"methods": ["call"], "code_word": "Canary", "phone": null, "days": [1, 2], "why": "Her own words"}'
    words = one(kept, How.ANSWERS)
    assert words == f"Methods: Telephone call; Code word: {HELD}; Days: 1, 2; Why: Her own words"
    steps = [{"goal": "A home", "who": "she"}, {"goal": "A school", "said": None}]
    assert one(steps, How.ANSWERS) == "Goal: A home; Who: she. Goal: A school"
