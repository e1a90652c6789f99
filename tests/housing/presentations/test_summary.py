"""Check what we know: every fact, what is missing, what waits for it, and what looks unlikely."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from housing import clock, db
from housing.access import NotFound
from housing.households import services
from housing.households.members import Member
from housing.placements.matching.words import RECORDED_AT
from housing.presentations.queries import latest_of
from housing.presentations.services import start_presentation
from housing.presentations.summary import checking
from housing.presentations.summary.facts import FACTS, TITLES
from housing.refusals import Refused
from tests.housing.households.factories import NOW, Town

LATER = NOW + timedelta(days=200)


def test_every_rule_that_asks_has_its_fact() -> None:
    assert set(RECORDED_AT) <= {rule for fact in FACTS for rule in fact.rules}
    assert {fact.section for fact in FACTS} == {"Is she safe?", "Who they are", "What they need"}
    assert len({fact.slug for fact in FACTS}) == len(FACTS)
    for fact in FACTS:
        for rule in fact.rules:
            assert RECORDED_AT.get(rule, fact.endpoint) == fact.endpoint or rule in ("outside-authority", "place-limit")


def test_the_page_says_what_is_missing_and_what_waits(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/summary"
    assert at in client.get(f"/households/{household}/tasks").text
    page = client.get(at).text
    assert f"1 of {len(FACTS)} are known" in page
    assert f"Waits for it: {TITLES['danger-zone']}; " in page
    assert "Letter on the decision (Housing Act 1996 section 184): " in page
    services.save_money(
        household_id=household, immigration="recourse", funding=["housing_benefit"], by=people.officer, now=NOW
    )
    page = client.get(at).text
    assert f"3 of {len(FACTS)} are known" in page
    for href in set(re.findall(rf'href="(/households/{household}/[^"]+)"', page)):
        assert client.get(href).status_code == 200, href


def test_the_queries_of_the_page_do_not_grow(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/summary"
    client.get(at)
    with db.count_statements() as few:
        client.get(at)
    for number in range(8):
        services.add_person(
            household_id=household, member=Member(name=f"Kid {number}", role="child"), by=people.officer, now=NOW
        )
    with db.count_statements() as many:
        client.get(at)
    assert len(many) == len(few)


def a_child(people: Town, household: UUID) -> None:
    services.add_person(
        household_id=household, member=Member(role="child", born=date(2023, 3, 1)), by=people.officer, now=NOW
    )


def test_are_you_sure_is_confirmed_once_and_asked_again_when_it_changes(people: Town, household: UUID) -> None:
    a_child(people, household)
    with db.reading() as session:
        presentation = latest_of(session, people.officer, household)
        assert checking.asked(session, presentation, NOW.date()) == []
        (asked,) = checking.asked(session, presentation, LATER.date())
    said: dict[str, Any] = {"household_id": household, "slug": asked.check.slug, "basis": asked.check.basis}
    assert "A child of 4 has waited for 200 days" in asked.check.sentence
    with pytest.raises(Refused, match="has changed since"):
        checking.confirm(**said, note=None, by=people.officer, now=NOW)
    with pytest.raises(NotFound):
        checking.confirm(**said, note=None, by=people.other_team, now=LATER)
    checking.confirm(**said, note="No home of that size (made up)", by=people.officer, now=LATER)
    with pytest.raises(Refused, match="Olive Demo confirmed this at"):
        checking.confirm(**said, note=None, by=people.colleague, now=LATER)
    with pytest.raises(Refused, match="500 characters"):
        checking.confirm(**said, note="x" * 501, by=people.officer, now=LATER)
    with db.reading() as session:
        presentation = latest_of(session, people.officer, household)
        (again,) = checking.asked(session, presentation, LATER.date())
        assert again.answer is not None
        (later,) = checking.asked(session, presentation, LATER.date() + timedelta(days=180))
        assert later.answer is None


def test_confirming_by_the_page(client: FlaskClient, people: Town) -> None:
    started = start_presentation(
        name="Long Waiting", route=None, by=people.officer, now=clock.now() - timedelta(days=300)
    )
    household = started.household_id
    a_child(people, household)
    at = f"/households/{household}/summary"
    page = client.get(at).text
    assert "has waited for 300 days" in page
    basis = re.search('name="basis" value="([0-9a-f]+)"', page)
    assert basis is not None
    sent = {"basis": basis[1], "note": "x" * 600}
    answer = client.post(f"{at}/child-waiting", data=sent)
    assert "500 characters or fewer" in answer.text
    assert "x" * 600 in answer.text
    answer = client.post(f"{at}/child-waiting", data={**sent, "note": "So it is"}, follow_redirects=True)
    assert "Olive Demo confirmed it at" in answer.text
    assert "So it is" in answer.text
    assert (
        "confirmed this at" in client.post(f"{at}/child-waiting", data=sent | {"note": ""}, follow_redirects=True).text
    )
    assert "has changed" in client.post(f"{at}/nonsense", data=sent | {"note": ""}, follow_redirects=True).text
