"""A colleague finds a case that is offered, reads why, and says no; the administrator reads the guide."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.journeys.hands import Hands
from tests.browser.visitor import window


def test_a_handover_is_turned_down_with_a_reason(browser: Browser, live_server: str) -> None:
    with window(browser, live_server) as page:
        omar = Hands(page)
        omar.sign_in("officer2")
        omar.follow("handover to answer")
        omar.sees("Handovers")
        page.locator("main .govuk-task-list__link").first.click()
        omar.sees("A case is offered to Omar Officer")
        omar.press("Turn it down")
        omar.is_told("Enter why")
        omar.write("Why can you not take it?", "Made up: too many cases this week")
        omar.press("Turn it down")
        omar.sees("Handovers")
        omar.reads("Nothing waits for your answer.")


def test_the_administrator_reads_what_a_stage_owes_and_who_hears_of_it(browser: Browser, live_server: str) -> None:
    with window(browser, live_server) as page:
        ada = Hands(page)
        ada.sign_in("administrator")
        ada.follow("The pathway guide")
        ada.sees("The pathway guide")
        ada.follow("Support plan, made with her")
        ada.sees("Support plan, made with her")
        ada.reads("Came with Haven")
        page.goto("/escalation")
        ada.sees("Who hears of what is not done")
        ada.reads("24 hours after it was due: Homelessness team")
