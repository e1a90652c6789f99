"""A presentation's facts, band, stage and end: what may be, what may not, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError

from housing import db
from housing.access import Forbidden, NotFound
from housing.households import services as households
from housing.households import timeline
from housing.households.models import HouseholdEvent
from housing.presentations import services, stages
from housing.presentations.models import Presentation
from housing.presentations.queries import current_band, current_stage, one
from housing.presentations.recording import Risk, marac_owed
from housing.refusals import Outdated, Refused
from pathway.stages import Stage
from tests.housing.households.factories import COUNCIL, NOW, Town, town

HOTEL = {"nowhere_safe_tonight": False, "place_known": False, "in_hotel": True, "nights_in_hotel": 3}
SETTLED = {"nowhere_safe_tonight": False, "in_hotel": False, "in_safe_accommodation": True, "wrong_kind": False}
OUTSIDE = {"nowhere_safe_tonight": True}
NO_PLACE = ("no_capacity", ("knows-she-can-return",))


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def presentation(people: Town) -> Presentation:
    """A presentation of the officer's team."""
    return services.start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW)


def read(people: Town, presentation: Presentation) -> Presentation:
    """The presentation as it is stored now."""
    with db.reading() as session:
        return one(session, people.officer, presentation.id)


def say(people: Town, presentation: Presentation, answers: dict[str, Any], *, days: int = 0) -> int:
    """Record her situation and give the band that stands afterwards."""
    now = NOW + timedelta(days=days)
    services.record_situation(presentation_id=presentation.id, answers=answers, by=people.officer, now=now)
    return current_band(read(people, presentation))


def test_nothing_but_a_name_is_needed_and_not_even_that(people: Town) -> None:
    begun = services.start_presentation(name=None, route=None, by=people.officer, now=NOW)
    stored = read(people, begun)
    assert (current_band(stored), current_stage(stored)) == (2, Stage.FIRST_CONTACT)
    assert stored.household.people[0].name is None
    assert stored.reference.startswith("P-")
    assert stored.household.reference.startswith("H-")


def test_the_band_follows_the_facts(people: Town, presentation: Presentation) -> None:
    assert say(people, presentation, HOTEL) == 3
    assert say(people, presentation, SETTLED) == 5
    assert say(people, presentation, OUTSIDE) == 2
    services.record_risk(presentation_id=presentation.id, risk=Risk(total=14), by=people.officer, now=NOW)
    stored = read(people, presentation)
    assert current_band(stored) == 1
    assert [decision.band for decision in stored.bands] == [2, 3, 5, 2, 1]


def test_a_band_that_does_not_change_is_not_decided_again(people: Town, presentation: Presentation) -> None:
    say(people, presentation, HOTEL)
    say(people, presentation, {**HOTEL, "nights_in_hotel": 4})
    assert [decision.band for decision in read(people, presentation).bands] == [2, 3]


def test_a_raised_band_stands_until_the_facts_are_more_urgent(people: Town, presentation: Presentation) -> None:
    by: dict[str, Any] = {"presentation_id": presentation.id, "by": people.officer, "now": NOW}
    assert say(people, presentation, SETTLED) == 5
    services.raise_band(to=3, reason="made up", **by)
    assert say(people, presentation, HOTEL) == 3
    assert say(people, presentation, SETTLED) == 3
    assert say(people, presentation, OUTSIDE) == 2
    assert say(people, presentation, SETTLED) == 5


def test_a_lowered_band_stands_until_the_facts_are_more_urgent_than_they_were(
    people: Town, presentation: Presentation
) -> None:
    assert say(people, presentation, OUTSIDE) == 2
    services.lower_band(presentation_id=presentation.id, to=4, reason="made up", by=people.homelessness, now=NOW)
    assert say(people, presentation, {**OUTSIDE, "children_apart": True}) == 4
    assert say(people, presentation, HOTEL) == 4
    services.record_risk(presentation_id=presentation.id, risk=Risk(judgement=True), by=people.officer, now=NOW)
    assert say(people, presentation, OUTSIDE) == 1


def test_raising_takes_a_reason_and_lowering_takes_the_team(people: Town, presentation: Presentation) -> None:
    by: dict[str, Any] = {"presentation_id": presentation.id, "now": NOW}
    with pytest.raises(Refused, match="Say why"):
        services.raise_band(to=1, reason=" ", by=people.officer, **by)
    with pytest.raises(Refused, match="does not raise"):
        services.raise_band(to=4, reason="made up", by=people.officer, **by)
    with pytest.raises(Refused, match="does not lower"):
        services.lower_band(to=1, reason="made up", by=people.homelessness, **by)
    with pytest.raises(Forbidden):
        services.lower_band(to=5, reason="made up", by=people.officer, **by)


@pytest.mark.parametrize(
    ("risk", "field"),
    [
        (Risk(), "total"),
        (Risk(total=25), "total"),
        (Risk(total=-1), "total"),
        (Risk(total=14, band="medium", reason="made up"), "band"),
        (Risk(total=3, band="high"), "reason"),
    ],
)
def test_a_risk_that_contradicts_itself_is_refused(
    people: Town, presentation: Presentation, risk: Risk, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.record_risk(presentation_id=presentation.id, risk=risk, by=people.officer, now=NOW)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("risk", "band", "owed"),
    [
        (Risk(total=16), "high", True),
        (Risk(total=3, judgement=True, escalation=False), "high", True),
        (Risk(total=3, judgement=False, escalation=False), "standard", False),
        (Risk(total=11), "medium", None),
        (Risk(total=3, band="high", reason="made up"), "high", True),
    ],
)
def test_what_the_risk_comes_to_and_whether_a_marac_is_owed(
    people: Town, presentation: Presentation, risk: Risk, band: str, owed: bool | None
) -> None:
    entry = services.record_risk(presentation_id=presentation.id, risk=risk, by=people.officer, now=NOW)
    assert (entry.band, marac_owed(entry, NOW).owed) == (band, owed)
    assert marac_owed(None, NOW).owed is None


def test_stages_move_only_as_the_pathway_allows(people: Town, presentation: Presentation) -> None:
    by: dict[str, Any] = {"presentation_id": presentation.id, "by": people.officer, "now": NOW}
    with pytest.raises(Refused, match="cannot be recorded at the stage"):
        services.move_stage(move="settle", **by)
    with pytest.raises(Refused, match="End this presentation"):
        services.move_stage(move="close_died", **by)
    services.move_stage(move="assess", **by)
    with pytest.raises(Refused, match="confirm"):
        services.move_stage(move="stay_home_safely", **by)
    services.move_stage(move="lose_contact", reason="made up", **by)
    assert current_stage(read(people, presentation)) is Stage.ASSESSMENT


def test_other_slices_enter_a_stage_inside_their_transaction(people: Town, presentation: Presentation) -> None:
    with db.transaction() as session:
        stages.enter(session, presentation, Stage.PLACED, reason=None, by=people.refuge, now=NOW)
        with pytest.raises(Refused, match="cannot go to"):
            stages.enter(session, presentation, Stage.RESETTLED, reason=None, by=people.refuge, now=NOW)
    assert current_stage(read(people, presentation)) is Stage.PLACED


def test_a_band_that_follows_from_the_answers_is_not_said_to_have_been_entered(
    people: Town, presentation: Presentation
) -> None:
    by: dict[str, Any] = {"presentation_id": presentation.id, "by": people.officer, "now": NOW}
    judged = services.record_risk(risk=Risk(total=3, judgement=True), **by)
    assert "entered" not in " ".join(marac_owed(judged, NOW).because)
    chosen = services.record_risk(risk=Risk(total=3, band="high", reason="made up"), **by)
    assert "entered as high" in " ".join(marac_owed(chosen, NOW).because)


def test_the_database_keeps_one_open_presentation_a_household(engine: Engine, presentation: Presentation) -> None:
    values = {"household_id": presentation.household_id, "authority_code": COUNCIL, "reference": "P-MADEUP"}
    with pytest.raises(IntegrityError) as broken, engine.begin() as connection:
        connection.execute(insert(Presentation).values(**values, presented_at=NOW, situation={}, version=1))
    assert db.broken_constraint(broken.value) == "uq_presentation_one_open"


def test_a_save_over_somebody_elses_is_refused(people: Town, presentation: Presentation) -> None:
    version = read(people, presentation).version
    by: dict[str, Any] = {"presentation_id": presentation.id, "now": NOW, "version": version}
    services.record_situation(answers=HOTEL, by=people.officer, **by)
    with pytest.raises(Outdated):
        services.record_situation(answers=OUTSIDE, by=people.colleague, **by)


CHANGES: list[Callable[..., object]] = [
    lambda **by: services.record_situation(answers={}, **by),
    lambda **by: services.record_risk(risk=Risk(total=3), **by),
    lambda **by: services.raise_band(to=1, reason="made up", **by),
    lambda **by: services.move_stage(move="assess", **by),
    lambda **by: services.end_presentation(ending="not_supported", reason=NO_PLACE[0], confirmed=NO_PLACE[1], **by),
]


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_else_changes_a_presentation(
    people: Town, presentation: Presentation, change: Callable[..., object]
) -> None:
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            change(presentation_id=presentation.id, by=actor, now=NOW)
    for actor in (people.refuge, people.strategy):
        with pytest.raises(Forbidden):
            change(presentation_id=presentation.id, by=actor, now=NOW)
    change(presentation_id=presentation.id, by=people.homelessness, now=NOW)


def lines(household_id: UUID) -> list[str]:
    """The timeline in order."""
    with db.reading() as session:
        query = select(HouseholdEvent.words).where(HouseholdEvent.household_id == household_id)
        return list(session.scalars(query.order_by(HouseholdEvent.at)))


def test_the_timeline_keeps_its_order_and_names_nobody(people: Town, presentation: Presentation) -> None:
    concern = households.Concern("Bad Madeup")
    households.add_person_of_concern(
        household_id=presentation.household_id, concern=concern, by=people.officer, now=NOW
    )
    told = lines(presentation.household_id)
    assert told[:2] == ["Asked for help.", "First contact."]
    assert told[2].startswith("Band 2: ")
    assert told[3] == "A person of concern was recorded."
    assert "Bad" not in " ".join(told)
    with db.transaction() as session, pytest.raises(KeyError):
        timeline.tell(session, presentation.household_id, "gossip", "words", by=people.officer, now=NOW)


def test_what_was_decided_is_sealed(engine: Engine, people: Town, presentation: Presentation) -> None:
    services.raise_band(presentation_id=presentation.id, to=1, reason="the canary sang", by=people.officer, now=NOW)
    with engine.connect() as connection:
        for table in ("band_decision", "household_event", "audit_entry"):
            assert "canary" not in str(connection.execute(text(f"select {table}::text from {table}")).all())
