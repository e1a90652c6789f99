"""She is called away in the middle of a page: what was typed is there again, with and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.checks import check
from tests.browser.journeys.hands import Hands

KEPT = "You left these answers"


def opens_safe_contact(page: Page, hands: Hands) -> None:
    hands.sign_in("officer")
    hands.follow("Households")
    hands.follow("H-")
    page.goto(f"{page.url}/contact")
    hands.sees("Safe contact")


def arrives(page: Page, title: str) -> bool:
    """Whether the list names a page; what outlives its page may arrive a moment after the next one is shown."""
    return any(title in page.request.get("/unfinished").text() for _ in range(50))


def test_the_button_keeps_half_a_page_without_scripts(scriptless: Page) -> None:
    page, hands = scriptless, Hands(scriptless, scripts=False)
    opens_safe_contact(page, hands)
    hands.write("Safe telephone number", "half a num")
    hands.pick("Does she need an interpreter?", "Yes")
    hands.write("Which language?", "Madeupish")
    hands.press("Save and come back later")
    hands.reads("It is not in her record yet")
    page.goto("/unfinished")
    hands.follow("Safe contact")
    hands.reads(KEPT)
    expect(page.get_by_label("Safe telephone number")).to_have_value("half a num")
    expect(page.get_by_label("Which language?")).to_have_value("Madeupish")
    hands.write("Safe telephone number", "01632 960123")
    hands.press("Save and go back to the list")
    page.goto("/unfinished")
    hands.reads("You have left nothing unfinished")


def test_leaving_by_a_link_keeps_it_too_and_cancel_does_not(page: Page) -> None:
    hands = Hands(page)
    opens_safe_contact(page, hands)
    here = page.url
    hands.follow("Go back without saving")
    page.goto(here)
    hands.write("Safe telephone number", "01632 96")
    hands.follow("Tasks")
    hands.sees("Tasks")
    assert arrives(page, "Safe contact")
    page.goto("/unfinished")
    check(page)
    page.goto(here)
    hands.reads(KEPT)
    check(page)
    expect(page.get_by_label("Safe telephone number")).to_have_value("01632 96")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    hands.press("Throw these answers away")
    hands.reads("What you had typed is thrown away")
    expect(page.get_by_label("Safe telephone number")).not_to_have_value("01632 96")
    hands.write("Safe telephone number", "01632 97")
    hands.follow("Go back without saving")
    page.goto(here)
    expect(page.get_by_text(KEPT)).to_have_count(0)
