"""Two records of one person go on as one, and can be taken apart again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from housing import db
from housing.access import Forbidden, NotFound
from housing.households import queries as households
from housing.households import services
from housing.households.alike.models import Alias
from housing.presentations.panels import Panel
from housing.presentations.parting.merging import merge, undo
from housing.presentations.parting.models import HouseholdLink
from housing.presentations.parting.panel import together_panel
from housing.presentations.queries import latest_of
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from tests.housing.households.factories import NOW, Town, bar
from tests.housing.signing_in import sign_in_as

LATER = NOW + timedelta(days=2)


@pytest.fixture
def second(people: Town) -> tuple[UUID, str]:
    """The same person, under another name, at another team."""
    made = start_presentation(name="Earlier Madeup", route=None, by=people.other_team, now=NOW).household
    services.add_person_of_concern(
        household_id=made.id, concern=services.Concern("Bad Madeup"), by=people.other_team, now=NOW
    )
    return made.id, made.reference


def test_the_other_record_ends_and_all_that_keeps_her_safe_comes_here(
    people: Town, household: UUID, second: tuple[UUID, str]
) -> None:
    other, reference = second
    bar(people.colleague, other)
    said: dict[str, Any] = {"household_id": household, "by": people.homelessness, "now": LATER}
    link = merge(reference=reference.lower(), reason="She said so", **said)
    assert sorted(link.copied) == ["barred", "dangers"]
    with db.reading() as session:
        kept = households.one(session, people.officer, household)
        assert [concern.name for concern in kept.concerns] == ["Bad Madeup"]
        assert session.scalars(select(Alias.name)).all() == ["Earlier Madeup"]
        assert latest_of(session, people.homelessness, other).outcome == "handed_over"
        assert len(households.one(session, people.homelessness, other).people) == 1
        with pytest.raises(NotFound):
            households.one(session, people.colleague, household)
    with pytest.raises(Refused, match="Hana Demo joined one of these to another record at 9:30am"):
        merge(reference=reference, reason="Again", **said)


def test_who_may_and_what_cannot_be(people: Town, household: UUID, second: tuple[UUID, str]) -> None:
    other, reference = second
    said: dict[str, Any] = {"household_id": household, "reference": reference, "reason": "Made up", "now": LATER}
    with pytest.raises(Forbidden):
        merge(by=people.officer, **said)
    with db.reading() as session:
        own = households.one(session, people.officer, household).reference
    for wrong, sentence in (
        ({"reference": own}, "the same one"), ({"reference": "H-222222"}, "reference of a household"),
        ({"reason": " "}, "Enter the reason"), ({"reason": "x" * 2001}, "2,000"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            merge(by=people.homelessness, **{**said, **wrong})
    bar(people.homelessness, other)
    with pytest.raises(Refused, match="reference of a household"):
        merge(by=people.homelessness, **said)
    with pytest.raises(NotFound):
        undo(link_id=uuid4(), reason="Made up", by=people.homelessness, now=LATER)


def test_it_can_be_taken_apart_once_with_a_reason(
    app: Flask, people: Town, household: UUID, second: tuple[UUID, str]
) -> None:
    other, reference = second
    browser = app.test_client()
    sign_in_as(browser, people.homelessness)
    at = f"/households/{household}/merge"
    assert "Enter the reference" in browser.post(at, data={"reason": "x"}).text
    assert browser.post(at, data={"reference": reference, "reason": "She said so"}).status_code == 303
    with db.reading() as session:
        link = session.scalars(select(HouseholdLink)).one()
        shown = together_panel(session, people.homelessness, latest_of(session, people.homelessness, other), LATER)
        assert isinstance(shown, Panel)
        (line,) = shown.facts["links"]
        assert line.sentence == "This record goes on in another"
        unseen = together_panel(session, people.officer, latest_of(session, people.officer, household), LATER)
        assert unseen is not None
        assert (unseen.facts["links"][0].reference, unseen.facts["links"][0].words) == (None, "")
    undo_at = f"/households/{household}/links/{link.id}/undo"
    assert "Enter the reason" in browser.post(undo_at, data={}).text
    assert browser.post(undo_at, data={"reason": "Another date of birth"}).status_code == 303
    with pytest.raises(Refused, match="took these two apart"):
        undo(link_id=link.id, reason="Again", by=people.homelessness, now=LATER)
    officer = app.test_client()
    sign_in_as(officer, people.officer)
    assert {officer.get(each).status_code for each in (at, undo_at)} == {403}
