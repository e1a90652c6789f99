"""The household's page with every panel of the application: how many queries it may take, whatever there is."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from housing import db
from housing.access import Actor
from housing.app import HOUSEHOLD_PANELS
from housing.codes import keep_every_list
from housing.commands.benching.decade import NOW, fill_decade
from housing.commands.benching.household import Timed, tabled
from housing.config import Settings
from housing.presentations.queries import latest_of
from tests.housing.application import create_app
from tests.housing.households.factories import town
from tests.housing.signing_in import sign_in_as

BUDGET = 75  # statements of the whole page: session, permission, panels, what waits, the audit line
OF_A_PANEL = 2
MORE = {"apart_panel": 5, "stay_panel": 3}  # as they are; none may grow


def costs(app: Flask, officer: Actor, household: UUID) -> dict[str, int]:
    """The statements of every panel, by its maker's name."""
    found = {}
    with app.test_request_context(), db.reading() as session:
        presentation = latest_of(session, officer, household)
        keep_every_list(session, presentation.authority_code)
        for maker in HOUSEHOLD_PANELS:
            with db.count_statements() as sent:
                maker(session, officer, presentation, NOW)
            found[maker.__name__] = len(sent)
    return found


def test_ten_years_cost_no_more_than_a_year_and_no_panel_is_dear(haven: Settings) -> None:
    app = create_app(haven)
    people = town()
    year, decade = (fill_decade(people.officer, lines=lines) for lines in (500, 5000))
    cost = costs(app, people.officer, decade)
    assert cost == costs(app, people.officer, year)
    assert {name: sent for name, sent in cost.items() if sent > MORE.get(name, OF_A_PANEL)} == {}
    browser = app.test_client()
    sign_in_as(browser, people.officer)
    whole = []
    for household in (year, decade):
        with db.count_statements() as sent:
            assert browser.get(f"/households/{household}").status_code == 200
        whole.append(len(sent))
    assert whole[0] == whole[1] <= BUDGET


@pytest.mark.parametrize(("taken", "said"), [(99.6, "52 | 100 | 130 | 45 | 40 | met"), (100.6, "missed")])
def test_the_table_of_the_bench_says_whether_the_budget_is_met(taken: float, said: str) -> None:
    assert said in tabled([Timed("the household's page", 51.9, taken, 130.2, 45.0, 40)])
