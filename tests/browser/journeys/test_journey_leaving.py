"""Leaving in a hurry, leaving for good, and going where one may not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys.hands import Hands

NEUTRAL = "Screen breaks"


def opens_a_case(page: Page) -> str:
    """The officer's first household; its address."""
    hands = Hands(page)
    hands.sign_in("officer")
    hands.follow("Households")
    hands.follow("H-")
    hands.reads("Safe contact")
    return page.url


def tells_nothing(page: Page) -> None:
    """The window shows no household, and asking again leads to the sign-in page."""
    expect(page.get_by_text("Safe contact")).to_have_count(0)
    page.goto("/households")
    expect(page).to_have_title("Sign in - Haven")


def test_hide_this_page_ends_the_session_and_back_shows_nothing(page: Page) -> None:
    opens_a_case(page)
    page.get_by_role("button", name="Hide this page").click()
    expect(page).to_have_title(NEUTRAL)
    page.go_back()
    tells_nothing(page)


def test_shift_three_times_hides_every_window(page: Page) -> None:
    case = opens_a_case(page)
    second = page.context.new_page()
    second.goto(case)
    for _ in range(3):
        second.keyboard.press("Shift")
    expect(second).to_have_title(NEUTRAL)
    expect(page).to_have_title(NEUTRAL)
    tells_nothing(page)


def test_hiding_without_scripts_ends_the_session_too(scriptless: Page) -> None:
    opens_a_case(scriptless)
    scriptless.get_by_role("button", name="Hide this page").click()
    expect(scriptless).to_have_title(NEUTRAL)
    tells_nothing(scriptless)


def test_back_after_signing_out_shows_nothing(page: Page) -> None:
    opens_a_case(page)
    Hands(page).press("Sign out")
    expect(page).to_have_title("You have signed out - Haven")
    page.go_back()
    tells_nothing(page)


@pytest.mark.parametrize("who", ["refuge", "specialist", "sanctuary", "contractor", "strategy", "administrator"])
def test_a_case_is_not_for_other_roles(page: Page, who: str) -> None:
    case = opens_a_case(page)
    page.context.clear_cookies()
    Hands(page).sign_in(who)
    for address in (case, f"{case}/tasks", f"{case}/contact", f"{case}/options", f"{case}/people"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in (403, 404), address
        expect(page.get_by_text("Safe contact")).to_have_count(0)
