"""What would have helped in one run: exact, named only to those who may see, and nothing kept."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from housing import clock, db
from housing.access import Role
from housing.households.models import Household
from housing.placements.matching.helped import view
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.placements.matching.mornings import text_of
from tests.housing.signing_in import Place, sign_in


class Evening:
    """A run in which a cat and a want of room each keep somebody out."""

    def __init__(self, town: Town) -> None:
        self.town = town
        refuge = town.home("refuge")
        self.unit = town.unit(refuge, code="R-ONE")
        self.placed = town.seeks(town.household(accepts=["refuge"]), band=1, days=4)
        self.second = town.seeks(town.household(accepts=["refuge"]), band=2)
        self.owner = town.seeks(town.household(accepts=["dispersed"], pets=["cat"]), band=3)
        self.closed = town.unit(town.home(), code="D-ONE")
        town.session.commit()
        self.run = make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
        self.address = f"/matching/runs/{self.run.id}/would-have-helped"


@pytest.fixture
def evening(town: Town, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Evening:
    """The run, with somebody of the homelessness team signed in."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    evening = Evening(town)
    sign_in(client, Role.HOMELESSNESS, place=Place(town.team, COUNCIL), name="Aisha Demo")
    return evening


def answer_of(client: FlaskClient, address: str) -> str:
    """What the page says before its lists of what can be asked."""
    return text_of(client.get(address).data).split("Without one rule", 1)[0]


def test_a_rule_lifted_says_who_more_would_have_had_a_proposal(evening: Evening, client: FlaskClient) -> None:
    said = text_of(client.get(evening.address).data)
    assert "Pets the service takes Who can set it aside The service Households more 1" in said
    assert "danger" not in said.lower()
    answer = answer_of(client, f"{evening.address}?rule=pets")
    assert "1 household more would have had a proposal" in answer
    assert evening.owner.reference in answer
    assert "D-ONE" in answer


def test_one_unit_more_like_another_goes_to_who_was_next(evening: Evening, client: FlaskClient) -> None:
    answer = answer_of(client, f"{evening.address}?unit={evening.unit.id}&change=one_more")
    assert "With one more unit like" in answer
    assert evening.second.reference in answer
    assert evening.placed.reference not in answer


def test_a_unit_otherwise_may_help_nobody(evening: Evening, client: FlaskClient) -> None:
    for change in ("now", "bigger", "accessible"):
        answer = answer_of(client, f"{evening.address}?unit={evening.unit.id}&change={change}")
        assert "Nobody more would have had a proposal." in answer


def test_a_rule_of_safety_is_not_tried_whatever_the_address_says(evening: Evening, client: FlaskClient) -> None:
    for rule in ("danger-zone", "beds", "no-such-rule", "🙂", ""):
        page = client.get(evening.address, query_string={"rule": rule})
        assert page.status_code == 200
        assert "would have had a proposal" not in text_of(page.data)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"unit": "", "change": "one_more"}, "Select a unit"),
        ({"unit": "no-such-unit", "change": "one_more"}, "Select an answer from the list"),
        ({"unit": "REAL"}, "Select what would be different"),
        ({"unit": "REAL", "change": "burn it down"}, "Select an answer from the list"),
    ],
)
def test_bad_input_is_a_sentence(evening: Evening, client: FlaskClient, asked: dict[str, str], sentence: str) -> None:
    sent = {name: value.replace("REAL", str(evening.unit.id)) for name, value in asked.items()}
    assert sentence in text_of(client.get(evening.address, query_string=sent).data)


def test_nothing_is_kept_and_the_run_stays_as_it_was(evening: Evening, client: FlaskClient) -> None:
    client.get(f"{evening.address}?rule=pets")
    client.get(f"{evening.address}?unit={evening.unit.id}&change=one_more")
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(MatchRun)) == 1
        kept = session.get_one(MatchRun, evening.run.id)
        assert (kept.problem, kept.result) == (evening.run.problem, evening.run.result)


def test_a_large_run_is_worked_out_a_rule_at_a_time(
    evening: Evening, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "AT_ONCE", 0)
    said = text_of(client.get(evening.address).data)
    assert "Work it out without Pets the service takes" in said
    assert evening.owner.reference in answer_of(client, f"{evening.address}?rule=pets")


def test_a_household_that_the_reader_may_not_see_is_not_named(evening: Evening, client: FlaskClient) -> None:
    with db.transaction() as session:
        session.get_one(Household, evening.owner.id).restricted = True
    answer = answer_of(client, f"{evening.address}?rule=pets")
    assert "Another household in band 3" in answer
    assert evening.owner.reference not in answer


def test_another_council_and_other_roles_find_nothing(evening: Evening, client: FlaskClient) -> None:
    assert client.get(f"/matching/runs/{uuid4()}/would-have-helped").status_code == 404
    for role, status in ((Role.OFFICER, 403), (Role.REFUGE, 403), (Role.STRATEGY, 403)):
        sign_in(client, role, place=Place(evening.town.team, COUNCIL), name="Other Demo")
        assert client.get(evening.address).status_code == status
