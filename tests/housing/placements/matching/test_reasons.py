"""Why a unit suits and what counts against it, for one household and one unit, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from allocation.explain import because
from allocation.facts import Bedroom, DangerZone, Household, Member, Place, Property, Unit
from housing.placements.matching.reasons import Against, Reasons, reasons, without_distance
from housing.placements.matching.runs.queries import UnitName

ON = date(2026, 11, 23)
PLACES = {"support": "Family or friends who help"}
HOME = Property(
    id="home", kind="dispersed", easting=Fraction(1000), northing=Fraction(1000), authority="E08999901",
    ward="E05999901", sexes=frozenset({"female"}), boys_up_to=12,
    max_support=None, funding=frozenset(), sleeping="size_criteria",
)  # fmt: skip
UNIT = Unit("unit", HOME, ON, (Bedroom(2), Bedroom(2), Bedroom(1)), 5, 0, features=frozenset({"wheelchair"}))
ALONE = Household(
    id="her", band=1, waiting_since=ON, days_waited=0, members=(Member("a", 34, "female", "adult"),),
    support_need=None, funding=frozenset(), accepts=("refuge", "dispersed"),
)  # fmt: skip


def said(
    household: Household, unit: Unit = UNIT, agreed: tuple[str, ...] | None = None, *, kept_back: bool = False
) -> Reasons:
    """The reasons with the terms that the engine itself gives."""
    agreed = household.accepts if agreed is None else agreed
    return reasons(household, unit, because(household, unit), agreed=agreed, places=PLACES, kept_back=kept_back)


def test_what_counts_against_a_unit_has_its_points_and_neutral_words() -> None:
    near = Place(Fraction(1000), Fraction(3000), "support", 3, Fraction(5))
    found = said(replace(ALONE, places=(near,), preferred_services=frozenset({"made_up"})))
    assert found.against == (
        Against("Family or friends who help: 2.0 km away", 60),
        Against("2 bedrooms more than the household needs", 40),
        Against("not one of the services by and for its community that the household prefers", 60),
        Against("dispersed home is second in the household's order of preference", 15),
        Against("Wheelchair adapted: somebody else may need it", 40),
    )
    assert "Family or friends who help: within 5 km, as the household asks" in found.suits


def test_no_order_of_preference_is_claimed_where_nobody_asked() -> None:
    found = said(ALONE, agreed=())
    assert Against("dispersed home is second in the usual order: nobody has asked yet", 15) in found.against
    first = replace(ALONE, accepts=("dispersed", "refuge"))
    assert said(first).suits[0] == "dispersed home: first of the kinds the household agrees to"
    assert said(first, agreed=()).suits == ("3 bedrooms: room enough for everybody",)


def test_what_makes_a_unit_suitable() -> None:
    boy = Member("b", 9, "male", "child")
    household = replace(
        ALONE,
        members=(*ALONE.members, boy),
        accepts=("dispersed",),
        danger_zones=(DangerZone(Fraction(9000), Fraction(9000), Fraction(500)),),
        access_needs=frozenset({"step_free", "wheelchair"}),
        pets=frozenset({"dog"}),
        preferred_services=frozenset({"made_up"}),
    )
    home = replace(HOME, services=frozenset({"made_up"}))
    assert said(household, replace(UNIT, property=home)).suits == (
        "dispersed home: the only kind the household agrees to",
        "outside every danger zone that is recorded",
        "3 bedrooms: room enough for everybody",
        "has what the household needs: a way in without steps, room for a wheelchair",
        "takes boys up to 12",
        "takes the household's pets",
        "a service by and for the household's community, which it prefers",
    )
    assert "takes boys of any age" in said(household, replace(UNIT, property=replace(home, boys_up_to="any"))).suits
    assert "outside every danger zone that is recorded" not in said(replace(household, danger_zones=())).suits


@pytest.mark.parametrize("kind", ["refuge", "dispersed"])
def test_how_far_a_home_is_that_is_kept_back_is_said_roughly_and_without_points(kind: str) -> None:
    """Three exact distances, or their points, would find the house."""
    places = tuple(Place(Fraction(1000 + away), Fraction(3000), "support", 3) for away in (0, 7000, 14000, 90000))
    home = replace(UNIT, property=replace(HOME, kind=kind))
    found = said(replace(ALONE, places=places, accepts=(kind,)), home, kept_back=True)
    told = [each for each in found.against if each.text.startswith("Family or friends who help")]
    assert [each.text.partition(": ")[2] for each in told] == [
        "within 5 km", "within 10 km", "within 20 km", "more than 20 km away",
    ]  # fmt: skip
    assert {each.points for each in told} == {None}


@pytest.mark.parametrize(
    ("text", "rule", "kept_back", "shown"),
    [
        ("9.3 km from work, farther than she can live from it", "place-limit", True,
         "farther than the household can live from it"),
        ("if she could live 9.4 km from work", "place-limit", True, "if a place farther away would do"),
        ("if she could live 9.4 km from work", "place-limit", False, "if she could live 9.4 km from work"),
        ("takes boys up to 13", "boys-age", True, "takes boys up to 13"),
    ],
)  # fmt: skip
def test_a_rule_says_no_distance_to_a_home_that_is_kept_back(text: str, rule: str, kept_back: bool, shown: str) -> None:
    assert without_distance(text, rule=rule, kept_back=kept_back) == shown


@pytest.mark.parametrize(
    ("kind", "ward", "kept_back"),
    [("refuge", "Made-up ward", True), ("dispersed", "", True), ("dispersed", "W", False)],
)
def test_what_keeps_its_area_back_is_kept_back_whatever_its_kind(kind: str, ward: str, kept_back: bool) -> None:
    assert UnitName("unit", "1", "M1", kind, "home", ward).kept_back is kept_back
