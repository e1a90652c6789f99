"""Reading a problem document: what it becomes, and the one way of writing it down."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from allocation.facts import Bedroom, DangerZone, Place, Problem, Resident, Waiver
from allocation.problem import canonical_bytes, read_problem, to_document
from tests.allocation.problems import DELETED, Document, building, changed, household, person, problem, read, unit
from tests.allocation.random_problems import Dice

FULL: Document = problem(
    households=[
        household(
            members=[
                {"id": "H1-a", "born": "1992-05-01", "sex": "female", "role": "adult"},
                {"id": "H1-c", "born": None, "sex": None, "role": "child"},
                {"id": "H1-b", "born": "2013-11-24", "sex": "male", "role": "child"},
            ],
            couples=[["H1-c", "H1-a"]],
            expected_births=["2027-01-15", "2027-01-15"],
            danger_zones=[{"easting": 442900.5, "northing": 392800, "radius_m": 3000, "reason": "perpetrator_home"}],
            threats=["P8", "P7"],
            places=[{"easting": 443500, "northing": 391000, "kind": "work", "importance": 3, "limit_km": 8.0}],
            declined=["U2"],
            held="U1",
        ),
        household("H2"),
    ],
    properties=[
        building(
            caps={"support:high+": 3, "funding:no_recourse": 1},
            residents=[{"household": "H77", "members": ["H77-a"], "threats": ["P2"], "support_need": "high"}],
            units=[unit("U2", bedrooms=[{"beds": 1}, {"beds": 3, "cots": 1}]), unit("U1")],
        )
    ],
    keep_apart=[["H1", "H2"], ["H2", "H77"]],
    waivers=[{"household": "H1", "property": "R1", "rule": "boys-age", "by": "A Person", "why": "a quiet boy"}],
    policy={"needed_within_days": 5},
)


def shuffled(document: Any, dice: Random) -> Any:
    """The same document in another order, and with some numbers written another way."""
    if isinstance(document, dict):
        items = [(key, value if key in KEPT else shuffled(value, dice)) for key, value in document.items()]
        dice.shuffle(items)
        return {
            key: [value[0], *dice.sample(value[1:], len(value) - 1)]
            if key == "members" and value_of_home(value)
            else value
            for key, value in items
        }
    if isinstance(document, list):
        return dice.sample([shuffled(each, dice) for each in document], len(document))
    return document


KEPT = {"accepts", "members"}  # her order; the lead person first


def value_of_home(members: list[Any]) -> bool:
    """Whether these are members of a household, not ids of residents."""
    return bool(members) and isinstance(members[0], dict)


def test_everything_is_read_as_it_was_written() -> None:
    of = read(FULL)
    home, other = of.households
    assert (of.as_of, of.needed_within_days, home.needed_by) == (date(2026, 11, 23), 5, date(2026, 11, 28))
    assert (home.id, home.band, home.days_waited, home.waiting_since) == ("H1", 2, 3, date(2026, 11, 20))
    assert [(each.id, each.age, each.sex, each.role) for each in home.members] == [
        ("H1-a", 34, "female", "adult"),
        ("H1-b", 12, "male", "child"),
        ("H1-c", None, None, "child"),
    ]
    assert home.couples == {frozenset(("H1-a", "H1-c"))}
    assert home.expected_births == (date(2027, 1, 15),) * 2
    assert home.danger_zones == (
        DangerZone(Fraction("442900.5"), Fraction(392800), Fraction(3000), "perpetrator_home"),
    )
    assert home.places == (Place(Fraction(443500), Fraction(391000), "work", 3, Fraction(8)),)
    assert (home.threats, home.declined, home.held) == (frozenset(("P7", "P8")), frozenset(("U2",)), "U1")
    assert (home.kept_apart, other.kept_apart) == (frozenset(("H2",)), frozenset(("H1", "H77")))
    assert [each.id for each in of.units] == ["U1", "U2"]
    assert of.units[1].bedrooms == (Bedroom(3, 1), Bedroom(1, 0))
    assert of.properties[0].caps == (("funding:no_recourse", 1), ("support:high+", 3))
    assert of.properties[0].residents == (Resident("H77", frozenset(["H77-a"]), frozenset(["P2"]), "high", False),)
    assert of.waivers == (Waiver("H1", "R1", "boys-age", "A Person", "a quiet boy"),)


def test_what_is_left_out_is_what_matching_md_says() -> None:
    of = read(problem())
    home, at = of.households[0], of.units[0]
    assert (home.danger_zones, home.threats, home.places, home.held) == ((), frozenset(), (), None)
    assert (home.access_needs, home.pets, home.couples, home.declined) == (frozenset(),) * 4
    assert (at.lift, at.features, at.bedrooms[1].cots) == (False, frozenset(), 0)
    assert (at.property.residents, at.property.caps, at.property.pets) == ((), (), frozenset())
    assert of.needed_within_days == 3


def test_null_is_not_known_and_never_no() -> None:
    home = household(support_need=None, danger_zones=None, threats=None, members=[person("a", None, None)])
    of = read(problem(households=[home], properties=[building(boys_up_to=None, max_support=None)]))
    read_home, at = of.households[0], of.properties[0]
    assert (read_home.support_need, read_home.danger_zones, read_home.threats) == (None, None, None)
    assert (read_home.members[0].age, read_home.members[0].sex) == (None, None)
    assert (at.boys_up_to, at.max_support) == (None, None)


@pytest.mark.parametrize(
    ("funding", "without"),
    [([], True), (["part_4_grant"], True), (["universal_credit"], False), (["part_4_grant", "housing_benefit"], False)],
)
def test_no_recourse_is_neither_housing_benefit_nor_universal_credit(funding: list[str], without: bool) -> None:
    assert read(problem(households=[household(funding=funding)])).households[0].no_recourse is without


@pytest.mark.parametrize(
    ("born", "as_of", "age"),
    [
        ("2013-11-23", "2026-11-23", 13),
        ("2013-11-24", "2026-11-23", 12),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2026-11-23", "2026-11-23", 0),
        ("1906-11-23", "2026-11-23", 120),
    ],
)
def test_ages_are_whole_years_on_the_day_of_the_problem(born: str, as_of: str, age: int) -> None:
    home = household(waiting_since=as_of, members=[{"id": "a", "born": born, "sex": "male", "role": "child"}])
    assert read(problem(as_of=as_of, households=[home])).households[0].members[0].age == age


def test_the_last_day_of_the_calendar_does_not_overflow() -> None:
    of = read(problem(as_of="9999-12-31", households=[household(members=[person("a", None, "female")])]))
    assert of.households[0].needed_by == date.max


def test_the_order_of_a_document_changes_nothing() -> None:
    whole = read(FULL)
    for seed in range(60):
        dice = Random(seed)
        other = read(shuffled(FULL, dice))
        assert (other, other.sha256) == (whole, whole.sha256)


def test_both_ways_of_writing_the_canonical_form_are_one() -> None:
    """A number that no float holds makes the slower way necessary; nothing else may differ."""
    fast = canonical_bytes(read(changed(FULL, (("properties", 0, "easting"), 441_000)))).decode()
    exact = json.dumps(changed(FULL, (("properties", 0, "easting"), "HERE"))).replace(
        '"HERE"', "1.00000000000000000001"
    )
    written = canonical_bytes(read_problem(exact.encode())).decode()
    assert written == fast.replace('"easting":441000,', '"easting":1.00000000000000000001,')


@pytest.mark.parametrize("seed", range(40))
def test_any_document_reads_back_from_its_canonical_form(seed: int) -> None:
    document = Dice(seed, unknown=0.2).problem(5, 5)
    of = read(document)
    again = read_problem(canonical_bytes(of))
    assert (again, again.sha256, to_document(again)) == (of, of.sha256, to_document(of))
    other = read(shuffled(document, Random(seed)))
    assert (other, other.sha256) == (of, of.sha256)


def test_the_order_of_accepts_and_the_lead_person_are_part_of_the_problem() -> None:
    home = household(accepts=["refuge", "dispersed"], members=[person("a", 30, "female"), person("b", 31, "female")])
    one = read(problem(households=[home]))
    two = read(problem(households=[{**home, "accepts": ["dispersed", "refuge"]}]))
    three = read(problem(households=[{**home, "members": home["members"][::-1]}]))
    assert len({one.sha256, two.sha256, three.sha256}) == 3
    assert [each.id for each in three.households[0].members] == ["b", "a"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("households", 0, "band"), 3),
        (("households", 0, "members", 0, "born"), None),
        (("households", 0, "members", 0, "born"), "1992-05-02"),
        (("households", 0, "danger_zones"), None),
        (("households", 0, "danger_zones", 0, "radius_m"), 3000.5),
        (("households", 0, "threats"), []),
        (("households", 0, "held"), DELETED),
        (("households", 0, "places", 0, "limit_km"), DELETED),
        (("properties", 0, "boys_up_to"), "any"),
        (("properties", 0, "residents", 0, "no_recourse"), True),
        (("properties", 0, "units", 0, "floor"), 1),
        (("waivers", 0, "why"), "another reason"),
        (("policy", "needed_within_days"), 4),
    ],
)
def test_another_fact_is_another_hash(path: tuple[str | int, ...], value: Any) -> None:
    assert read(changed(FULL, (path, value))).sha256 != read(FULL).sha256


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("441000", "441000"),
        ("441000.0", "441000"),
        ("4.41e5", "441000"),
        ("441000.10", "441000.1"),
        ("0.000001", "1e-06"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("-0", "0"),
        ("0e99999", "0"),
        ("-0.0", "0"),
    ],
)
def test_a_number_has_one_way_of_being_written(written: str, canonical: str) -> None:
    of = text_problem(written)
    assert of.properties[0].easting == Fraction(written if "e99999" not in written else "0")
    assert f'"easting":{canonical},' in canonical_bytes(of).decode()
    assert read_problem(canonical_bytes(of)) == of


def text_problem(easting: str) -> Problem:
    text = json.dumps(problem(properties=[building(easting="HERE")]))
    return read_problem(text.replace('"HERE"', easting).encode())


def test_ids_may_be_any_text() -> None:
    strange = ['"', "\\", "\u0000", " ", "\U0001f642", "x" * 100, "{}", "é"]
    homes = [household(name, members=[person(f"{name[:98]}-m", 30, "female")]) for name in strange]
    of = read(problem(households=homes))
    assert [each.id for each in of.households] == sorted(strange)
    assert read_problem(canonical_bytes(of)) == of


def test_a_default_written_out_is_the_same_problem() -> None:
    spelt = problem(
        households=[household(couples=[], pets=[], threats=[], danger_zones=[])],
        properties=[building(residents=[], caps={}, units=[unit(lift=False, features=[])])],
        keep_apart=[],
        waivers=[],
        policy={},
    )
    assert read(spelt).sha256 == read(problem()).sha256
