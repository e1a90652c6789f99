"""Entering a stage makes what it owes into tasks: each line once, whose they are, by when; and what leaving does."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from housing import db
from housing.codes import Setting
from housing.households import services as households
from housing.presentations import endings, services
from housing.presentations.guide.keeping import keep
from housing.presentations.guide.queries import in_force
from housing.presentations.guide.queries import rows as rows_in_force
from housing.presentations.models import Presentation
from housing.presentations.recording import Risk
from housing.presentations.services import end_presentation, move_stage, record_risk, start_presentation
from housing.tasks.models import Task
from pathway.guide import GUIDE
from pathway.promises import Unit
from pathway.stages import MOVES, Stage, moves_from
from tests.housing.households.factories import COUNCIL, NOW, Town
from tests.housing.presentations.guide.conftest import Owed, slugs

TODAY = NOW.date()
ENDS = {ending.move for ending in endings.ENDINGS}


def move(people: Town, presentation: Presentation, slug: str, now: datetime = NOW) -> None:
    needs = next(way.needs for way in MOVES if way.slug == slug)
    move_stage(
        presentation_id=presentation.id, move=slug, by=people.officer, now=now, confirmed=[need.slug for need in needs]
    )


def test_the_migration_enters_the_guide_as_the_pathway_states_it(people: Town) -> None:
    with db.reading() as session:
        stored = [line.support for line in in_force(session, COUNCIL, TODAY)]
        begins = {row.from_on for row in rows_in_force(session, COUNCIL, TODAY)}
    for found, meant in zip(stored, GUIDE, strict=True):
        assert (found.slug, found.stage, found.owed, found.by, found.within) == (
            meant.slug, meant.stage, meant.owed, meant.by, meant.within,
        )  # fmt: skip
        assert (found.only, found.kept_by, found.carries, found.source, found.verified) == (
            meant.only, meant.kept_by, meant.carries, meant.source, meant.verified,
        )  # fmt: skip
    assert begins == {date(2020, 1, 1)}


def test_first_contact_owes_its_lines_to_the_officer_with_deadline_and_source(
    presentation: Presentation, owed: Owed
) -> None:
    tasks = owed(presentation.id)
    assert slugs(tasks) == {row.slug for row in GUIDE if row.stage is Stage.FIRST_CONTACT}
    assert {task.role for task in tasks} == {"officer"}
    by_slug = {str(task.once).rsplit(":", 1)[1]: task for task in tasks}
    assert by_slug["meet"].due_at == NOW + timedelta(hours=1)
    assert by_slug["essentials"].due_at == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert "Source: The council's pathway guide" in by_slug["meet"].why
    assert "find out" in by_slug["interpreter"].why
    assert by_slug["meet"].ladder == [{"at": (NOW + timedelta(hours=25)).isoformat(), "to": "homelessness_team"}]


def test_what_holds_for_some_only_is_owed_where_it_holds_or_nobody_knows(
    people: Town, presentation: Presentation, owed: Owed
) -> None:
    record_risk(presentation_id=presentation.id, risk=Risk(total=3, band="standard"), by=people.officer, now=NOW)
    households.add_person(
        household_id=presentation.household_id, member=households.Member("Made Up", role="adult"),
        by=people.officer, now=NOW,
    )  # fmt: skip
    move(people, presentation, "assess")
    found = slugs(owed(presentation.id))
    assert not found & {"marac", "children", "childrens-services"}
    assert found >= {"options", "decision", "plan"}


def test_leaving_settles_what_was_the_stage_s_and_carries_over_what_is_hers(
    people: Town, presentation: Presentation, owed: Owed
) -> None:
    move(people, presentation, "assess")
    still = slugs(owed(presentation.id))
    assert still >= {"safe-contact", "dash", "options"}
    assert not still & {"meet", "essentials", "immediate-danger"}
    assert slugs(owed(presentation.id, closed=True)) == {"meet", "essentials", "immediate-danger", "interpreter"}


def test_the_end_of_the_pathway_settles_everything(people: Town, presentation: Presentation, owed: Owed) -> None:
    end_presentation(
        presentation_id=presentation.id, ending="withdrawn", by=people.officer, now=NOW,
        confirmed=["her-own-words", "knows-she-can-return"],
    )  # fmt: skip
    assert owed(presentation.id) == []


def test_lost_contact_asks_for_welfare_checks_and_ends_nothing(
    people: Town, presentation: Presentation, owed: Owed
) -> None:
    before = slugs(owed(presentation.id))
    move(people, presentation, "lose_contact")
    asked = owed(presentation.id, kind="after-move")
    assert "Make welfare checks first, through people and places that are safe for her" in {t.title for t in asked}
    assert {task.due_at for task in asked} == {datetime(2026, 11, 24, 0, 0, tzinfo=UTC)}
    assert slugs(owed(presentation.id)) == before


def test_where_no_provider_houses_her_the_officer_owes_it_and_without_an_officer_the_team(
    people: Town, owed: Owed
) -> None:
    ours = start_presentation(name=None, route=None, by=people.officer, now=NOW)
    desk = start_presentation(name=None, route=None, by=people.homelessness, now=NOW)
    move(people, ours, "arrive")
    move_stage(presentation_id=desk.id, move="arrive", by=people.homelessness, now=NOW)
    assert {task.role for task in owed(ours.id)} == {"officer"}
    assert {task.role for task in owed(desk.id)} == {"homelessness_team"}


@pytest.mark.parametrize("begins", [TODAY + timedelta(days=1), None])
def test_before_the_guide_begins_nothing_is_owed_by_it(
    people: Town, engine: Engine, owed: Owed, begins: date | None
) -> None:
    with Session(engine) as session, session.begin():
        session.execute(text("delete from setting where key = 'guide.begins_on'"))
        if begins:
            session.add(
                Setting(
                    id=uuid4(), key="guide.begins_on", from_on=date(2026, 1, 1), value=json.loads(f'"{begins}"'),
                    source="Made up", verified=False,
                )
            )  # fmt: skip
    assert owed(start_presentation(name=None, route=None, by=people.officer, now=NOW).id) == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_line_makes_one_open_task_at_most_and_each_of_the_stage_exactly_one(
    people: Town, engine: Engine, data: st.DataObject
) -> None:
    """Along any path: each line that is owed at the stage and comes due by itself has one open task, none has two."""
    presentation = services.start_presentation(name=None, route=None, by=people.officer, now=NOW)
    stage = Stage.FIRST_CONTACT
    for step in range(data.draw(st.integers(0, 5))):
        ways = [way for way in moves_from(stage) if way.slug not in ENDS]
        way = data.draw(st.sampled_from(ways))
        move(people, presentation, way.slug, NOW + timedelta(minutes=step + 1))
        stage = way.to or stage
    with Session(engine) as session:
        query = select(Task.once).where(Task.household_id == presentation.household_id, Task.closed_at.is_(None))
        counted = Counter(session.scalars(query.where(Task.kind == "guide")))
    assert set(counted.values()) <= {1}
    ahead = {Unit.DAYS: 14, Unit.EVERY: 14}
    due = {
        row.slug
        for row in GUIDE
        if row.stage is stage and row.within.unit is not Unit.ON_CHANGE and not row.kept_by
        and row.within.count < ahead.get(row.within.unit, 1000)
    }  # fmt: skip
    assert due <= {str(once).rsplit(":", 1)[1] for once in counted}


def test_one_obligation_is_one_task_whichever_comes_first(people: Town, presentation: Presentation, owed: Owed) -> None:
    move(people, presentation, "assess")
    assert "marac" in slugs(owed(presentation.id))
    high = Risk(total=15, judgement=False, escalation=False)
    record_risk(presentation_id=presentation.id, risk=high, by=people.officer, now=NOW)
    assert "marac" not in slugs(owed(presentation.id))
    assert [task.title for task in owed(presentation.id, kind="marac-referral")] == ["Refer to the MARAC and an IDVA"]
    keep(COUNCIL, now=NOW + timedelta(minutes=5))
    move(people, presentation, "return_to_danger", NOW + timedelta(hours=1))
    assert "marac" not in slugs(owed(presentation.id))


def test_an_assessment_keeps_every_review_of_the_risk(people: Town, presentation: Presentation, owed: Owed) -> None:
    move(people, presentation, "arrive")
    assert "risk-review" in slugs(owed(presentation.id))
    record_risk(presentation_id=presentation.id, risk=Risk(total=3, band="standard"), by=people.officer, now=NOW)
    assert "risk-review" not in slugs(owed(presentation.id))
