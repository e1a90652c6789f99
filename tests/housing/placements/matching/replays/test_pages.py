"""A run made again, on its own page and on the jobs page: in words, and nothing of anybody one may not see."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text, update

from housing import audit, clock, db
from housing.access import Role
from housing.config import Settings
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from tests.housing.application import create_app
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.signing_in import Place, sign_in


@pytest.fixture(autouse=True)
def this_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock moves on by a millisecond each time that it is asked, and shows the same minute for a good while."""
    ticks = count()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(milliseconds=next(ticks)))


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application."""
    return create_app(haven).test_client()


def said(client: FlaskClient, address: str) -> str:
    """What a page says, without its tags, in single spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = answer.data.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def made(town: Town) -> MatchRun:
    """A run of this morning."""
    town.session.commit()
    return make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)


def team(client: FlaskClient, town: Town, role: Role = Role.HOMELESSNESS) -> None:
    """Somebody of the council signs in."""
    sign_in(client, role, place=Place(town.team, COUNCIL), name="Aisha Demo")


def spoilt(run: MatchRun, **values: Any) -> None:
    """The run's row, changed by hand."""
    with db.transaction() as session:
        session.execute(update(MatchRun).where(MatchRun.id == run.id).values(**values))
        audit.record(session, daily(COUNCIL), "test.changed", run, now=NOW)


def test_a_run_is_made_again_by_the_button_on_its_page(town: Town, client: FlaskClient) -> None:
    town.seeks()
    town.unit()
    run = made(town)
    team(client, town)
    page = f"/matching/runs/{run.id}"
    assert "Make this run again now" in said(client, page)
    assert "Made again" not in said(client, page)
    answer = client.post(f"{page}/again", follow_redirects=True)
    assert answer.status_code == 200
    assert b"Run 1 made again: the same" in answer.data
    line = "Made again at 9:14am on 23 November 2026 by Aisha Demo: the same."
    assert line in said(client, page)
    today = said(client, "/matching")
    assert line in today
    assert "Make this run again now" not in today


def test_rules_that_have_changed_are_named_and_lead_to_their_pages(town: Town, client: FlaskClient) -> None:
    town.seeks()
    run = made(town)
    kept = run.catalogue or {}
    rules = {**kept["rules"], "boys-age": "another", "curfew": "gone"}
    spoilt(run, catalogue={**kept, "rules": rules, "titles": {**kept["titles"], "curfew": "Home by ten"}})
    team(client, town)
    client.post(f"/matching/runs/{run.id}/again")
    page = said(client, f"/matching/runs/{run.id}")
    assert "the same. Rules have changed since, and the answer is the same: Upper age for boys (changed)" in page
    assert "Home by ten (removed)" in page
    raw = client.get(f"/matching/runs/{run.id}").data
    assert b'href="/rules/boys-age"' in raw
    assert b'href="/rules/curfew"' not in raw
    spoilt(run, result=json.dumps(json.loads(run.result) | {"status": "feasible"}))
    answer = client.post(f"/matching/runs/{run.id}/again", follow_redirects=True)
    assert b"Run 1 made again: not the same: rules have changed since" in answer.data
    page = said(client, f"/matching/runs/{run.id}")
    assert "Rules that have changed since: Upper age for boys (changed)" in page
    assert "What differs Whether it is proven" in page


def test_what_differs_is_said_of_households_one_may_see_and_of_units_by_their_codes(
    town: Town, client: FlaskClient
) -> None:
    mine, hers = town.seeks(band=1), town.seeks(town.household(restricted=True), band=2)
    home, other = town.unit(code="ONE"), town.unit(code="TWO")
    run = made(town)
    result = json.loads(run.result)
    units = {each["household"]: each["unit"] for each in result["proposals"]}
    assert set(units.values()) == {str(home.id), str(other.id)}
    for each in result["proposals"]:
        each["unit"] = next(unit for unit in units.values() if unit != each["unit"])
    result["proposals"][0]["cost"] += 1
    result["unused_units"] = [str(home.id)]
    spoilt(run, result=json.dumps(result))
    team(client, town)
    client.post(f"/matching/runs/{run.id}/again")
    page = said(client, f"/matching/runs/{run.id}")
    assert "Made again at 9:14am on 23 November 2026 by Aisha Demo: not the same, and no rule explains it." in page
    assert "The proposal was" not in page
    codes = {str(home.id): "ONE", str(other.id): "TWO"}
    now, was = codes[units[str(mine.id)]], codes[next(u for h, u in units.items() if h != str(mine.id))]
    assert re.search(rf"{mine.reference}: the proposal was MU\d+, {was}, is MU\d+, {now}", page)
    assert re.search(r"Units that nobody was proposed for: MU\d+, ONE", page)
    assert page.count("Another household: the proposal") == 1
    assert hers.reference not in page


def test_a_run_whose_documents_no_longer_read_has_a_page_that_says_so(town: Town, client: FlaskClient) -> None:
    run = made(town)
    team(client, town)
    spoilt(run, problem="gone")
    page = f"/matching/runs/{run.id}"
    assert said(client, page).startswith('class="govuk-main-wrapper" id="main-content"> This run cannot be shown')
    assert "This run cannot be shown" in said(client, "/matching")
    client.post(f"{page}/again")
    assert "it cannot be made again. The stored problem can no longer be read." in said(client, page)
    with db.engine().begin() as connection:
        connection.execute(text("update match_run set result = :sealed"), {"sealed": b"\x01altered in the database"})
    client.post(f"{page}/again")
    assert "The stored documents do not open: they were altered" in said(client, page)
    assert "Run 1" in said(client, "/matching/runs")
    assert client.post("/matching/run", follow_redirects=True).status_code == 200
    assert "Today’s run" in said(client, "/matching")


def test_the_jobs_page_alarms_until_the_run_comes_out_the_same_again(town: Town, client: FlaskClient) -> None:
    run = made(town)
    team(client, town)
    assert "does not come out the same" not in said(client, "/jobs")
    spoilt(run, result=json.dumps(json.loads(run.result) | {"status": "feasible"}))
    client.post(f"/matching/runs/{run.id}/again")
    page = said(client, "/jobs")
    assert "A past run does not come out the same" in page
    assert "Run 1 , made again at 9:14am on 23 November 2026: different" in page
    assert f'href="/matching/runs/{run.id}"'.encode() in client.get("/jobs").data
    sign_in(client, Role.ADMINISTRATOR, place=Place(town.team, COUNCIL), name="Ben Demo")
    page = said(client, "/jobs")
    assert "Run 1, made again" in page
    assert "The homelessness team can open it." in page
    assert b"/matching/runs/" not in client.get("/jobs").data
    other = Town(town.session, code="E08999902")
    town.session.commit()
    sign_in(client, Role.ADMINISTRATOR, place=Place(other.team, "E08999902"), name="Cara Demo")
    assert "does not come out the same" not in said(client, "/jobs")
    team(client, town)
    spoilt(run, result=run.result)
    client.post(f"/matching/runs/{run.id}/again")
    assert "does not come out the same" not in said(client, "/jobs")


def test_nobody_elses_run_is_made_again(town: Town, client: FlaskClient) -> None:
    run = made(town)
    other = Town(town.session, code="E08999902")
    town.session.commit()
    sign_in(client, Role.HOMELESSNESS, place=Place(other.team, "E08999902"), name="Cara Demo")
    assert client.post(f"/matching/runs/{run.id}/again").status_code == 404
    assert client.get(f"/matching/runs/{run.id}").status_code == 404
    team(client, town, Role.OFFICER)
    assert client.post(f"/matching/runs/{run.id}/again").status_code == 403


def test_the_number_of_queries_does_not_grow_with_what_differs(town: Town, client: FlaskClient) -> None:
    households = [town.seeks(band=2) for _ in range(6)]
    for _ in households:
        town.unit()
    run = made(town)
    team(client, town)

    def asked() -> int:
        client.get(f"/matching/runs/{run.id}")
        with db.count_statements() as statements:
            client.get(f"/matching/runs/{run.id}")
        return len(statements)

    counts = []
    for lost in (1, 5):
        result = json.loads(run.result)
        result["proposals"] = result["proposals"][lost:]
        spoilt(run, result=json.dumps(result))
        client.post(f"/matching/runs/{run.id}/again")
        counts.append(asked())
    assert counts[0] == counts[1]
