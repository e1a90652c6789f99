"""Who lives together, in facts that lead to nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from housing import db
from housing.households.models import Household
from housing.placements.neighbours.compatibility import Together, together
from housing.places.models import Property
from tests.housing.placements.matching.factories import COUNCIL, TODAY, Town

CAP = {"caps": {"funding:no_recourse": 3}}


def looked(town: Town, home: Property, **rest: Any) -> Together:
    town.session.commit()
    with db.reading() as session:
        return together(session, COUNCIL, [home.id], on=TODAY, **rest)[home.id]


def living(town: Town, home: Property, how_many: int, **facts: Any) -> list[Household]:
    return [town.lives(town.seeks(town.household(**facts)), town.unit(home)) for _ in range(how_many)]


def test_of_enough_households_it_is_said_what_there_is(town: Town) -> None:
    home = town.home(policy=CAP)
    one, *_ = living(town, home, 2, support_need="high", pets=["dog"])
    living(town, home, 1, support_need="low", funding=["part_4_grant"])
    town.person(one, name="Madeup Child", born=date(2023, 5, 1), role="child")
    found = looked(town, home)
    assert found.lines == (
        "3 other households",
        "Children: under 5",
        "Support needs: low, high",
        "Animals: dog",
        "1 of at most 3: households without recourse to public funds",
    )


@pytest.mark.parametrize("how_many", [0, 1, 2])
def test_of_few_nothing_but_their_number_is_said(town: Town, how_many: int) -> None:
    home = town.home(policy=CAP)
    for each in living(town, home, how_many, support_need="very_high", pets=["dog"]):
        town.person(each, name="Madeup Child", born=date(2023, 5, 1), role="child")
    found = looked(town, home)
    assert (found.households, found.facts, found.caps) == (how_many, (), ())


def test_a_restricted_case_adds_to_the_number_and_to_nothing_else(town: Town) -> None:
    home = town.home()
    living(town, home, 3, support_need="low")
    (hidden,) = living(town, home, 1, support_need="very_high", pets=["cat"], restricted=True)
    town.person(hidden, name="Madeup Child", born=date(2012, 5, 1), role="child")
    found = looked(town, home)
    assert found.households == 4
    for canary in ("very high", "cat", "11 to 15"):
        assert canary not in "; ".join(found.lines)


def test_two_open_cases_beside_a_restricted_one_are_too_few(town: Town) -> None:
    home = town.home()
    living(town, home, 2)
    living(town, home, 1, restricted=True)
    assert looked(town, home).facts == ()


def test_a_newcomer_is_counted_in_the_limits_and_not_among_the_others(town: Town) -> None:
    home = town.home(policy=CAP)
    living(town, home, 3, funding=["part_4_grant"])
    her = town.seeks(town.household(funding=["part_4_grant"]))
    assert looked(town, home, besides=her).caps == (
        "With them 4 of at most 3: households without recourse to public funds",
    )
    town.lives(her, town.unit(home))
    assert looked(town, home, besides=her).households == 3


def test_the_number_of_queries_does_not_grow(town: Town) -> None:
    def queries(homes: list[Property]) -> int:
        town.session.commit()
        with db.reading() as session, db.count_statements() as statements:
            together(session, COUNCIL, [home.id for home in homes], on=TODAY)
        return len(statements)

    def lived_in() -> Property:
        living(town, home := town.home(), 3)
        return home

    one = [lived_in()]
    assert queries(one) == queries([*one, lived_in(), lived_in()])
