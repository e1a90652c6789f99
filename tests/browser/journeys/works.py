"""Works at a home, sentence by sentence: what a sanctuary coordinator and a contractor do."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from pathway.calendar import add_working_days
from tests.browser.checks import check
from tests.browser.journeys.hands import Hands


class Coordinator:
    """What a sanctuary coordinator does once works are ordered."""

    def __init__(self, hands: Hands, today: date) -> None:
        self.hands, self.page, self.today = hands, hands.page, today

    def opens_the_works(self, reference: str) -> None:
        self.page.goto("/sanctuary")
        self.hands.follow(reference)
        self.hands.follow("Visits, measures, sign-off")
        self.hands.sees("Works and what follows")

    def says_how_to_come(self) -> None:
        self.hands.follow("Say how they may come")
        self.hands.press("Save")
        self.hands.is_told("Select at least one day", "Enter from when it is safe")
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
            self.hands.tick(day)
        self.hands.write("Safe from", "12am")
        self.hands.write("Safe until", "12am")
        self.hands.pick("May the contractor telephone her", "No")
        self.hands.write("Word to say at the door", "robin")
        self._check()
        self.hands.press("Save")
        self.hands.reads("How to come safely is recorded")
        self.hands.reads("Every day, at any time")

    def agrees_a_visit_with_her(self) -> None:
        self.hands.press("She has agreed")
        self.hands.reads("The visit is arranged, and the contractor told")
        self.hands.reads("Agreed with her")

    def _check(self) -> None:
        """The page is fit for everybody; what looks at it needs scripts."""
        if self.hands.scripts:
            check(self.page)

    def calls_the_visit_off(self) -> None:
        self.hands.follow("Call it off")
        self.hands.press("Call it off")
        self.hands.is_told("Say why the visit is called off")
        self.hands.write("Why is this visit called off?", "She has an appointment (made up)")
        self.hands.press("Call it off")
        self.hands.reads("The visit is called off")

    def looks_at_every_measure(self) -> None:
        while self.page.get_by_text("Reported done", exact=True).count():
            marked = self.page.locator("p", has=self.page.get_by_text("Reported done", exact=True)).first
            name = marked.locator("strong").first.inner_text()
            self.hands.follow(f"Look at it ({name})")
            self.hands.pick("Is it right?", "Yes, accept it")
            self.hands.press("Save")
            self.hands.reads(f"{name}: recorded")

    def must_say_what_is_wrong(self) -> None:
        self.hands.follow("Look at it")
        self.hands.pick("Is it right?", "No, send it back")
        self.hands.press("Save")
        self.hands.is_told("Say what has to be put right")
        self.hands.follow("The job")

    def signs_off(self) -> None:
        self.hands.follow("Sign off the works")
        self.hands.press("Sign off")
        self.hands.is_told("Select what she says")
        self.hands.pick("Does she say that she feels safe?", "Yes")
        self.hands.press("Sign off")
        self.hands.reads("The works are signed off")

    def sets_a_flag(self) -> None:
        self.hands.follow("Record (Police)")
        self.hands.pick("What happened?", "We have asked for it")
        self.hands.press("Save")
        self.hands.follow("Record (Police)")
        self.hands.pick("What happened?", "It is set")
        self.hands.write_day("When do they look at it again?", self.today + timedelta(days=180))
        self.hands.press("Save")
        self.hands.reads("What happened is recorded")
        self._check()


class Contractor:
    """What somebody at a contractor does with an order, on a telephone."""

    def __init__(self, hands: Hands, today: date) -> None:
        self.hands, self.page, self.today = hands, hands.page, today

    def finds_the_order(self) -> str:
        """The reference of an order that waits for an answer and can wait."""
        self.page.goto("/my-jobs")
        row = self.page.get_by_role("row").filter(has_text="Accept it or return it").filter(has_text="Standard")
        return row.get_by_role("link").first.inner_text()

    def finds_what_is_done(self) -> str:
        """The reference of a job that the council looks at."""
        self.page.goto("/my-jobs")
        row = self.page.get_by_role("row").filter(has_text="The council looks at it")
        return row.get_by_role("link").first.inner_text()

    def sends_an_invoice(self) -> None:
        self.hands.follow("Send an invoice")
        self.hands.press("Save")
        self.hands.is_told("Enter its number", "Enter the amount")
        self.hands.write("Number", "MADE-UP-7")
        self.hands.write("Amount", "99999")
        self.hands.write_day("Date on it", self.today)
        self.hands.press("Save")
        self.hands.is_told("With this, £99,999")
        self.hands.write("Amount", "100")
        self.hands.press("Save")
        self.hands.reads("The invoice is recorded")

    def opens(self, reference: str) -> None:
        self.page.goto("/my-jobs")
        self.hands.follow(reference)
        self.hands.sees(f"Job {reference}")

    def accepts_the_order(self) -> None:
        expect(self.page.get_by_role("button", name="Show the address")).to_have_count(0)
        self.hands.press("Accept this order")
        self.hands.reads("You have accepted the order")

    def sees_the_address(self) -> None:
        self.hands.press("Show the address")
        self.hands.reads("(made up)")
        self._check()

    def _check(self) -> None:
        """As the coordinator's."""
        if self.hands.scripts:
            check(self.page)

    def proposes_a_visit(self) -> None:
        self.hands.follow("Propose a visit")
        self.hands.press("Propose the visit")
        self.hands.is_told("Enter the day of the visit")
        self.hands.write_day("Day of the visit", add_working_days(self.today, 2))
        self.hands.write("From", "10am")
        self.hands.write("To", "midday")
        self.hands.press("Propose the visit")
        self.hands.reads("The visit is proposed")
        self.hands.reads("Do not go there before she has agreed")
