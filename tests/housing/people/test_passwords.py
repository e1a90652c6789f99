"""Which passwords are refused, and how they are kept."""

from __future__ import annotations

import pytest

from housing.people import passwords
from housing.people.made_up import PHRASE
from housing.refusals import Refused


@pytest.mark.parametrize(
    "password",
    ["x" * 15, "passwordpassword", "abcdefghijklmnop", "987654321098765432", "correcthorsebatterystaple",
     "Correct-Horse-Battery-Staple", "haven-refuge-council-2026", "rotherham council!!", "1q2w3e4r5t6y7u8i",
     "orla.officer.2026!", "OfficerOrla12345", "abababababababab", "welcome to haven"],
)  # fmt: skip
def test_what_others_would_guess_is_refused(password: str) -> None:
    with pytest.raises(Refused):
        passwords.insist_on_a_good_one(password, own_words=("Orla Officer", "orla.officer@example.invalid"))


@pytest.mark.parametrize(
    "password",
    ["three grey kettles", "ALL CAPITALS ARE FINE TOO", "žluťoučký kůň úpěl", "😀🚀🌧️🎻🧀🥕🦉🏔️🚲🪁🎲🧭⚓🪴🔭",
     "wxqzjvkpmtrgbly", "  spaces count too  ", "refuge lantern trombone gravel", "mint quarry lunar vexed bishop " * 3,
     PHRASE],
)  # fmt: skip
def test_length_is_enough(password: str) -> None:
    passwords.insist_on_a_good_one(password, own_words=("Orla Officer", "orla.officer@example.invalid"))


@pytest.mark.parametrize(("length", "good"), [(14, False), (15, True), (128, True), (129, False)])
def test_between_15_and_128_characters(length: int, good: bool) -> None:
    password = ("mint quarry lunar vexed bishop " * 5)[:length]
    assert len(password) == length
    if good:
        passwords.insist_on_a_good_one(password)
    else:
        with pytest.raises(Refused):
            passwords.insist_on_a_good_one(password)


def test_a_password_is_kept_as_argon2id_and_matches_only_itself() -> None:
    kept = passwords.hashed("three grey kettles ")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, "three grey kettles ")
    assert not passwords.matches(kept, "three grey kettles")
    assert not passwords.matches(kept, "Three grey kettles ")
    assert not passwords.is_dated(kept)


@pytest.mark.parametrize("kept", [None, passwords.NO_PASSWORD, "", "not a hash"])
def test_nobodys_password_matches_nothing(kept: str | None) -> None:
    assert not passwords.matches(kept, "three grey kettles")
    assert not passwords.matches(kept, passwords.NO_PASSWORD)
