"""Names that may be one: recall on seeded slips of the pen, and how seldom two different names are taken for one."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from pathway.names import alike, print_of, sound_of, words_of

FIRST_NAMES = (
    "Aisha Fatima Sarah Emma Olivia Zainab Maria Anna Charlotte Chloe Priya Agnieszka Katarzyna Mohammed Hussain David "
    "Lucy Grace Amelia Freya Yasmin Shabnam Catherine Siobhan Michelle Rebecca Leanne Stacey Donna Sharon Naomi Esther "
    "Blessing Adaeze Ngozi Ioana Elena Svetlana Linh Farah Samira Layla Hafsa Ibrahim Joshua Callum Darren Gareth"
)
LAST_NAMES = (
    "Madeup Smith Jones Khan Ahmed Begum Akhtar Patel Singh Brown Taylor Davies Wilson Robinson Thompson Edwards "
    "Harris Clarke Turner Cooper Kowalska Wisniewska Popescu Okafor Adeyemi Mensah Nguyen O'Brien McDonald Murphy "
    "Rafiq Mahmood Hassan Warsame Garcia Fernandez Hepworth Oldroyd Barraclough Micklethwaite Earnshaw Ackroyd"
)
FIRST, LAST = FIRST_NAMES.split(), LAST_NAMES.split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PAIRS = 400


def alike_names(one: str, other: str) -> int:
    return alike(print_of(one), print_of(other))


def slip(chance: random.Random, word: str) -> str:
    """A word with one letter left out, put in, changed, or two swapped."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice(LETTERS) + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
        )
    )


def written_otherwise(chance: random.Random, first: str, last: str) -> list[str]:
    return [
        f"{slip(chance, first)} {last}",
        f"{first} {slip(chance, last)}",
        f"{slip(chance, first)} {slip(chance, last)}",
        f"{last} {first}",
        f"{slip(chance, last)} {first}",
        f"{first} {chance.choice(FIRST)} {last}",
        f"{first} {last}-{chance.choice(LAST)}",
        f"{first}{last}",
        f"Mrs {first.upper()}   {last.lower()}",
    ]


def test_at_least_95_of_100_slips_are_found() -> None:
    chance = random.Random(2026)
    pairs = []
    for _ in range(PAIRS):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        pairs += [(f"{first} {last}", other) for other in written_otherwise(chance, first, last)]
    found = sum(alike_names(one, other) >= 2 for one, other in pairs)
    assert found / len(pairs) >= 0.95


def test_two_names_in_ten_thousand_at_most_are_taken_for_one() -> None:
    chance = random.Random(2026)
    prints = [print_of(f"{first} {last}") for first in FIRST for last in LAST]
    pairs = list(combinations(chance.sample(prints, 400), 2))
    assert sum(alike(one, other) >= 2 for one, other in pairs) / len(pairs) <= 0.0002


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Hussain", "Muhammad Hussein"),
        ("Catherine O’Brien", "Kathryn OBrien"),
        ("Agnieszka Wiśniewska", "Agnieska Wisniewska"),
        ("Łucja Nowak", "Lucja Novak"),
        ("Zoë Smith", "Zoe Smyth"),
        ("Sean Sample", "Shaun Sample"),
        ("Liz Taylor", "Elizabeth Tayler"),
        ("Al Hassan Ali", "Alhassan Ali"),
        ("Mary-Jane Hall", "Maryjane Hall"),
        ("McDonald Kelly", "Mc Donald Kelly"),
        ("Fatima Begum", "Fatema Begom"),
        ("Nguyễn Thị Linh", "Linh Nguyen"),
        ("Steven Philips", "Stephen Phillips"),
        ("Rebecca Clark", "Becky Clarke"),
        ("Maria José del Carmen Garcia", "Maria Jose Garcia"),
        ("Mary Jane", "Maryjane"),
    ],
)
def test_names_that_are_one_name(one: str, other: str) -> None:
    assert alike_names(one, other) >= 2
    assert alike_names(other, one) == alike_names(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sarah Khan", "Sarah Ahmed"),
        ("Aisha Khan", "Yasmin Khan"),
        ("Ann Lee", "Una Low"),
        ("Sean Hill", "Susan Hale"),
        ("Ewan Sample", "Una Sample"),
        ("Emma Sample", "Amy Sample"),
        ("", "Sarah Khan"),
        ("!!!", "???"),
        ("Madeup", "Different"),
        ("Emma Jones Smith Brown", "Emma Jones Taylor Clarke"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert alike_names(one, other) == 0


def test_the_same_words_in_any_order_are_the_same() -> None:
    assert alike_names("Made Up Person", "person MADE up") == 3


def test_one_word_alone_is_said_to_be_one_word() -> None:
    assert alike_names("Sarah", "Sarah") == 1
    assert alike_names("Sarah", "Sarah Khan") == 1
    assert alike_names("Sarah", "Sahra") == 1
    assert alike_names("Sa", "Si") == 0


def test_keys_alone_are_enough_to_compare() -> None:
    hidden = {"made": lambda text: str(hash(("made up", text)))}["made"]
    assert alike(print_of("Catherine Jones", hidden), print_of("Kathryn Jone", hidden)) == 2
    assert alike(print_of("Catherine Jones", hidden), print_of("Catherine Jones")) == 0


def test_names_that_share_no_key_are_never_alike() -> None:
    chance = random.Random(7)
    prints = [print_of(f"{first} {last}") for first in FIRST for last in LAST]
    for one, other in zip(chance.sample(prints, 500), chance.sample(prints, 500), strict=True):
        if one.keys.isdisjoint(other.keys):
            assert alike(one, other) == 0


def test_words_and_sounds() -> None:
    assert words_of("Dr. J. O'Neill-Łoś") == ["oneill", "los"]
    assert words_of("J") == ["j"]
    assert words_of("Mr") == []
    assert sound_of("anna") != sound_of("hannah")
    assert sound_of("phillips") == sound_of("filips")
