"""Something happened: written down, the plan talked through, and paper only as she agreed; without JavaScript."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page

from housing import clock
from tests.browser.journeys.hands import Hands
from tests.browser.journeys.officer import Officer


def test_an_incident_a_plan_and_no_letter(scriptless: Page) -> None:
    hands = Hands(scriptless, scripts=False)
    hands.sign_in("officer")
    Officer(hands, clock.today()).starts_without_a_name()
    hands.follow("Back to the household")
    hands.follow("Open incidents")
    hands.sees("Her safety")
    hands.follow("Record a new incident")
    hands.press("Save")
    hands.is_told("Enter the day", "Select what happened", "Select where it happened")
    hands.write_day("When did it happen?", clock.today() - timedelta(days=1))
    hands.choose("What happened?", "Threats")
    hands.choose("Where?", "Online, or by telephone")
    hands.press("Save")
    hands.reads("Her place is checked again, and the risk is to be reviewed")
    hands.follow("Open the safety plan")
    hands.follow("Begin the plan")
    hands.write("What she does first", "Locks the door (made up)")
    hands.write_day("On which day did she agree it?", clock.today())
    hands.press("Save")
    hands.is_told("A plan that she agreed says something under")
    hands.write("Whom she calls, and the word that means come now", "Her sister (made up)")
    hands.write("How she gets out, and where she goes", "The back gate (made up)")
    hands.press("Save")
    hands.reads("Version 1, agreed with her")
    hands.pick("How will it reach her?", "By post, to the address that she said is safe")
    hands.press("Make a page to print")
    hands.is_told("Nobody has agreed with her how to be in touch")
    hands.pick("How will it reach her?", "It is kept at the office until she asks for it")
    hands.press("Make a page to print")
    hands.sees("My notes")
    hands.reads("The back gate (made up)")
