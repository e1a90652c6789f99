"""The refuge manager's two minutes on a telephone, sentence by sentence."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.checks import check
from tests.browser.journeys.hands import Hands

SOON = timedelta(days=5)


class Provider:
    """What a provider's manager does with units, referrals and stays."""

    def __init__(self, hands: Hands, today: date) -> None:
        self.hands = hands
        self.page = hands.page
        self.today = today

    def goes_to(self, place: str) -> None:
        self.hands.press("Menu")
        self.hands.follow(place)
        self.hands.sees(place)

    def prepares_a_free_unit(self) -> None:
        self.goes_to("My units")
        self.page.get_by_role("listitem").filter(has_text="Available").first.get_by_role("link").click()
        self.hands.follow("Being prepared until a day")
        self.hands.press("Save")
        self.hands.is_told("Enter the day it is ready")
        self.hands.write_day("When is it ready?", self.today)
        self.hands.press("Save")
        self.hands.is_told("Day it is ready must be in the future")
        self.hands.write_day("When is it ready?", self.today + SOON)
        self.hands.press("Save")
        self.hands.reads("The unit is shown as being prepared")

    def says_when_it_is_available(self) -> None:
        self.hands.follow("Available from another day")
        self.hands.press("Save")
        self.hands.is_told("Enter the first day")
        self.hands.write_day("From when can somebody live there?", self.today + SOON)
        self.hands.press("Save")
        self.hands.reads("The first day is recorded")
        self.hands.press("Ready: available from today")
        self.hands.reads("The unit is available from today")

    def takes_it_out_of_use_and_back(self) -> None:
        self.hands.follow("Out of use")
        self.hands.press("Take out of use")
        self.hands.is_told("Select why the unit is out of use")
        self.hands.pick("Why is it out of use?", "Repairs")
        self.hands.pick("Until when?", "Not known")
        self.hands.press("Take out of use")
        self.hands.reads("The unit is shown as out of use")
        self.hands.reads("Repairs, no date known")
        self.hands.press("Ready: available from today")
        self.hands.reads("The unit is available from today")

    def confirms_that_all_is_still_right(self) -> None:
        self.hands.press("Still right")
        self.hands.reads(re.compile(r"(Confirmed: what Haven shows of \S+ is right|had been confirmed already)"))
        self.goes_to("My units")
        self.hands.press("All still right")
        self.hands.reads(re.compile(r"Confirmed: what Haven shows of these \d+ units is right"))

    def changes_two_units_and_confirms_the_rest(self) -> None:
        """Ten units and more, on a telephone: a tap to open, two for each change, one for all that is still right."""
        self.goes_to("My units")
        for _ in range(2):
            self.page.get_by_role("listitem").filter(has_text="Available").first.get_by_role("link").click()
            self.hands.follow("Being prepared until a day")
            self.hands.write_day("When is it ready?", self.today + SOON)
            self.hands.press("Save")
            self.hands.reads("The unit is shown as being prepared")
            self.goes_to("My units")
        check(self.page)
        self.hands.press("Every unit is still right")
        self.hands.reads(re.compile(r"Confirmed: what Haven shows of these (1\d|2\d) units is right"))

    def changes_the_age_of_boys(self) -> None:
        """What it would do is shown first; she goes back once, and nothing typed is lost."""
        self.goes_to("My units")
        self.page.locator("main h2").get_by_role("link").first.click()
        self.hands.follow("Change what you accept")
        self.hands.pick("Up to which age do you take boys?", "Up to an age")
        self.hands.write("Oldest age of a boy", "")
        self.hands.press("See what it would do")
        self.hands.is_told("Enter the oldest age")
        self.hands.write("Oldest age of a boy", "3")
        self.hands.press("See what it would do")
        self._reads_what_it_would_do()
        self.hands.follow("Change the answers")
        expect(self.page.get_by_label("Oldest age of a boy")).to_have_value("3")
        self.hands.press("See what it would do")
        self._reads_what_it_would_do()
        self.hands.press("Record the change")
        self.hands.reads("the change is recorded")
        check(self.page)
        self.hands.follow("The property")
        self.hands.reads("Boys up to 3")
        self.goes_to("Rule changes")
        self.hands.follow("What ")
        self.hands.reads("What follows was worked out before the change was recorded")

    def accepts_a_referral(self) -> None:
        self.goes_to("Referrals")
        self._opens_what_waits("Waiting for your answer")
        self.hands.sees("Can you take this household?")
        self.hands.reads("What the household needs")
        expect(self.page.get_by_role("heading", name="Who they are")).to_have_count(0)
        self.hands.press("Accept this referral")
        self.hands.reads("You have accepted the referral")

    def declines_a_referral_with_a_reason(self) -> None:
        self.goes_to("Referrals")
        self._opens_what_waits("Waiting for your answer")
        self.hands.follow("Decline, with a reason")
        self.hands.press("Decline the referral")
        self.hands.is_told("Select a reason from the list")
        self.hands.pick("Why can you not take this household?", "Other")
        self.hands.press("Decline the referral")
        self.hands.is_told("Say in a few words what the other reason is")
        self.hands.write("Anything the council should know", "The heating has failed (made up)")
        self.hands.press("Decline the referral")
        self.hands.reads("You have declined the referral")

    def records_an_arrival(self) -> None:
        self.goes_to("Referrals")
        self.page.get_by_role("row", name="Her arrival").first.get_by_role("link").click()
        self.hands.sees("A household that you expect")
        self.hands.follow("They have arrived")
        self.hands.write_day("When did they arrive?", self.today + SOON)
        self.hands.press("Record the arrival")
        self.hands.is_told("Day of arrival must be today or in the past")
        self.hands.write_day("When did they arrive?", self.today)
        self.hands.press("Record the arrival")
        self.hands.reads("The arrival is recorded")

    def plans_their_leaving(self) -> None:
        self.hands.follow("When they expect to leave")
        self.hands.pick("Is a day expected?", "They expect to leave on a day")
        self.hands.press("Save")
        self.hands.is_told("Enter the day they leave")
        self.hands.write_day("First day without them", self.today + SOON)
        self.hands.press("Save")
        self.hands.reads("What they expect is recorded")

    def records_a_departure(self) -> None:
        self.hands.follow("They have left")
        self.hands.press("Record the departure")
        self.hands.is_told("Select where they went")
        self.hands.pick("Why did they leave?", "Planned move-on")
        self.hands.pick("Where did they go?", "Council tenancy")
        self.hands.press("Record the departure")
        self.hands.reads("the departure is recorded")
        self.hands.reads("Being prepared")

    def places_of_work(self) -> set[str]:
        """Addresses of this provider's units, properties, referrals and stays, as another would type them."""
        found: set[str] = set()
        for start in ("/units", "/properties", "/referrals"):
            self.page.goto(start)
            found |= set(self.page.eval_on_selector_all("main a", "links => links.map(link => link.pathname)"))
        for unit in sorted(found):
            if unit.endswith("/stay"):
                self.page.goto(unit)
                found |= set(self.page.eval_on_selector_all("main a", "links => links.map(link => link.pathname)"))
        return {address for address in found if any(sign.isdigit() for sign in address)}

    def _reads_what_it_would_do(self) -> None:
        self.hands.sees("What this change would do")
        self.hands.reads("Nothing is recorded yet")
        self.hands.reads("Boys up to 3")
        self.hands.reads("Households that wait today")
        self.hands.reads("Runs of the last month")
        check(self.page)

    def _opens_what_waits(self, table: str) -> None:
        heading = self.page.get_by_role("heading", name=table)
        heading.locator("xpath=following-sibling::table[1]").get_by_role("link").first.click()
