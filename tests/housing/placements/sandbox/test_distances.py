"""A distance to keep is changed only after it was seen what it opens; a usual one counts from the next place on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from housing import db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.households import distances, services
from housing.households.concern_places import DangerPlace
from housing.households.models import ConcernPlace, Household
from housing.placements.sandbox.accepting import with_policy
from housing.placements.sandbox.change import Row
from housing.placements.sandbox.confirming import SeenOtherwise, confirm
from housing.placements.sandbox.distancing import with_zones
from housing.placements.sandbox.weighing import weigh
from housing.places.policies import as_policy
from housing.refusals import Refused
from tests.housing.placements.arranging import member
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY
from tests.housing.placements.sandbox.conftest import EVERYBODY, Before, boys_to


@pytest.fixture
def place(before: Before) -> ConcernPlace:
    """A person of concern lives 3 km from the refuge; the distance to keep is 2 km."""
    found = before.town.danger(before.town.concern(before.mother), 443_000, 390_000, 2_000)
    before.town.session.commit()
    return found


def intended(before: Before, place: ConcernPlace, radius_m: int, by: Actor | None = None) -> UUID:
    made = distances.intend_distance(
        household_id=before.mother.id, concern_id=place.concern_id, place_id=place.id, radius_m=radius_m,
        by=by or before.team, now=NOW,
    )  # fmt: skip
    return made.id


def radius(place: ConcernPlace) -> int:
    with db.reading() as session:
        return session.get_one(ConcernPlace, place.id).radius_m


def test_a_wider_distance_names_her_and_the_homes_that_close(before: Before, place: ConcernPlace) -> None:
    weighed = weigh(intended(before, place, 3_000), before.team, now=NOW)
    assert weighed.change.rows == (Row("Home", "2,000 metres", "3,000 metres"),)
    (hers,) = weighed.shown.today.named
    assert (hers.reference, len(hers.lost), hers.gained) == (before.mother.reference, 1, ())
    assert "no longer" in hers.proposal
    assert weigh(intended(before, place, 2_999), before.team, now=NOW).shown.today.nobody
    made = confirm(intention_id=weighed.intention.id, seen=weighed.mark, by=before.team, now=NOW)
    assert (made.household_id, made.kind, radius(place)) == (before.mother.id, "distance", 3_000)


def test_a_narrower_distance_is_seen_before_it_opens_anything(before: Before, place: ConcernPlace) -> None:
    first = weigh(intended(before, place, 3_500), before.team, now=NOW)
    confirm(intention_id=first.intention.id, seen=first.mark, by=before.team, now=NOW)
    weighed = weigh(intended(before, place, 500), before.team, now=NOW)
    assert [len(each.gained) for each in weighed.shown.today.named] == [1]
    assert radius(place) == 3_500


def test_somebody_else_s_distance_is_not_overwritten_unseen(before: Before, place: ConcernPlace) -> None:
    weighed = weigh(intended(before, place, 1_000), before.team, now=NOW)
    other = weigh(intended(before, place, 4_000), before.team, now=NOW)
    confirm(intention_id=other.intention.id, seen=other.mark, by=before.team, now=NOW)
    with pytest.raises(SeenOtherwise) as told:
        confirm(intention_id=weighed.intention.id, seen=weighed.mark, by=before.team, now=NOW)
    assert told.value.weighed.change.rows == (Row("Home", "4,000 metres", "1,000 metres"),)
    assert radius(place) == 4_000


def test_a_place_taken_off_meanwhile_is_not_there(before: Before, place: ConcernPlace) -> None:
    weighed = weigh(intended(before, place, 1_000), before.team, now=NOW)
    services.remove_place_of_concern(
        household_id=before.mother.id, concern_id=place.concern_id, place_id=place.id, by=before.team, now=NOW
    )
    with pytest.raises(NotFound):
        confirm(intention_id=weighed.intention.id, seen=weighed.mark, by=before.team, now=NOW)


@pytest.mark.parametrize(("radius_m", "sentence"), [(2_000, "already"), (0, "from 1 to"), (200_001, "from 1 to")])
def test_a_distance_that_cannot_be_or_is_so_already(
    before: Before, place: ConcernPlace, radius_m: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        intended(before, place, radius_m)


def test_who_may_not_see_the_household_cannot_intend(before: Before, place: ConcernPlace) -> None:
    barred = member(before.town, before.town.actor(Role.HOMELESSNESS, "Kim Demo"))
    before.town.bar(barred, before.mother)
    before.town.session.commit()
    with pytest.raises(NotFound):
        intended(before, place, 1_000, by=barred)
    with pytest.raises(Forbidden):
        intended(before, place, 1_000, by=before.manager)


def test_an_officer_is_told_of_other_teams_households_in_numbers(before: Before, place: ConcernPlace) -> None:
    officer = member(before.town, before.town.actor(Role.OFFICER, "Olu Demo"))
    other = before.a_mother(son=3, days=1)
    other.organisation_id = before.town.provider
    before.town.session.commit()
    weighed = weigh(intended(before, place, 3_000, by=officer), officer, now=NOW)
    assert [each.reference for each in weighed.shown.today.named] == [before.mother.reference]
    assert [line.gain_proposal for line in weighed.shown.today.others] == ["Fewer than 5"]
    assert other.reference not in str(weighed.shown)


def recorded(before: Before, household: Household) -> int:
    """The distance of a place of work that somebody records now without saying one."""
    concern = before.town.concern(household)
    before.town.session.commit()
    made = services.add_place_of_concern(
        household_id=household.id, concern_id=concern.id, place=DangerPlace("home", ward_code=before.town.ward),
        by=before.team, now=NOW,
    )  # fmt: skip
    return made.radius_m


def test_the_usual_distance_counts_from_the_next_place_and_leaves_those_that_are_recorded(
    before: Before, place: ConcernPlace
) -> None:
    place.radius_m = recorded(before, before.town.seeks())
    before.town.session.commit()
    assert place.radius_m == 3_000
    weighed = weigh(
        distances.intend_usual(kind="home", radius_m=2_500, by=before.team, now=NOW).id, before.team, now=NOW
    )
    assert [each.reference for each in weighed.shown.today.named if each.gained] == [before.mother.reference]
    for _ in range(2):
        confirm(intention_id=weighed.intention.id, seen=weighed.mark, by=before.team, now=NOW)
    assert (radius(place), recorded(before, before.town.seeks())) == (3_000, 2_500)
    again = weigh(distances.intend_usual(kind="home", radius_m=4_000, by=before.team, now=NOW).id, before.team, now=NOW)
    assert again.change.rows == (Row("Home", "2,500 metres", "4,000 metres"),)


def test_two_usual_distances_of_one_day_stand_beside_each_other_and_the_later_counts(before: Before) -> None:
    for minute, (kind, radius_m) in enumerate((("home", 2_500), ("work", 1_000), ("home", 4_000))):
        now = NOW.replace(minute=minute)
        weighed = weigh(distances.intend_usual(kind=kind, radius_m=radius_m, by=before.team, now=now).id, before.team,
                        now=now)  # fmt: skip
        confirm(intention_id=weighed.intention.id, seen=weighed.mark, by=before.team, now=now)
    with db.reading() as session:
        usual = distances.usual(session, COUNCIL, TODAY)
    assert (usual["home"], usual["work"], usual["family"]) == (4_000, 1_000, 2_000)


def test_a_usual_distance_is_the_homelessness_team_s_to_set(before: Before) -> None:
    officer = member(before.town, before.town.actor(Role.OFFICER, "Olu Demo"))
    before.town.session.commit()
    with pytest.raises(Forbidden):
        distances.intend_usual(kind="home", radius_m=2_500, by=officer, now=NOW)
    with pytest.raises(NotFound):
        distances.intend_usual(kind="moon", radius_m=2_500, by=before.team, now=NOW)


def test_of_two_people_who_use_one_place_one_is_changed(before: Before, place: ConcernPlace) -> None:
    """The other's circle still closes the refuge, whatever the first's becomes."""
    place.radius_m = 3_000
    before.town.danger(before.town.concern(before.mother, name="Madeup Other"), 443_000, 390_000, 3_000)
    before.town.session.commit()
    assert weigh(intended(before, place, 500), before.team, now=NOW).shown.today.nobody


def test_households_whose_dangers_are_not_known_keep_that() -> None:
    problem: dict[str, Any] = {"households": [{"id": "H1", "danger_zones": None}, {"id": "H2"}]}
    assert with_zones(problem, lambda _, zones: [*zones, {"radius_m": 1}]) is None


def test_a_run_keeps_what_was_accepted_then_but_for_what_changes() -> None:
    before, after = (as_policy(each, property_id=UUID(int=1), from_on=TODAY) for each in (EVERYBODY, boys_to(12)))
    after.caps = {"support:high+": 2}
    then = {"id": "R1", "boys_up_to": 9, "pets": [], "max_support": "low", "caps": {"funding:no_recourse": 1}}
    changed = with_policy({"properties": [{"id": "R0"}, then]}, "R1", before, after)
    assert changed is not None
    assert changed["properties"][1] == {
        **then, "boys_up_to": 12, "caps": {"funding:no_recourse": 1, "support:high+": 2},
    }  # fmt: skip
    assert with_policy({"properties": [{"id": "R0"}]}, "R1", before, after) is None
    assert with_policy({"properties": [then]}, "R1", None, after) is None
    lifted = with_policy(changed, "R1", after, before)
    assert lifted is not None
    assert lifted["properties"][1]["caps"] == {"funding:no_recourse": 1}
