"""The administrator and information governance: accounts, links, the trail, and a case that is not there any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.journeys.hands import Hands
from tests.browser.visitor import window

NEW = "nadia.newcomer@example.org"
PHRASE = "seven plain wooden ladders"


@pytest.fixture
def other(browser: Browser, live_server: str) -> Iterator[Page]:
    """Another person's window, on another computer."""
    with window(browser, live_server) as opened:
        yield opened


def opens_an_account(hands: Hands) -> str:
    """Open an account for an officer; the link with which she chooses her password."""
    hands.follow("Accounts")
    hands.follow("Open an account")
    hands.press("Open account")
    hands.is_told("Enter their full name", "Enter their work e-mail address", "Select the organisation")
    hands.write("Full name", "Nadia Newcomer (made up)")
    hands.write("Work e-mail address", NEW)
    hands.choose("Organisation", "DA housing team (made up)")
    hands.pick("Role", "DA specialist housing officer")
    hands.press("Open account")
    hands.sees("A link for choosing a password")
    found = re.search(r"http\S+/choose-password/\S+", hands.page.locator("main").inner_text())
    assert found
    return found[0]


def chooses_a_password(hands: Hands, link: str) -> None:
    """Choose a password by the link: too short a one first."""
    hands.page.goto(link)
    hands.write("New password", "short")
    hands.press("Save password")
    hands.is_told("Password must be")
    hands.write("New password", PHRASE)
    hands.press("Save password")
    expect(hands.page.locator("main")).to_be_visible()


def signs_in_anew(hands: Hands) -> None:
    """Sign in with the chosen password."""
    hands.page.context.clear_cookies()
    hands.page.goto("/sign-in")
    hands.write("E-mail address", NEW)
    hands.write("Password", PHRASE)
    hands.press("Sign in")
    hands.sees("What waits for you")


def keeps_from_the_case(hands: Hands, reference: str) -> None:
    """Declare that the officer knows the family."""
    hands.follow("Conflicts of interest")
    hands.follow("Declare a conflict")
    hands.press("Keep them from the case")
    hands.is_told("Select who knows the family", "Enter the reference")
    account = hands.page.get_by_label("Who knows the family").locator("option", has_text="Orla Officer").inner_text()
    hands.choose("Who knows the family", account)
    hands.write("Reference of the household", reference)
    hands.pick("How they know them", "Knows somebody in the household")
    hands.press("Keep them from the case")
    hands.sees("Conflicts of interest")
    hands.reads(reference)


def test_a_new_account_chooses_its_password_by_a_link_that_works_once(page: Page, other: Page) -> None:
    ada, nadia = Hands(page), Hands(other)
    ada.sign_in("administrator")
    link = opens_an_account(ada)
    chooses_a_password(nadia, link)
    signs_in_anew(nadia)
    page.goto(link)
    ada.sees("This link no longer works")


def test_a_conflict_of_interest_makes_a_case_vanish(page: Page, other: Page) -> None:
    gwen, orla = Hands(page), Hands(other)
    orla.sign_in("officer")
    orla.follow("Households")
    orla.follow("H-")
    case, reference = other.url, other.locator(".govuk-caption-l").first.inner_text().split(",")[0]
    gwen.sign_in("governance")
    gwen.follow("Audit trail")
    gwen.reads("Orla Officer")
    gwen.reads(reference)
    keeps_from_the_case(gwen, reference)
    for address in (case, f"{case}/tasks", f"{case}/options"):
        gone = other.goto(address)
        assert gone is not None
        assert gone.status == 404, address
    orla.follow("Households")
    expect(other.get_by_text(reference)).to_have_count(0)
    gwen.press("Take back")
    back = other.goto(case)
    assert back is not None
    assert back.status == 200


def test_the_trail_is_read_and_whole(page: Page) -> None:
    gwen = Hands(page)
    gwen.sign_in("governance")
    gwen.follow("Audit trail")
    page.get_by_text("Choose what to show").click()
    gwen.write("Reference of the household", "nothing like it")
    gwen.press("Show")
    expect(page).to_have_title(re.compile("Audit trail"))
    gwen.follow("Check that the trail is whole")
    gwen.reads("Every line follows from the one before it")
