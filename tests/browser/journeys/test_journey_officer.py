"""First contact, to the end: with a mouse, with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from housing import clock
from tests.browser.journeys.hands import Hands, Keyboard
from tests.browser.journeys.offering import ADDRESS, Offering
from tests.browser.journeys.officer import Officer


@pytest.fixture(params=["mouse", "keyboard", "no scripts"])
def hands(request: pytest.FixtureRequest) -> Hands:
    """Three ways of working the same pages."""
    page: Page = request.getfixturevalue("scriptless" if request.param == "no scripts" else "page")
    kind = Keyboard if request.param == "keyboard" else Hands
    return kind(page, scripts=request.param != "no scripts")


def test_first_contact_to_the_end(hands: Hands) -> None:
    officer, offering = Officer(hands, clock.today()), Offering(hands)
    hands.sign_in("officer")
    officer.starts_without_a_name()
    officer.asks_where_she_is()
    officer.agrees_how_to_reach_her()
    officer.enters_the_risk()
    officer.leaves_and_comes_back()
    officer.asks_about_people_of_concern()
    officer.asks_who_is_in_the_household()
    officer.asks_what_they_need()
    officer.asks_who_can_pay()
    officer.asks_what_she_wants()
    officer.asks_where_she_cannot_live_and_what_to_be_near()
    offering.sees_options_without_addresses()
    offering.offers_the_best()
    offering.records_her_yes()
    offering.reads_the_story()
    offering.cannot_end_while_a_home_is_held()
    offering.withdraws_the_offer()
    offering.ends_the_presentation()


def test_an_address_is_shown_once_both_have_accepted_and_goes_again(page: Page) -> None:
    orla = Hands(page)
    orla.sign_in("officer")
    orla.follow("Offers")
    page.get_by_role("row", name="Waiting for").first.get_by_role("link").click()
    orla.reads("Address withheld: shown after both sides have accepted")
    expect(page.get_by_role("button", name="Show the address")).to_have_count(0)
    orla.follow("Offers")
    page.get_by_role("row", name="Accepted by both").first.get_by_role("link").click()
    assert not ADDRESS.search(page.content())
    page.clock.install()
    orla.press("Show the address")
    expect(page.locator("main")).to_contain_text(ADDRESS)
    page.clock.fast_forward("00:31")
    expect(page.locator("main")).to_contain_text("Hidden again")
    assert not ADDRESS.search(page.content())
