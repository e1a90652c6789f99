"""Before a unit is held every hard rule is judged again, and two offers into one building wait for one another."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.access import NotFound
from housing.households.models import Household
from housing.placements.matching.rechecking import RuleBroken, recheck
from housing.places import diary
from housing.places.models import Unit
from housing.refusals import Refused
from tests.housing.placements.matching.factories import NOW, TODAY, Town


def check(household: Household, unit_id: UUID) -> dict[str, object]:
    """Recheck in a transaction of its own."""
    with db.transaction() as session:
        return recheck(session, household_id=household.id, unit_id=unit_id, now=NOW)


def test_a_pair_that_breaks_nothing_keeps_what_each_rule_said(town: Town) -> None:
    her, unit = town.seeks(), town.unit()
    town.session.commit()
    said = check(her, unit.id)
    assert said["as_of"] == TODAY.isoformat()
    assert set(said["rules"].values()) == {"accept"}  # type: ignore[attr-defined]  # a JSON document
    assert len(said["rules"]) == 18  # type: ignore[arg-type]  # a JSON document


def test_a_broken_rule_is_said_in_a_sentence_on_the_unit(town: Town) -> None:
    her = town.seeks(town.household(pets=["snake"]))
    unit = town.unit(town.home(kind="specialist"))
    town.session.commit()
    with pytest.raises(RuleBroken) as broken:
        check(her, unit.id)
    assert {rule for rule, _, _ in broken.value.verdicts} == {"agreed-kind", "pets"}
    assert str(broken.value).startswith("This unit cannot be offered to this household: ")
    assert broken.value.field == "unit"


def test_a_fact_to_find_out_stops_an_offer_too(town: Town) -> None:
    her, unit = town.seeks(town.household(concerns_asked=False)), town.unit()
    town.session.commit()
    with pytest.raises(RuleBroken, match="Before this unit can be offered: record the places") as broken:
        check(her, unit.id)
    assert [answer for _, answer, _ in broken.value.verdicts] == ["ask"]


def test_a_cap_counts_those_a_unit_is_held_for(town: Town) -> None:
    home = town.home(policy={"caps": {"support:high+": 1}})
    first, second = town.unit(home), town.unit(home)
    town.offer(town.seeks(town.household(support_need="high")), first)
    her, calmer = town.seeks(town.household(support_need="very_high")), town.seeks()
    town.session.commit()
    with pytest.raises(RuleBroken, match="as many households with high support needs or above as it can take"):
        check(her, second.id)
    check(calmer, second.id)


def test_her_own_hold_does_not_stand_in_her_way_and_another_does(town: Town) -> None:
    unit = town.unit()
    her, other = town.seeks(), town.seeks()
    town.offer(her, unit)
    town.session.commit()
    check(her, unit.id)
    with pytest.raises(Refused, match="This unit is not free: held for a household"):
        check(other, unit.id)


@pytest.mark.parametrize("stage", ["first_contact", "placed"])
def test_an_officer_may_offer_at_any_stage(town: Town, stage: str) -> None:
    her, unit = town.household(), town.unit()
    town.presents(her, stage=stage)
    town.session.commit()
    check(her, unit.id)


def test_nobody_in_the_household_or_no_presentation_or_no_such_unit(town: Town) -> None:
    unit = town.unit()
    empty, gone = town.seeks(), town.household()
    for person in town.session.scalars(select(Household).where(Household.id == empty.id)).all():
        town.session.execute(db.Base.metadata.tables["person"].delete().where(
            db.Base.metadata.tables["person"].c.household_id == person.id))  # fmt: skip
    town.session.commit()
    with pytest.raises(Refused, match="No unit can be offered yet: nobody is recorded in the household yet"):
        check(empty, unit.id)
    with pytest.raises(NotFound):
        check(gone, unit.id)
    with pytest.raises(NotFound):
        check(empty, gone.id)


def test_facts_saved_since_the_page_was_opened_count(town: Town) -> None:
    """What this transaction had read before is not taken on trust."""
    her, unit = town.seeks(), town.unit()
    town.session.commit()
    with db.transaction() as session:
        read_before = session.get_one(Household, her.id)
        assert read_before.concerns_asked
        her.concerns_asked = False
        town.session.commit()
        with pytest.raises(RuleBroken):
            recheck(session, household_id=her.id, unit_id=unit.id, now=NOW)
        assert read_before.concerns_asked


def test_two_who_must_never_meet_cannot_be_offered_one_building_at_the_same_second(town: Town) -> None:
    home = town.home()
    units = [town.unit(home), town.unit(home)]
    pair = [town.seeks(), town.seeks()]
    for household in pair:
        town.concern(household, name="Madeup Danger")
    by = town.actor()
    town.session.commit()
    both_read, outcomes = threading.Barrier(2), []

    def offer(household_id: UUID, unit_id: UUID) -> None:
        both_read.wait()
        try:
            with db.transaction() as session:
                unit = session.scalars(select(Unit).where(Unit.id == unit_id).with_for_update()).one()
                recheck(session, household_id=household_id, unit_id=unit_id, now=NOW)
                diary.add(
                    session, unit, "hold", from_on=TODAY, until_on=None, by=by, now=NOW,
                    household_id=household_id, lapses_at=NOW,
                )  # fmt: skip
            outcomes.append("held")
        except RuleBroken as broken:
            outcomes.append(broken.verdicts[0][0])

    threads = [
        threading.Thread(target=offer, args=(household.id, unit.id))
        for household, unit in zip(pair, units, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["held", "kept-apart"]
