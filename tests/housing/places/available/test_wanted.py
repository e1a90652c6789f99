"""Whether a unit would do: what certainly does not fit is left out, what nobody has recorded is asked first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.postgresql import Range
from werkzeug.datastructures import MultiDict

from housing.places.availability.asking import Answer, Block
from housing.places.availability.terms import Closed
from housing.places.available.forms import kept, restored
from housing.places.available.sheet import FORMULA, plain
from housing.places.available.wanted import WITHHELD, Wanted, accepted, has_room, stands_right
from housing.places.available.words import days, first_day, in_the_way
from housing.places.models import AcceptancePolicy, Property, Unit, UnitPeriod

TODAY = date(2026, 11, 23)


def wanted(**asked: Any) -> Wanted:
    return Wanted(TODAY, **asked)


def policy(**terms: Any) -> AcceptancePolicy:
    usual: dict[str, Any] = {
        "sexes": ["female"], "boys_up_to": None, "boys_any": False, "max_support": None, "pets": ["cat"],
        "funding": ["charity"],
    }  # fmt: skip
    return AcceptancePolicy(**{**usual, **terms})


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({}, True),
        ({"people": 5}, True),
        ({"people": 6}, False),
        ({"bedrooms": 2}, True),
        ({"bedrooms": 3}, False),
        ({"features": frozenset({"step_free"})}, True),
        ({"features": frozenset({"step_free", "wheelchair"})}, False),
    ],
)
def test_room_and_features_are_those_of_one_unit(asked: dict[str, Any], fits: bool) -> None:
    unit = Unit(max_people=5, bedrooms=[{"beds": 2, "cots": 0}, {"beds": 2, "cots": 1}], features=["step_free"])
    assert has_room(unit, wanted(**asked)) is fits


def test_kind_provider_and_area_as_it_is_told() -> None:
    home = Property(kind="refuge", organisation_id="p1")
    assert stands_right(home, WITHHELD, wanted(kind="refuge", area=WITHHELD, provider="p1"))
    assert not stands_right(home, WITHHELD, wanted(area="E05000001"))
    assert not stands_right(home, WITHHELD, wanted(kind="dispersed"))
    assert not stands_right(home, WITHHELD, wanted(provider="p2"))


@pytest.mark.parametrize(
    ("terms", "asked", "answer"),
    [
        ({}, {}, ()),
        ({}, {"sexes": frozenset({"female"})}, ()),
        ({}, {"sexes": frozenset({"female", "male"})}, None),
        ({}, {"pets": frozenset({"dog"})}, None),
        ({}, {"funding": "charity"}, ()),
        ({}, {"funding": "section_17"}, None),
        ({}, {"boy": 12}, ("boys' ages",)),
        ({"boys_any": True}, {"boy": 17}, ()),
        ({"boys_up_to": 12}, {"boy": 12}, ()),
        ({"boys_up_to": 12}, {"boy": 13}, None),
        ({}, {"support": "low"}, ("support needs",)),
        ({"max_support": "medium"}, {"support": "high"}, None),
        ({"max_support": "medium"}, {"support": "medium"}, ()),
        ({}, {"support": "low", "boy": 3}, ("boys' ages", "support needs")),
        ({"max_support": "low"}, {"support": "high", "boy": 3}, None),
    ],
)
def test_what_a_service_accepts(terms: dict[str, Any], asked: dict[str, Any], answer: tuple[str, ...] | None) -> None:
    assert accepted(policy(**terms), wanted(**asked)) == answer


def test_without_a_policy_everything_is_asked_and_nothing_is_refused() -> None:
    assert accepted(None, wanted(boy=3)) == ("what it accepts",)
    assert accepted(None, wanted()) == ()


def test_days_of_a_visit_that_is_over_are_not_brought_back() -> None:
    def typed(name: str, day: date) -> dict[str, list[str]]:
        return {f"{name}-day": [str(day.day)], f"{name}-month": [str(day.month)], f"{name}-year": [str(day.year)]}

    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=3)
    rest = {"kind": ["refuge"], "pets": ["dog", "cat"]}
    assert set(restored({**rest, **typed("from_on", before), **typed("until_on", after)}, TODAY)) == set(rest)
    assert set(restored({**rest, **typed("until_on", TODAY)}, TODAY)) == set(rest)
    both = {**rest, **typed("from_on", TODAY), **typed("until_on", after)}
    assert restored(both, TODAY) == MultiDict([(name, each) for name, values in both.items() for each in values])


def test_only_answers_to_the_questions_are_kept() -> None:
    typed = {"kind": ["refuge"], "area": [""], "pets": ["dog", ""], "csrf_token": ["x"], "name": ["Somebody"]}
    assert kept(typed) == {"kind": ["refuge"], "pets": ["dog"]}


def test_the_answer_in_words() -> None:
    assert in_the_way(Answer(None, TODAY), wanted()) == ""
    assert first_day(Answer(None, TODAY), TODAY) == "Today"
    assert first_day(Answer(None, None), TODAY) == "Not known"
    closed = Block("closed", TODAY, TODAY + timedelta(days=9), closed=Closed(TODAY, TODAY + timedelta(days=9), "works"))
    assert in_the_way(Answer(closed, None), wanted()) == "Closed until 2 Dec 2026"
    ahead = Wanted(TODAY - timedelta(days=1))
    assert in_the_way(Answer(closed, None), ahead) == "Closed from 23 Nov 2026 until 2 Dec 2026"
    for_good = Block("closed", date.min, None, closed=Closed(None, None, "sold"))
    assert in_the_way(Answer(for_good, None), wanted()) == "Closed, no end known"
    stay = UnitPeriod(kind="stay", during=Range(TODAY - timedelta(days=9), TODAY + timedelta(days=2), bounds="[)"))
    leaving = Block("stay", TODAY, TODAY + timedelta(days=4), line=stay)
    assert in_the_way(Answer(leaving, None), wanted()) == "Occupied until 25 Nov 2026, then prepared"
    assert days(wanted(), TODAY) == "from today with no end known"
    later = Wanted(date(2026, 12, 1), date(2026, 12, 8))
    assert days(later, TODAY) == "from 1 December 2026 until 8 December 2026"


@given(st.text(max_size=20))
def test_no_cell_of_the_file_is_a_formula(text: str) -> None:
    assert not plain(text).startswith(FORMULA)
    assert plain(text).removeprefix("'") == text.removeprefix("'") or plain(text) == text
