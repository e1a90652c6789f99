"""Who must not meet: found across households by keyed digests of names, closed where nobody has asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from allocation.match import match, options
from allocation.problem import read_problem
from housing.households.models import Household
from housing.placements.matching.snapshot import Snapshot
from tests.housing.placements.matching.factories import Town

Fresh = Callable[[], Snapshot]


def entry(snapshot: Snapshot, household: Household) -> dict[str, Any]:
    """The household's part of the document."""
    return next(each for each in snapshot.document["households"] if each["id"] == str(household.id))


def refused_by(snapshot: Snapshot, household: Household) -> set[str]:
    """The rules that refuse this household any unit."""
    views = options(read_problem(snapshot.as_bytes()), str(household.id))
    return {refusal["rule"] for view in views for refusal in view["refusals"]}


BORN, OTHER = date(1980, 2, 3), date(1981, 2, 3)


@pytest.mark.parametrize(
    ("feared_born", "member_born", "found"),
    [(BORN, BORN, True), (BORN, None, True), (None, BORN, True), (None, None, True), (BORN, OTHER, False)],
)
def test_somebody_of_the_same_name_is_a_threat_unless_the_dates_of_birth_contradict(
    town: Town, snapshot: Fresh, feared_born: date | None, member_born: date | None, found: bool
) -> None:
    home = town.home()
    town.unit(home)
    resident = town.lives(town.household(), town.unit(home))
    him = town.person(resident, name="  JOSÉ  Madeup ", born=member_born, sex="male")
    her = town.seeks()
    concern = town.concern(her, name="José Madeup", born=feared_born)
    taken = snapshot()
    assert entry(taken, her)["threats"] == sorted([str(concern.id), *([str(him.id)] if found else [])])
    assert ("threat-on-site" in refused_by(taken, her)) is found


def test_a_household_does_not_come_where_one_of_its_own_is_feared(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    town.unit(home)
    resident = town.lives(town.household(), town.unit(home))
    town.concern(resident, name="Madeup Son")
    family = town.seeks()
    town.person(family, name="Madeup Son", sex="male")
    taken = snapshot()
    assert refused_by(taken, family) == {"is-a-threat"}
    assert entry(taken, family)["threats"] == []


def test_two_who_fear_the_same_person_are_kept_apart(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    town.unit(home)
    resident = town.lives(town.household(), town.unit(home))
    one, other, nobody, namesake = town.seeks(), town.seeks(), town.seeks(), town.seeks()
    for household in (resident, one, other):
        town.concern(household, name="Madeup Danger", born=BORN)
    town.concern(namesake, name="Madeup Danger", born=OTHER)
    taken = snapshot()
    pairs = {frozenset(pair) for pair in taken.document["keep_apart"]}
    assert pairs == {
        frozenset(map(str, pair)) for pair in ((one.id, other.id), (one.id, resident.id), (other.id, resident.id))
    }
    assert "kept-apart" in refused_by(taken, one)
    assert refused_by(taken, nobody) == refused_by(taken, namesake) == set()


def test_names_not_given_are_nobody_in_particular(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    town.unit(home)
    resident = town.lives(town.household(), town.unit(home))
    town.person(resident, name=None)
    her, other = town.seeks(), town.seeks()
    concerns = [town.concern(household, name=None) for household in (her, other)]
    taken = snapshot()
    assert taken.document["keep_apart"] == []
    assert entry(taken, her)["threats"] == [str(concerns[0].id)]


def test_where_a_resident_has_not_been_asked_whom_she_fears_nobody_new_comes(town: Town, snapshot: Fresh) -> None:
    home, elsewhere = town.home(), town.home()
    free, open_unit = town.unit(home), town.unit(elsewhere)
    town.lives(town.household(concerns_asked=False), town.unit(home))
    her = town.seeks()
    taken = snapshot()
    assert taken.closed == (home.id,)
    problem = read_problem(taken.as_bytes())
    views = {view["unit"]: view for view in options(problem, str(her.id))}
    assert [refusal["rule"] for refusal in views[str(free.id)]["refusals"]] == ["kept-apart"]
    assert views[str(open_unit.id)]["answer"] == "accept"
    assert [each["unit"] for each in match(problem)["proposals"]] == [str(open_unit.id)]


def test_a_household_that_has_to_leave_a_home_is_no_danger_to_itself(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    town.unit(home)
    her = town.household(name="Madeup Herself")
    town.lives(her, town.unit(home))
    town.concern(her, name="Madeup Herself")
    town.presents(her, stage="safe_tonight")
    taken = snapshot()
    assert taken.document["keep_apart"] == []
    assert str(her.id) in {each["household"] for each in taken.document["properties"][0]["residents"]}
    assert refused_by(taken, her) == set()


def test_those_a_unit_is_held_for_count_as_living_there(town: Town, snapshot: Fresh) -> None:
    home = town.home()
    town.unit(home)
    promised = town.seeks()
    town.person(promised, name="Madeup Danger")
    town.offer(promised, town.unit(home))
    her = town.seeks()
    town.concern(her, name="Madeup Danger")
    assert refused_by(snapshot(), her) == {"threat-on-site"}
