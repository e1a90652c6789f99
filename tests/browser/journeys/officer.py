"""The officer at first contact, sentence by sentence. Each section is answered wrongly once, where that is possible."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.journeys.hands import Hands

SAVE = "Save and go back to the list"
NEITHER = "Enter her name, or select that she does not want to give one"
WHAT_TO_ASK = "What to ask"


class Officer:
    """What she does with a family that sits before her."""

    def __init__(self, hands: Hands, today: date) -> None:
        self.hands = hands
        self.today = today

    def starts_without_a_name(self) -> None:
        self.hands.follow("Households")
        self.hands.follow("Start: first contact")
        self.hands.press("Start")
        self.hands.is_told(NEITHER)
        self.hands.tick("She does not want to give a name")
        self.hands.pick("How did she come?", "Police")
        self.hands.press("Start")
        self._is_back_at_the_list(0)

    def asks_where_she_is(self) -> None:
        self.hands.follow("Safe now, and where")
        self.hands.pick("Does she have somewhere safe to stay tonight?", "No")
        self.hands.pick("Where is she staying now?", "In a hotel or bed and breakfast")
        self.hands.write("How many nights in hotels in total?", "a few")
        self.hands.pick("Does a person of concern know where she is staying?", "Yes")
        self.hands.press(SAVE)
        self.hands.is_told("Number of nights must be a number")
        self._has_kept("How many nights in hotels in total?", "a few")
        self.hands.write("How many nights in hotels in total?", "3")
        self.hands.press(SAVE)
        self._is_back_at_the_list(1)

    def agrees_how_to_reach_her(self) -> None:
        self.hands.follow("Safe contact")
        self.hands.tick("Text message")
        self.hands.write("Safe telephone number", "12")
        self.hands.tick("Friday")
        self.hands.tick("At any time of day")
        self.hands.write("Code word", "teapot (made up)")
        self.hands.pick("Does she need an interpreter?", "No")
        self.hands.press(SAVE)
        self.hands.is_told("Enter a telephone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192")
        self._has_kept("Code word", "teapot (made up)")
        self.hands.write("Safe telephone number", "07700 900 982")
        self.hands.press(SAVE)
        self._is_back_at_the_list(2)

    def enters_the_risk(self) -> None:
        self.hands.follow("Risk")
        self.hands.write("DASH total", "99")
        self.hands.press(SAVE)
        self.hands.is_told("DASH total must be")
        self.hands.write("DASH total", "17")
        self.hands.press(SAVE)
        self.hands.reads("refer to the MARAC")
        self._is_back_at_the_list(3)

    def asks_about_people_of_concern(self) -> None:
        self.hands.follow("People of concern")
        self.hands.reads("Until you ask, no home can be proposed")
        self.hands.follow("Add a person of concern")
        self.hands.write("Name", "Gus Pretend")
        self.hands.write_day("Date of birth", ("31", "2", "1990"))
        self.hands.press("Save")
        self.hands.is_told("Date of birth must be a real date")
        self._has_kept("Name", "Gus Pretend")
        self.hands.write_day("Date of birth", ("28", "2", "1990"))
        self.hands.choose("Who are they to her?", "Former partner")
        self.hands.press("Save")
        self._says_where_he_is()

    def _says_where_he_is(self) -> None:
        self.hands.sees("Places to keep away from")
        self.hands.follow("Add a place")
        self.hands.pick("What is there?", "Home")
        self.hands.press("Save")
        self.hands.is_told("Enter a postcode, or select a ward")
        self.hands.choose("Or the ward", "Rotherham West")
        self.hands.press("Save")
        self.hands.reads("Home, Rotherham West")
        self.hands.follow("Back to people of concern")
        self.hands.follow("Back to the list of questions")
        self._is_back_at_the_list(4)

    def asks_who_is_in_the_household(self) -> None:
        self.hands.follow("People in the household")
        self.hands.follow("Change")
        self.hands.write_day("Date of birth", ("2", "", "1991"))
        self.hands.pick("Sex", "Female")
        self.hands.press("Save")
        self.hands.is_told("Date of birth must include a month")
        self.hands.write_day("Date of birth", date(1991, 5, 2))
        self.hands.press("Save")
        self.hands.follow("Add a person")
        self.hands.write("Name", "Mina Sample")
        self.hands.press("Save")
        self.hands.is_told("Select adult or child")
        self._has_kept("Name", "Mina Sample")
        self.hands.pick("Adult or child?", "Child under 18")
        self.hands.write_day("Date of birth", self.today - timedelta(days=6 * 366))
        self.hands.pick("Sex", "Female")
        self.hands.choose("Relationship to the person who asks for help", "Child")
        self.hands.press("Save")
        self.hands.reads("Mina Sample")
        self.hands.press("Nobody is pregnant")
        self.hands.follow("Back to the list of questions")
        self._is_back_at_the_list(5)

    def asks_what_they_need(self) -> None:
        self.hands.follow("Needs")
        self.hands.tick("Nothing of this")
        self.hands.pick("How much support does she need?", "Medium")
        self.hands.tick("No animals")
        self.hands.press(SAVE)
        self._is_back_at_the_list(6)

    def asks_who_can_pay(self) -> None:
        self.hands.follow("Money and immigration")
        self.hands.pick("Are public funds open to her?", "Public funds open to her")
        self.hands.tick("Housing benefit")
        self.hands.press(SAVE)
        self._is_back_at_the_list(7)

    def asks_what_she_wants(self) -> None:
        self.hands.follow("What she wants")
        self.hands.choose("The kind of home she would like best", "Dispersed home")
        self.hands.choose("The next best", "Dispersed home")
        self.hands.pick("Would she rather stay at home, made secure?", "No")
        self.hands.press(SAVE)
        self.hands.is_told("Select a kind of home that is not selected above")
        self.hands.choose("The next best", "Refuge")
        self.hands.press(SAVE)
        self._is_back_at_the_list(8)

    def asks_where_she_cannot_live_and_what_to_be_near(self) -> None:
        self.hands.follow("Where she cannot live")
        self.hands.tick("Wales")
        self.hands.press(SAVE)
        self._is_back_at_the_list(9)
        self.hands.follow("What she needs to be near")
        self.hands.follow("Add a place")
        self.hands.pick("What is there?", "School or nursery")
        self.hands.choose("Or the ward", "Wath")
        self.hands.pick("How important is it to be near?", "Very important")
        self.hands.write("Is there a distance that would be too far?", "far")
        self.hands.press("Save")
        self.hands.is_told("The distance must be a number")
        self.hands.write("Is there a distance that would be too far?", "")
        self.hands.press("Save")
        self.hands.follow("Back to the list of questions")
        self._is_back_at_the_list(10)

    def leaves_and_comes_back(self) -> None:
        address = self.hands.page.url
        self.hands.press("Sign out")
        self.hands.sees("You have signed out")
        self.hands.sign_in("officer")
        self.hands.page.goto(address)
        self.hands.reads("completed. Ask in any order")

    def _is_back_at_the_list(self, done: int) -> None:
        self.hands.sees(WHAT_TO_ASK)
        self.hands.reads(f"{done} of 10 completed")

    def _has_kept(self, label: str, typed: str) -> None:
        expect(self.hands.page.get_by_label(label, exact=True).first).to_have_value(typed)
