"""The homelessness team's morning: deciding on today's run, alone and at the same moment as a colleague."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journeys.hands import Hands
from tests.browser.journeys.team import Team
from tests.browser.visitor import window


@pytest.fixture
def other(browser: Browser, live_server: str) -> Iterator[Page]:
    """A colleague's window, on another computer."""
    with window(browser, live_server) as opened:
        yield opened


def at_work(page: Page, who: str) -> Team:
    """Somebody of the team, with today's run before them."""
    team = Team(Hands(page))
    team.hands.sign_in(who)
    team.opens_todays_run()
    return team


def test_deciding_on_todays_run(page: Page) -> None:
    team = at_work(page, "homelessness")
    team.finds_every_part()
    team.accepts_the_first()
    team.offers_another_with_a_reason()
    team.holds_back_with_a_reason()
    team.runs_again()
    team.opens_a_past_run()


def test_a_proposal_that_a_colleague_has_accepted_says_who(page: Page, other: Page) -> None:
    hana, hugo = at_work(page, "homelessness"), at_work(other, "homelessness2")
    hana.accepts_the_first()
    hugo.hands.press("Accept")
    hugo.hands.reads("Hana Homelessness (made up) accepted this at")
    hugo.hands.press("Accept")
    assert hugo.has_won()


def test_of_two_who_take_one_unit_at_once_one_wins(page: Page, other: Page) -> None:
    hana, hugo = at_work(page, "homelessness"), at_work(other, "homelessness2")
    unit, hugos = hugo.chooses_what_is_proposed_to_another()
    for button in (hana.the_button_for(unit), hugos):
        button.click(no_wait_after=True)
    winners = [team for team in (hana, hugo) if team.has_won()]
    assert len(winners) == 1
    winner, loser = (hana, hugo) if winners == [hana] else (hugo, hana)
    loser.hands.reads("Hana Homelessness" if winner is hana else "Hugo Homelessness")
    loser.takes_the_first_on_the_list()
