"""The homelessness team's morning, sentence by sentence."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.journeys.hands import Hands

DONE = "The unit is held and the provider has been asked"
ACCEPT = re.compile(r"^\s*Accept\s+(.+) for (H-\w+)\s*$")


class Team:
    """What somebody of the homelessness team does with today's run."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = hands.page

    def opens_todays_run(self) -> None:
        self.hands.follow("Today's run")
        self.hands.sees("Today’s run")
        self.hands.reads("People decide: nothing is held until somebody accepts.")

    def finds_every_part(self) -> None:
        for heading in (
            "Households without a proposal",
            "Facts to find out",
            "Units that nobody was proposed for",
            "Units that were not free",
        ):
            expect(self.page.get_by_role("heading", name=heading)).to_be_visible()
        self.hands.reads("What counts against it")
        self.hands.reads("Next best")

    def proposals(self) -> list[tuple[str, str]]:
        """What can be accepted: unit and household, in the order of the page."""
        found = [ACCEPT.match(said) for said in self._accepts().all_text_contents()]
        return [(each[1], each[2]) for each in found if each]

    def accepts_the_first(self) -> None:
        left = len(self.proposals())
        _, household = self.proposals()[0]
        self.hands.press("Accept")
        self.hands.reads(DONE)
        assert len(self.proposals()) == left - 1
        self._says(household, "Accepted")

    def offers_another_with_a_reason(self) -> None:
        _, household = self.proposals()[0]
        self.hands.follow("Offer another unit")
        self.hands.press("Offer this unit")
        self.hands.is_told("Select a unit", "Enter the reason")
        self.takes_the_first_on_the_list()
        self._says(household, "Another unit")

    def takes_the_first_on_the_list(self) -> None:
        unit = self.page.get_by_role("radio").first.locator("xpath=following-sibling::label").inner_text()
        self._picks(unit)
        self.hands.press("Offer this unit")
        self.hands.reads(DONE)

    def holds_back_with_a_reason(self) -> None:
        _, household = self.proposals()[0]
        self.hands.follow("Hold back")
        self.hands.press("Hold back")
        self.hands.is_told("Enter the reason")
        self.hands.write("Why should it not be offered now?", "She goes to her sister until Monday (made up)")
        self.hands.press("Hold back")
        self.hands.reads("The proposal is held back")
        self._says(household, "Held back")

    def runs_again(self) -> None:
        before = self._run_number()
        self.hands.press("Run now")
        self.hands.sees("Today’s run")
        assert self._run_number() == before + 1

    def opens_a_past_run(self) -> None:
        self.hands.follow("Past runs")
        self.hands.follow("Run 1")
        self.hands.sees("Run 1 of ")
        expect(self._accepts()).to_have_count(0)

    def the_button_for(self, unit: str) -> Locator:
        """The button that accepts the proposal of this unit, for pressing at the same moment as somebody else."""
        return self._accepts().filter(has_text=unit)

    def chooses_what_is_proposed_to_another(self) -> tuple[str, Locator]:
        """A unit proposed to one household, picked for a second one with the reason given; the button to press."""
        proposals = self.proposals()
        for _, household in proposals:
            self.hands.follow(f"Offer another unit to {household}")
            here = self.page.get_by_role("radio").locator("xpath=following-sibling::label").all_inner_texts()
            wanted = [unit for unit, other in proposals if other != household and unit in here]
            if wanted:
                self._picks(wanted[0])
                return wanted[0], self.page.get_by_role("button", name="Offer this unit")
            self.opens_todays_run()
        raise AssertionError("no unit could go to either of two households")

    def has_won(self) -> bool:
        """Whether the unit was held for this person's household."""
        expect(self.page.locator(".govuk-notification-banner, .govuk-error-summary").first).to_be_visible()
        return self.page.get_by_text(DONE).count() == 1

    def _picks(self, unit: str) -> None:
        self.hands.pick("Which unit?", unit)
        self.hands.write("Why this unit instead of the proposed one?", "It is nearer to the school (made up)")

    def _accepts(self) -> Locator:
        return self.page.get_by_role("button", name=ACCEPT)

    def _says(self, household: str, decision: str) -> None:
        heading = self.page.get_by_role("heading", name=household).first
        expect(heading.locator("xpath=following-sibling::dl[1]")).to_contain_text(decision)
        expect(heading.locator("xpath=following-sibling::dl[1]")).to_contain_text("Hana Homelessness")

    def _run_number(self) -> int:
        found = re.search(r"Run (\d+), made at", self.page.locator("main").inner_text())
        assert found
        return int(found[1])
