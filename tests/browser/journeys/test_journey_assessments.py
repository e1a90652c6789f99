"""The DASH with her in the room: left, gone on with, finished and asked again; without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page

from housing import clock
from tests.browser.journeys.hands import Hands
from tests.browser.journeys.officer import Officer

YES = ("Was she hurt this time?", "Is she very frightened?")


def test_a_dash_is_asked_left_and_finished(scriptless: Page) -> None:
    hands = Hands(scriptless, scripts=False)
    hands.sign_in("officer")
    Officer(hands, clock.today()).starts_without_a_name()
    hands.follow("The DASH, the chaos indicator")
    hands.sees("Assessments")
    hands.press("Start DASH risk assessment")
    hands.follow("What is happening now")
    for question in YES:
        hands.pick(question, "Yes")
    hands.pick("Has she felt very low, or thought of ending her life?", "Would rather not say")
    hands.press("Save and go back to the parts")
    hands.reads("3 of 6 asked")
    hands.follow("Back to the assessments")
    hands.follow("Carry on")
    hands.follow("Violence and threats")
    hands.pick("Has the person ever held her neck", "Yes")
    hands.press("Save and continue")
    hands.sees("About the person")
    hands.follow("Back to the parts")
    hands.reads("Offer to see a doctor today")
    hands.follow("Finish")
    hands.reads("It would be 24 if all that is not known counted its most, and then high.")
    hands.write_day("When was the last abuse that she has told you of?", ("31", "2", "2026"))
    hands.press("Finish the assessment")
    hands.is_told("The day of the last abuse must be a real date")
    hands.write_day("When was the last abuse that she has told you of?", ("", "", ""))
    hands.pick("In your judgement, is she at high risk whatever the total says?", "Yes")
    hands.press("Finish the assessment")
    hands.reads("The risk is high, so refer to the MARAC.")
    hands.follow("The MARAC")
    hands.sees("MARAC")
    hands.follow("Record that the MARAC heard the case")
    hands.write_day("When did the MARAC hear the case?", clock.today())
    hands.write("The meeting’s reference", "M-12 (made up)")
    hands.press("Record it")
    hands.reads("No referral is owed now.")
