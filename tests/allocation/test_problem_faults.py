"""What is refused: one line a fault, its path first and what was expected, and never a traceback."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from allocation.problem import BadProblem, read_problem
from allocation.reading import json_text
from tests.allocation.problems import DELETED, Document, building, changed, household, person, problem, read, unit
from tests.allocation.random_problems import Dice
from tests.allocation.test_problem import FULL

H, P, U, M = ("households", 0), ("properties", 0), ("properties", 0, "units", 0), ("households", 0, "members", 0)

# (where, what stands there, the path that the fault begins with, words of it)
FAULTS: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("format",), "matching-problem/2", "format", "matching-problem/1"),
    (("as_of",), "2026-11-31", "as_of", "a date that exists"),
    (("as_of",), "20261123", "as_of", "YYYY-MM-DD"),
    (("as_of",), DELETED, "as_of", "found nothing"),
    (("colour",), 1, "colour", "one of the keys"),
    (("households",), {}, "households", "a list, found an object"),
    (("households", 1), 7, "households[1]", "an object, found 7"),
    ((*H, "id"), "", "households[0].id", "not empty"),
    ((*H, "id"), "x" * 101, "households[0].id", "at most 100 characters, found 101"),
    ((*H, "id"), "\ud800", "households[0].id", "whole characters"),
    ((*H, "id"), 5, "households[0].id", "found 5"),
    (("households", 1, "id"), "H1", "households[1].id", "an id of its own, found the id of households[0]"),
    ((*H, "colour"), "red", "households[0].colour", "one of the keys accepts, access_needs"),
    ((*H, "odd key\n"), "red", "households[0].'odd key\\n'", "one of the keys"),
    ((*H, "band"), 0, "households[0].band", "a whole number from 1 to 5, found 0"),
    ((*H, "band"), 6, "households[0].band", "found 6"),
    ((*H, "band"), True, "households[0].band", "found true"),
    ((*H, "band"), 1.0, "households[0].band", "found 1.0"),
    ((*H, "band"), "1", "households[0].band", "found '1'"),
    ((*H, "band"), 10**400, "households[0].band", "a whole number of 401 digits"),
    ((*H, "waiting_since"), "2026-11-24", "households[0].waiting_since", "not after as_of"),
    ((*H, "waiting_since"), None, "households[0].waiting_since", "found null"),
    ((*H, "members"), [], "households[0].members", "one member at least, found an empty list"),
    ((*M, "id"), "H1-b", "households[0].members[2].id", "an id of its own, found the id of households[0].members[0]"),
    (("households", 1, "members", 0, "id"), "H1-a", "households[1].members[0].id", "found the id of households[0]"),
    ((*M, "born"), "1906-11-22", "households[0].members[0].born", "within the 120 years up to as_of"),
    ((*M, "born"), "2026-11-24", "households[0].members[0].born", "within the 120 years"),
    ((*M, "born"), "1992-02-30", "households[0].members[0].born", "a date that exists"),
    ((*M, "born"), "1992-5-1", "households[0].members[0].born", "YYYY-MM-DD"),
    ((*M, "born"), "１９９２-05-01", "households[0].members[0].born", "YYYY-MM-DD"),
    ((*M, "born"), DELETED, "households[0].members[0].born", "found nothing"),
    ((*M, "sex"), "woman", "households[0].members[0].sex", "one of female, male, other"),
    ((*M, "role"), None, "households[0].members[0].role", "one of adult, child, found null"),
    ((*H, "couples"), [["H1-a"]], "households[0].couples[0]", "two members, found 1 of them"),
    ((*H, "couples"), [["H1-a", "H1-a"]], "households[0].couples[0]", "two different members"),
    ((*H, "couples"), [["H1-a", "H2-a"]], "households[0].couples[0][1]", "a member of this household"),
    ((*H, "expected_births"), ["2027-13-01"], "households[0].expected_births[0]", "a date that exists"),
    ((*H, "access_needs"), ["stairs"], "households[0].access_needs[0]", "one of wheelchair"),
    ((*H, "access_needs"), ["wheelchair", "wheelchair"], "households[0].access_needs[1]", "nothing twice"),
    ((*H, "support_need"), "extreme", "households[0].support_need", "one of low, medium, high, very_high"),
    ((*H, "funding"), ["a", "a"], "households[0].funding[1]", "nothing twice"),
    ((*H, "funding"), None, "households[0].funding", "a list, found null"),
    ((*H, "accepts"), [], "households[0].accepts", "one at least"),
    ((*H, "accepts"), ["hostel"], "households[0].accepts[0]", "one of refuge, dispersed, specialist"),
    ((*H, "accepts"), ["refuge", "refuge"], "households[0].accepts[1]", "nothing twice"),
    ((*H, "danger_zones", 0, "easting"), -1, "households[0].danger_zones[0].easting", "from 0 to 700,000"),
    ((*H, "danger_zones", 0, "easting"), 700000.5, "households[0].danger_zones[0].easting", "from 0 to 700,000"),
    ((*H, "danger_zones", 0, "northing"), 1300001, "households[0].danger_zones[0].northing", "to 1,300,000"),
    ((*H, "danger_zones", 0, "radius_m"), 0.5, "households[0].danger_zones[0].radius_m", "from 1 to 200,000"),
    ((*H, "danger_zones", 0, "radius_m"), float("nan"), "households[0].danger_zones[0].radius_m", "found NaN"),
    ((*H, "danger_zones", 0, "radius_m"), float("-inf"), "households[0].danger_zones[0].radius_m", "found -Infinity"),
    ((*H, "danger_zones", 0, "reason"), "", "households[0].danger_zones[0].reason", "not empty"),
    ((*H, "danger_zones"), [None], "households[0].danger_zones[0]", "an object, found null"),
    ((*H, "threats"), "P1", "households[0].threats", "a list, found 'P1'"),
    ((*H, "places", 0, "limit_km"), 0, "households[0].places[0].limit_km", "above 0 and at most 1,000"),
    ((*H, "places", 0, "limit_km"), 1000.1, "households[0].places[0].limit_km", "at most 1,000"),
    ((*H, "places", 0, "limit_km"), None, "households[0].places[0].limit_km", "found null"),
    ((*H, "places", 0, "importance"), 6, "households[0].places[0].importance", "from 1 to 5"),
    ((*H, "places", 0, "northing"), DELETED, "households[0].places[0].northing", "found nothing"),
    ((*H, "declined"), ["U9"], "households[0].declined[0]", "the id of a unit of the problem, found 'U9'"),
    ((*H, "held"), "U9", "households[0].held", "a unit of the problem"),
    ((*H, "held"), None, "households[0].held", "found null"),
    (("properties",), None, "properties", "a list, found null"),
    ((*P, "kind"), "hotel", "properties[0].kind", "one of refuge"),
    ((*P, "easting"), "441000", "properties[0].easting", "a number from 0 to 700,000, found '441000'"),
    ((*P, "easting"), False, "properties[0].easting", "found false"),
    ((*P, "sexes"), ["women"], "properties[0].sexes[0]", "one of female"),
    ((*P, "boys_up_to"), 18, "properties[0].boys_up_to", 'from 0 to 17 or "any"'),
    ((*P, "boys_up_to"), 13.0, "properties[0].boys_up_to", "found 13.0"),
    ((*P, "boys_up_to"), True, "properties[0].boys_up_to", "found true"),
    ((*P, "max_support"), "none", "properties[0].max_support", "one of low"),
    ((*P, "sleeping"), "any", "properties[0].sleeping", "one of room_standard, size_criteria"),
    ((*P, "caps", "support:high"), 1, "properties[0].caps.'support:high'", "one of the keys"),
    ((*P, "caps", "support:high+"), 1001, "properties[0].caps.'support:high+'", "from 0 to 1,000"),
    ((*P, "caps"), [], "properties[0].caps", "an object, found a list"),
    ((*P, "residents", 0, "household"), DELETED, "properties[0].residents[0].household", "found nothing"),
    ((*P, "residents", 0, "support_need"), None, "properties[0].residents[0].support_need", "found null"),
    ((*P, "residents", 0, "no_recourse"), 0, "properties[0].residents[0].no_recourse", "true or false"),
    ((*P, "residents"), [{"household": "X"}] * 2, "properties[0].residents[1].household", "an id of its own"),
    ((*U, "id"), "U1", "properties[0].units[1].id", "found the id of properties[0].units[0]"),
    ((*U, "available_from"), "soon", "properties[0].units[0].available_from", "a date that exists"),
    ((*U, "bedrooms"), [], "properties[0].units[0].bedrooms", "one bedroom at least"),
    ((*U, "bedrooms", 0, "beds"), 21, "properties[0].units[0].bedrooms[0].beds", "from 1 to 20"),
    ((*U, "bedrooms", 0, "cots"), 11, "properties[0].units[0].bedrooms[0].cots", "from 0 to 10"),
    ((*U, "max_people"), 51, "properties[0].units[0].max_people", "from 1 to 50"),
    ((*U, "floor"), -3, "properties[0].units[0].floor", "from -2 to 60"),
    ((*U, "lift"), None, "properties[0].units[0].lift", "true or false, found null"),
    (("keep_apart",), [["H1", "H1"]], "keep_apart[0]", "two different households"),
    (("keep_apart",), [["H1", "H9"]], "keep_apart[0][1]", "a household or a resident of the problem"),
    (("keep_apart",), [["H1", "H2", "H77"]], "keep_apart[0]", "two households, found 3 of them"),
    (("waivers", 0, "rule"), "access", "waivers[0].rule", "one of available, sex-accepted, boys-age"),
    (("waivers", 0, "rule"), "danger-zone", "waivers[0].rule", "one of available"),
    (("waivers", 0, "rule"), "agreed-kind", "waivers[0].rule", "one of available"),
    (("waivers", 0, "household"), "H77", "waivers[0].household", "a household of the problem"),
    (("waivers", 0, "property"), "U1", "waivers[0].property", "a property of the problem"),
    (("waivers", 0, "by"), "", "waivers[0].by", "not empty"),
    (("waivers", 0, "why"), " \t", "waivers[0].why", "not blank"),
    (("waivers",), FULL["waivers"] * 2, "waivers[1]", "not there already, found the same as waivers[0]"),
    (("policy", "needed_within_days"), 366, "policy.needed_within_days", "from 0 to 365"),
    (("policy", "days"), 1, "policy.days", "one of the keys needed_within_days"),
    (("policy",), None, "policy", "an object, found null"),
]


def faults(data: bytes) -> tuple[str, ...]:
    with pytest.raises(BadProblem) as caught:
        read_problem(data)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def of_text(text: str) -> tuple[str, ...]:
    return faults(text.encode())


def faults_if_any(data: bytes) -> tuple[str, ...]:
    try:
        read_problem(data)
    except BadProblem as fault:
        return fault.faults
    return ()


@pytest.mark.parametrize(("where", "value", "path", "words"), FAULTS)
def test_one_thing_wrong_is_one_line_with_its_path(
    where: tuple[str | int, ...], value: Any, path: str, words: str
) -> None:
    lines = of_text(json.dumps(changed(FULL, (where, value))))
    (line,) = (each for each in lines if each.startswith(f"{path}: expected "))
    assert words in line
    assert all("the id of a" in each or "a household or a resident" in each for each in lines if each != line)


def test_an_id_that_is_faulty_leaves_what_names_it_dangling() -> None:
    assert [line.partition(":")[0] for line in of_text(json.dumps(changed(FULL, ((*H, "id"), 5))))] == [
        "households[0].id",
        "keep_apart[0][0]",
        "waivers[0].household",
    ]


def test_every_fault_is_told_at_once() -> None:
    document = changed(FULL, ((*H, "band"), 9), ((*P, "kind"), "tent"), (("policy", "needed_within_days"), -1))
    assert sorted(line.partition(":")[0] for line in of_text(json.dumps(document))) == [
        "households[0].band",
        "policy.needed_within_days",
        "properties[0].kind",
    ]


def test_a_faulty_day_makes_no_other_faults() -> None:
    assert [line.partition(":")[0] for line in of_text(json.dumps(changed(FULL, (("as_of",), "today"))))] == ["as_of"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "expected JSON, found a fault at line 1, column 1"),
        (b"{", "expected JSON"),
        (b'{"a":01}', "expected JSON"),
        (b'{"format":\n"x"', "line 2"),
        (b"[]", "expected an object, found a list"),
        (b"null", "expected an object, found null"),
        (b'"\\ud800"', "expected an object, found '\\ud800'"),
        (b"3e5", "expected an object, found 3E+5"),
        (b"NaN", "expected an object, found NaN"),
        (b"\xef\xbb\xbf{}", "byte-order mark"),
        (b"\xff\xfe{\x00}\x00", "expected UTF-8, found byte 255 at 0"),
        (b'{"a":"\xed\xa0\x80"}', "expected UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b"\x00\x01\x02", "expected JSON"),
    ],
)
def test_what_is_no_document_at_all_is_one_sentence(data: bytes, words: str) -> None:
    (line,) = faults(data)
    assert line.startswith("document: expected ")
    assert words in line


def test_a_document_is_at_most_256_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert json_text.MOST_BYTES == 256 * 1024 * 1024
    data = json.dumps(problem()).encode()
    monkeypatch.setattr(json_text, "MOST_BYTES", len(data))
    read_problem(data)
    monkeypatch.setattr(json_text, "MOST_BYTES", len(data) - 1)
    assert faults(data) == (f"document: expected at most 256 MB, found {len(data):,} bytes",)


def test_a_repeated_key_is_told_where_it_stands() -> None:
    text = json.dumps(FULL).replace('"radius_m": 3000', '"radius_m": 3000, "radius_m": 1, "radius_m": 1')
    assert of_text(text) == ("households[0].danger_zones[0].radius_m: expected a key once, found it repeated",)
    assert of_text(json.dumps(problem())[:-1] + ', "as_of": "2026-11-23"}') == (
        "as_of: expected a key once, found it repeated",
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1e999999999999999999999", "found the number 1e999999999999999999999"),
        ("1e-999999999", "found the number 1e-999999999"),
        ("-1e-2000", "found the number -1e-2000"),
        ("1e400", "found 1E+400"),
        ("0." + "1" * 2000, "found a number of 2,002 digits"),
        ("9" * 5000, "found a whole number of 5,000 digits"),
    ],
)
def test_numbers_beyond_reason_are_sentences_too(number: str, words: str) -> None:
    text = json.dumps(problem(properties=[building(easting="HERE")])).replace('"HERE"', number)
    (line,) = of_text(text)
    assert line.startswith("properties[0].easting: expected a number from 0 to 700,000")
    assert words in line


def test_what_is_echoed_is_one_short_line_of_plain_characters() -> None:
    (line,) = of_text(json.dumps(changed(FULL, ((*H, "band"), "\x1b[31m\n" + "é" * 1000))))
    assert line.isascii()
    assert line.isprintable()
    assert len(line) < 320


def test_a_thousand_faults_are_told_and_the_rest_counted() -> None:
    many = of_text(
        json.dumps(
            problem(
                households=[household(band=9, members=[person(f"m{n}", 30, "female")], id=f"H{n}") for n in range(1200)]
            )
        )
    )
    assert len(many) == 1001
    assert many[-1] == "document: 200 faults more, not told"


def every_path(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path to every value of a document."""
    steps: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, each in steps for deeper in every_path(each, (*path, key)))]


ODD: list[Any] = [None, True, 0, -1, 1.5, 10**30, "", "x", [], {}, [[]], [None], {"": 1}, "2026-02-30", float("inf")]


@pytest.mark.parametrize("seed", range(8))
def test_nothing_that_stands_anywhere_makes_a_traceback(seed: int) -> None:
    """Every value of a document in turn replaced by something odd, or taken away: read, or refused in sentences."""
    dice = Random(seed)
    document: Document = FULL if seed == 0 else Dice(seed, unknown=0.2).problem(3, 3)
    for path in every_path(document)[1:]:
        odd = [DELETED, *ODD] if isinstance(path[-1], str) else ODD
        other = changed(document, (path, dice.choice(odd)))
        assert all(": expected " in line and "\n" not in line for line in faults_if_any(json.dumps(other).encode()))


def test_bytes_broken_anywhere_are_read_or_refused_in_sentences() -> None:
    whole = json.dumps(FULL).encode()
    dice = Random(1)
    for _ in range(600):
        place = dice.randrange(len(whole))
        cut = dice.choice([whole[:place], whole[:place] + bytes([dice.randrange(256)]) + whole[place + 1 :]])
        assert all(": expected " in line and "\n" not in line for line in faults_if_any(cut))


def test_repeated_pairs_are_no_fault() -> None:
    """Only lists of ids repeat nothing; a pair said twice, either way round, says the same."""
    twice = problem(households=[household(), household("H2")], keep_apart=[["H1", "H2"], ["H2", "H1"]])
    assert read(twice).keep_apart == {frozenset(("H1", "H2"))}


def test_a_resident_may_also_be_waiting_to_move() -> None:
    at = building(residents=[{"household": "H1", "members": ["H1-a"]}], units=[unit()])
    assert read(problem(properties=[at])).properties[0].resident_households == {"H1"}
