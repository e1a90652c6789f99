"""Asking the matcher for a unit, sentence by sentence: pin, see what it costs, run, find it honoured, lift."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.journeys.hands import Hands

PIN = re.compile(r"^\s*Pin to this unit\s+for (H-\w+), (.+?)\s*$")
WHY = "Her mother lives next door (made up)"


class Pinning:
    """What somebody of the homelessness team does who knows of a better unit than the proposed one."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = hands.page
        self.household = ""
        self.unit = ""

    def opens_todays_run(self) -> None:
        self.hands.follow("Today's run")
        self.hands.sees("Today’s run")

    def finds_another_unit_for_a_household(self) -> None:
        """A unit that would do for a household with a proposal, and is not the proposed one."""
        for household in self._proposed():
            self.opens_todays_run()
            self.hands.follow(household)
            self.hands.follow("See where")
            self.hands.sees(f"Options now for {household}")
            for name in self._pins():
                found = PIN.match(name)
                if found and not self._proposed_here(found[2]):
                    self.household, self.unit = found[1], found[2]
                    return
        raise AssertionError("no household has a second unit that would do")

    def asks_for_it(self) -> None:
        self.hands.follow(f"Pin to this unit for {self.household}, {self.unit}")
        self.hands.sees(f"Pin {self.household} to {self.unit}")
        self.hands.press("See what this would change")
        self.hands.is_told("Enter the reason")
        self.hands.write("Why?", WHY)
        self.hands.press("See what this would change")

    def reads_what_it_costs(self) -> None:
        self.hands.sees("What this would change")
        self.hands.reads("Nothing is stored yet.")
        self.hands.reads("Households with a proposal")
        self._says(f"{self.household} with the pin", self.unit)

    def confirms(self) -> None:
        self.hands.press("Pin to this unit")
        self.hands.reads("Pinned. The next run proposes this unit for this household")
        self.hands.reads(WHY)

    def runs_again(self) -> None:
        self.opens_todays_run()
        self.hands.press("Run now")
        self.hands.sees("Today’s run")

    def finds_it_honoured(self) -> None:
        heading = self.page.get_by_role("heading", name=f"{self.household} to {self.unit}")
        expect(heading).to_be_visible()
        expect(heading.locator("xpath=following-sibling::dl[1]")).to_contain_text("Hana Homelessness")

    def lifts_it(self) -> None:
        self.hands.follow("Pins and bans")
        self.hands.sees("Pins and bans")
        self.hands.follow("Lift")
        self.hands.sees(f"Lift the pin of {self.household} to {self.unit}")
        self.hands.write("Why is it lifted?", "She would rather stay nearer to work (made up)")
        self.hands.press("Lift the pin")
        self.hands.sees("Pins and bans")
        self.hands.reads("Nobody has pinned a household or kept a unit from one.")
        self.hands.reads("She would rather stay nearer to work (made up)")

    def finds_nothing_pinned(self) -> None:
        expect(self.page.locator("dt").filter(has_text=re.compile(r"^\s*Pinned\s*$"))).to_have_count(0)

    def _proposed(self) -> list[str]:
        """The households with a proposal, in the order of the page."""
        headings = self.page.locator("h3[id^='p-'] a").all_inner_texts()
        return [name.strip() for name in headings]

    def _pins(self) -> list[str]:
        return self.page.get_by_role("link", name=re.compile(r"^\s*Pin to this unit")).all_text_contents()

    def _proposed_here(self, unit: str) -> bool:
        headings = self.page.locator("h3").filter(has_text=unit)
        return headings.filter(has_text="Proposed").count() > 0

    def _says(self, key: str, value: str) -> None:
        row: Locator = self.page.locator(".govuk-summary-list__row").filter(has_text=key)
        expect(row).to_contain_text(value)
