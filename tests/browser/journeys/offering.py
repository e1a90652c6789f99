"""The officer once the family's story is told: options now, an offer, her answer, the household's page, the end."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.journeys.hands import Hands

# What a made-up address looks like: seed/stock.py gives every property one of these.
ADDRESS = re.compile(r"Made-up House|Nowhere Lane|ZZ99")


class Offering:
    """From the list of options to the end of the presentation."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def sees_options_without_addresses(self) -> None:
        self.hands.follow("See where she could go")
        self.hands.sees("Options now for H-")
        self.hands.reads("Units she could go to")
        self.hands.reads("Address withheld")
        self.finds_no_address()

    def offers_the_best(self) -> None:
        self.hands.follow("Offer this unit")
        self.hands.sees("Offer ")
        self.finds_no_address()
        self.hands.press("Offer this unit")
        self.hands.reads("The unit is held and the provider has been asked")

    def records_her_yes(self) -> None:
        self.hands.follow("Open offer")
        self.hands.follow("Record what she said")
        self.hands.press("Record what she said")
        self.hands.is_told("Select what she said")
        self.hands.pick("What did she say?", "Yes, she accepts")
        self.hands.press("Record what she said")
        self.hands.reads("What she said is recorded")
        self.finds_no_address()

    def reads_the_story(self) -> None:
        self.hands.follow("The household")
        story = self.hands.page.locator(".haven-timeline")
        expect(story).to_contain_text("offered", ignore_case=True)
        expect(story).to_contain_text("Orla Officer")
        self.finds_no_address()

    def cannot_end_while_a_home_is_held(self) -> None:
        self.hands.follow("End this presentation")
        self._says_that_she_asked_us_to_stop()
        self.hands.is_told("A home is being held for this household. Withdraw that offer first")
        self.hands.follow("Back to the household")

    def withdraws_the_offer(self) -> None:
        self.hands.follow("Open offer")
        self.hands.follow("Withdraw the offer")
        self.hands.pick("Why is the offer withdrawn?", "Other")
        self.hands.press("Withdraw the offer")
        self.hands.is_told("Say in a few words what the other reason is")
        self.hands.write("Anything to add", "She stays with her sister (made up)")
        self.hands.press("Withdraw the offer")
        self.hands.reads("is withdrawn. The unit is free again")
        self.hands.follow("The household")

    def ends_the_presentation(self) -> None:
        self.hands.follow("End this presentation")
        self.hands.press("End this presentation")
        self.hands.is_told("Select how it ended")
        self._says_that_she_asked_us_to_stop()
        self.hands.reads("Ended on")
        self.hands.reads("She has come back")

    def finds_no_address(self) -> None:
        assert not ADDRESS.search(self.hands.page.content())

    def _says_that_she_asked_us_to_stop(self) -> None:
        self.hands.pick("How did it end?", "She asked us to stop")
        self.hands.tick("She told us so herself, alone and safely")
        self.hands.tick("She knows that she can come back, and need not tell it all again")
        self.hands.press("End this presentation")
