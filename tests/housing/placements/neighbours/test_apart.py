"""No run and no offer brings two together who must be kept apart: not in a building, a street, or within a distance."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.access import Role
from housing.households.alike.comparing import compare_new_names
from housing.households.alike.models import NameMatch
from housing.households.alike.services import decide
from housing.households.models import Household
from housing.households.separations.models import Separation
from housing.households.separations.services import Apart, add_separation, end_separation
from housing.placements.matching import apart
from housing.placements.matching.replay import Outcome, replay
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.matching.snapshot import take
from housing.placements.models import MatchRun, Proposal
from housing.placements.neighbours.watching import HAVEN, check
from housing.placements.offers.services import make_offer
from housing.places.models import Property, Unit
from housing.places.streets.keeping import note_missing
from housing.presentations.models import Presentation
from housing.refusals import Refused
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town

NEUTRAL = "it is too near a place where the household is in danger"


def keep(
    town: Town, one: Household, other: Household | Property, level: str = "building", metres: int | None = None
) -> Separation:
    """Somebody of the team keeps them apart; the streets have been noted."""
    by = town.actor()
    town.session.commit()
    with db.transaction() as session:
        note_missing(session)
    whom = {"reference": other.reference} if isinstance(other, Household) else {"code": other.code}
    said = Apart(household_id=one.id, level=level, metres=metres, reason="other", why="made up", **whom)
    return add_separation(apart=said, by=by, now=NOW)


def run(town: Town) -> dict[UUID, UUID]:
    """Today's run: the property proposed to each household."""
    town.session.commit()
    made = make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    query = select(Proposal.household_id, Unit.property_id).join(Unit, Unit.id == Proposal.unit_id)
    with db.reading() as session:
        return dict(session.execute(query.where(Proposal.run_id == made.id)).all())


def refused(town: Town, household: Household, unit: Unit) -> str:
    """What an offer is refused with; "" where it is made."""
    by = town.actor()
    town.session.commit()
    with db.reading() as session:
        found = session.scalars(select(Presentation.id).where(Presentation.household_id == household.id)).one()
    try:
        make_offer(presentation_id=found, unit_id=unit.id, why_differs=None, by=by, now=NOW)
    except Refused as error:
        return str(error)
    return ""


PLACED = [
    ("street", None, 440_000, "1 Made-up Lane", "2, Made up Ln.", True),
    ("street", None, 440_000, "1 Made-up Lane", "2 Another Road", False),
    ("street", None, 443_001, "1 Made-up Lane", "2 Made-up Lane", False),
    ("distance", 500, 440_500, "1 Made-up Lane", "2 Another Road", True),
    ("distance", 500, 440_501, "1 Made-up Lane", "2 Another Road", False),
    ("building", None, 440_000, "1 Made-up Lane", "2 Made-up Lane", False),
]


@pytest.mark.parametrize(("level", "metres", "easting", "address", "other_address", "closed"), PLACED)
def test_a_home_too_close_to_the_other_one_s_is_closed_to_run_and_offer(
    town: Town, level: str, metres: int | None, easting: int, address: str, other_address: str, closed: bool
) -> None:
    lived_in, free = town.home(address=address), town.home(address=other_address, easting=easting)
    other = town.lives(town.household(), town.unit(lived_in))
    her, unit = town.seeks(), town.unit(free)
    keep(town, her, other, level, metres)
    assert (her.id not in run(town)) is closed
    said = refused(town, her, unit)
    assert (NEUTRAL in said) is closed
    for canary in (other.reference, str(other.id), lived_in.code, "Lane"):
        assert canary not in said


def test_the_problem_says_nothing_of_where_the_other_lives(town: Town) -> None:
    lived_in, free = town.home(easting=440_123, northing=390_077), town.home(easting=440_400)
    other = town.lives(town.household(), town.unit(lived_in))
    her, _ = town.seeks(), town.unit(free)
    keep(town, her, other, "distance", 700)
    with db.reading() as session:
        document = take(session, COUNCIL, now=NOW, only=her.id).document
    (zone,) = document["households"][0]["danger_zones"]
    assert zone == {"easting": 440_400, "northing": 390_000, "radius_m": 1, "reason": "kept_apart"}
    assert "440123" not in json.dumps(document)


def test_two_who_both_look_for_a_place_are_not_proposed_two_homes_too_close(town: Town) -> None:
    near = [town.home(address=f"{number} Made-up Lane") for number in (1, 2)]
    far = town.home(easting=460_000, address="1 Another Road")
    for home in (*near, far):
        town.unit(home)
    first, second = town.seeks(band=1), town.seeks(band=3)
    town.near(first, 440_000, 390_000)
    town.near(second, 440_000, 390_000)
    keep(town, first, second, "street")
    found = run(town)
    assert found[second.id] == far.id
    assert found[first.id] in {home.id for home in near}
    with db.reading() as session:
        number = session.scalars(select(MatchRun.number)).one()
    assert replay(number).outcome is Outcome.SAME


def test_who_is_offered_second_is_refused_in_words_that_lead_to_nobody(town: Town) -> None:
    units = [town.unit(town.home(address=f"{number} Made-up Lane")) for number in (1, 2)]
    one, other = town.seeks(), town.seeks()
    keep(town, one, other, "street")
    assert refused(town, one, units[0]) == ""
    assert NEUTRAL in refused(town, other, units[1])


def test_a_home_closed_by_somebody_is_closed_and_one_elsewhere_is_not(town: Town) -> None:
    known, elsewhere = town.home(), town.home(easting=460_000)
    closed, open_ = town.unit(known), town.unit(elsewhere)
    her = town.seeks()
    keep(town, her, known)
    assert NEUTRAL in refused(town, her, closed)
    assert refused(town, her, open_) == ""


def test_what_has_ended_no_longer_counts(town: Town) -> None:
    home = town.home()
    other = town.lives(town.household(), town.unit(home))
    her, unit = town.seeks(), town.unit(home)
    row, by = keep(town, her, other), town.actor()
    town.session.commit()
    assert "kept apart" in refused(town, her, unit)
    end_separation(separation_id=row.id, reason="made up", by=by, now=NOW)
    assert refused(town, her, unit) == ""


def test_a_street_that_is_not_known_may_be_the_same_and_a_sector_tells(town: Town) -> None:
    lived_in = town.home(address="The Made-up House", postcode="ZZ98 1ZZ")
    other = town.lives(town.household(), town.unit(lived_in))
    same, another = (town.unit(town.home(address="Somewhere", postcode=code)) for code in ("ZZ98 1AB", "ZZ98 2AB"))
    her = town.seeks()
    keep(town, her, other, "street")
    assert NEUTRAL in refused(town, her, same)
    assert refused(town, her, another) == ""


@pytest.mark.parametrize("broken", ["zones", "recorded"])
def test_without_the_check_these_tests_fail(town: Town, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """The negative control: where the matcher does not honour separations, an offer brings two together."""
    gone: dict[str, Callable[..., Any]] = {
        "zones": lambda: monkeypatch.setattr(apart.Apart, "zones", lambda *_: []),
        "recorded": lambda: monkeypatch.setattr(apart, "_recorded", lambda *_: ({}, {})),
    }
    gone[broken]()
    other = town.lives(town.household(), town.unit(town.home(address="1 Made-up Lane")))
    her, unit = town.seeks(), town.unit(town.home(address="2 Made-up Lane"))
    keep(town, her, other, "street")
    assert refused(town, her, unit) == ""


def test_two_who_are_said_to_be_two_people_may_meet_until_a_record_changes(town: Town) -> None:

    home = town.home()
    other = town.lives(town.household(), town.unit(home))
    her, unit = town.seeks(), town.unit(home)
    town.concern(her, name="Madeup Common Name")
    concern = town.concern(other, name="Madeup Common Name")
    town.session.commit()
    check(household_id=her.id, by=HAVEN, now=NOW)
    with db.reading() as session:
        row = session.scalars(select(Separation)).one()
    by = town.actor()
    town.session.commit()
    assert "kept apart" in refused(town, her, unit)
    end_separation(separation_id=row.id, reason="made up: another town, another age", by=by, now=NOW)
    concern.born = date(1980, 1, 1)
    town.session.commit()
    assert "kept apart" in refused(town, her, unit)
    concern.born = None
    town.session.commit()
    assert refused(town, her, unit) == ""


@pytest.mark.parametrize(("outcome", "free"), [("two_people", True), ("keep_apart", False)])
def test_a_name_that_is_only_like_keeps_two_apart_until_a_lead_has_decided(
    town: Town, outcome: str, free: bool
) -> None:
    """The officer reads the words of a place that is not safe, and nothing of why."""
    home = town.home()
    lives = town.lives(town.seeks(town.household()), town.unit(home))
    town.person(lives, name="Bartolomew Feared")
    asks = town.seeks(town.household())
    town.concern(asks, name="Bartholomew Feared")
    unit = town.unit(home)
    town.session.commit()
    assert compare_new_names(now=NOW)[1] == 1
    assert run(town).get(asks.id) is None
    said = refused(town, asks, unit)
    assert said.startswith("This unit cannot be offered to this household: ")
    assert "Feared" not in said
    assert lives.reference not in said
    with db.reading() as session:
        match = session.scalars(select(NameMatch)).one()
    lead = town.actor(Role.HOMELESSNESS)
    town.session.commit()
    decide(match_id=match.id, outcome=outcome, reason="Looked at both", by=lead, now=NOW)
    assert (refused(town, asks, unit) == "") is free
