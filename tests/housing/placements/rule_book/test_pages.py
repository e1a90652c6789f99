"""The rule book: every entry has its page, its numbers are those of the stored runs, and only for who reads runs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import Engine, NullPool, create_engine, select, text
from sqlalchemy.orm import Session

from allocation.problem import read_problem
from allocation.rules import rules
from allocation.tally import tally
from housing import clock, db
from housing.access import POLICY, Role
from housing.cli import main
from housing.config import Settings
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from housing.placements.rule_book.document import markdown
from housing.placements.rule_book.models import RunRule
from housing.placements.rule_book.queries import counts
from housing.placements.rule_book.texts import book, texts
from housing.placements.rule_book.where import WHERE
from tests.housing.application import create_app
from tests.housing.placements.matching.factories import NOW, TODAY, Town
from tests.housing.signing_in import Place, sign_in


@pytest.fixture
def town(engine: Engine) -> Town:
    """A made-up council, arranged on a connection of its own."""
    return Town(Session(create_engine(engine.url, poolclass=NullPool), expire_on_commit=False))


@pytest.fixture
def client(haven: Settings, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The whole application, this morning."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return create_app(haven).test_client()


def team(client: FlaskClient, town: Town, role: Role = Role.HOMELESSNESS) -> None:
    """Somebody of the council signs in."""
    town.session.commit()
    sign_in(client, role, place=Place(town.team, town.code), name="Aisha Demo")


def said(client: FlaskClient, address: str) -> str:
    """What a page says, without its tags, in single spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = answer.data.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def made(town: Town, days_ago: int = 0) -> MatchRun:
    """A run some days ago."""
    town.session.commit()
    return make_run(authority=town.code, by=daily(town.code), now=NOW - timedelta(days=days_ago))


def crowded(town: Town) -> None:
    """Two households that one refuge refuses: one for a boy's age alone, one for more; and one with a fact missing."""
    refuge = town.home("refuge", policy={"boys_any": False, "boys_up_to": 10, "max_support": "low"})
    town.unit(refuge)
    for support in ("low", "high"):
        household = town.seeks(town.household(support_need=support))
        town.person(household, role="child", sex="male", born=TODAY.replace(year=2012))
    town.seeks(town.household(support_need=None))


def test_a_run_keeps_how_often_each_rule_decided(town: Town) -> None:
    crowded(town)
    run = made(town)
    with db.reading() as session:
        rows = {row.rule: (row.refused, row.alone, row.asked) for row in session.scalars(select(RunRule))}
    expected = {
        rule: (each.refused, each.alone, each.asked) for rule, each in tally(read_problem(run.problem.encode())).items()
    }
    assert rows == expected
    assert rows == {"boys-age": (2, 1, 0), "support": (1, 0, 1)}


def test_the_numbers_are_those_of_the_last_90_days_of_ones_own_council(town: Town) -> None:
    crowded(town)
    other = Town(town.session, code="E08999902")
    crowded(other)
    actor = town.actor()
    for days_ago in (0, 1, 89, 90):
        made(town, days_ago)
    made(other)
    with db.reading() as session, db.count_statements() as statements:
        found = counts(session, actor, today=TODAY)
    assert len(statements) == 3
    assert found is not None
    assert (found.days, found.runs, found.counted) == (90, 3, 3)
    boys = found.decided("boys-age")
    assert (boys.refused, boys.alone, boys.asked, boys.runs) == (6, 3, 0, 3)
    assert found.decided("pets").refused == 0


def test_the_numbers_are_on_the_pages_of_who_reads_runs_and_no_others(town: Town, client: FlaskClient) -> None:
    crowded(town)
    made(town)
    team(client, town)
    page = said(client, "/rules/boys-age")
    assert "Counted in the 1 run of the last 90 days." in page
    assert "2 times it closed a unit to a household 1 of them with nothing else in the way 0 times" in page
    row = "Upper age for boys Who stands behind it The service Closed a unit 2 It alone 1 Asked 0"
    assert row in said(client, "/rules")
    for role in (Role.OFFICER, Role.REFUGE, Role.STRATEGY, Role.ADMINISTRATOR):
        team(client, town, role)
        assert "How often it decided" not in said(client, "/rules/boys-age")
        assert "Counted in" not in said(client, "/rules")


def test_runs_from_before_rules_were_counted_are_said(town: Town, client: FlaskClient) -> None:
    made(town, 1)
    with db.engine().begin() as connection:
        connection.execute(text("update match_run set catalogue = null"))
    made(town)
    team(client, town)
    assert "Counted in 1 of the 2 runs of the last 90 days: the others are from before rules were counted." in said(
        client, "/rules/pets"
    )


def test_every_entry_has_its_page_and_the_index_leads_to_it(town: Town, client: FlaskClient) -> None:
    team(client, town)
    index = client.get("/rules").data.decode()
    assert [len(chapter.texts) for chapter in book()] == [len(rules()), 4, 5]
    for rule, entry in texts().items():
        assert f'href="/rules/{rule}"' in index
        page = said(client, f"/rules/{rule}")
        for words in (entry.title, entry.explanation, entry.source, entry.authority, *entry.examples):
            assert " ".join(words.split()).replace("'", "'") in page.replace("&amp;", "&"), (rule, words)
        for agreed in entry.agreed:
            assert agreed.says in page
    assert client.get("/rules/no-such-rule").status_code == 404


def test_the_way_to_a_fact_is_a_link_only_for_who_may_open_it(town: Town, client: FlaskClient) -> None:
    team(client, town)
    assert "The property: What you accept, boys" in said(client, "/rules/boys-age")
    raw = client.get("/rules/boys-age").data.decode().split("<main", 1)[-1]
    assert 'href="/households"' in raw
    assert 'href="/units"' not in raw
    team(client, town, Role.REFUGE)
    raw = client.get("/rules/boys-age").data.decode().split("<main", 1)[-1]
    assert 'href="/households"' not in raw
    assert 'href="/units"' in raw


def test_where_facts_are_edited_names_pages_and_permissions_that_are_there(client: FlaskClient) -> None:
    for places in WHERE.values():
        for place in places:
            assert bool(place.endpoint) == bool(place.permission) == bool(place.link)
            if place.endpoint:
                assert place.endpoint in client.application.view_functions
                assert place.permission in POLICY


def test_whoever_meets_a_rule_may_read_it() -> None:
    """The run's and the options' pages link to the book without asking."""
    for permission in ("run.read", "options.see", "offer.make", "proposal.decide"):
        assert POLICY[permission].keys() <= POLICY["rule.read"].keys()


@pytest.mark.parametrize("role", list(Role))
def test_every_page_ends_with_a_way_to_the_rules_for_who_may_read_them(
    town: Town, client: FlaskClient, role: Role
) -> None:
    team(client, town, role)
    there = b'href="/rules"' in client.get("/").data
    assert there is (role is not Role.CONTRACTOR)
    assert client.get("/rules").status_code == (200 if there else 403)


def test_the_command_prints_the_book() -> None:
    answer = CliRunner().invoke(main, ["rule-book"])
    assert (answer.exit_code, answer.stdout) == (0, markdown())


def test_the_run_and_the_options_lead_to_the_rules_that_closed_a_unit(town: Town, client: FlaskClient) -> None:
    crowded(town)
    closed = town.seeks(town.household(support_need="high"))
    town.person(closed, role="child", sex="male", born=TODAY.replace(year=2012))
    made(town)
    team(client, town)
    assert b'<a class="govuk-link" href="/rules/boys-age">Upper age for boys:</a>' in client.get("/matching").data
    options = client.get(f"/households/{closed.id}/options").data
    assert b'<a class="govuk-link" href="/rules/support">' in options
