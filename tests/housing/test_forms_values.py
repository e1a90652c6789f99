"""What each kind of answer understands, one sentence for each thing it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from housing.forms import Choice, HavenForm, Option, Secret, YesNoNotKnown
from housing.forms.cleaning import clean
from housing.forms.dates import Bound, DateFault, read_date
from tests.housing.test_forms import GOOD, said_of, sent
from tests.housing.web_pages import TODAY, EveryQuestion, create_app


@pytest.fixture(scope="module")
def application() -> Flask:
    made = create_app()
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture(autouse=True)
def app(application: Flask) -> Iterator[None]:
    with application.test_request_context():
        yield


class TestText:
    def test_spaces_and_litter_of_pasting_go_without_a_word(self) -> None:
        form = sent(given_name=" \ufeffAda\u00a0 \u200bMay\t", story="  One \r\nTwo\r\n")
        assert form.validate(), form.faults
        assert form.given_name.data == "Ada May"
        assert form.story.data == "One\nTwo"

    @pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\nMay", "\r\nBcc: x"])
    def test_hidden_characters_are_taken_out_and_told(self, hidden: str) -> None:
        form = sent(given_name=f"Ada{hidden}")
        assert not form.validate()
        assert form.given_name.fault == (
            "First name had hidden characters, which have been taken out. Check it and send it again"
        )
        assert sent(given_name=form.given_name.typed).validate()

    def test_letters_of_every_script_stay(self) -> None:
        for name in ("Zoë", "Nguyễn", "محمد", "می\u200cخواهم", "O’Neil", "李"):
            form = sent(given_name=name)
            assert form.validate(), form.faults
            assert form.given_name.data == name

    def test_length_is_capped_with_a_sentence_and_the_text_is_kept(self) -> None:
        assert said_of("given_name", given_name="a" * 80) == ""
        form = sent(given_name="a" * 81)
        form.validate()
        assert form.given_name.fault == "First name must be 80 characters or fewer"
        assert form.given_name.typed == "a" * 81

    def test_a_secret_is_kept_as_typed_and_never_shown_again(self) -> None:
        class SignIn(HavenForm):
            word = Secret("Password", autocomplete="current-password", required="Enter your password")

        form = SignIn(MultiDict({"word": "  two spaces  "}))
        assert form.validate()
        assert form.word.data == "  two spaces  "
        assert form.word.typed == ""
        assert not SignIn(MultiDict({"word": "a" * 129})).validate()

    @given(st.text())
    def test_cleaning_twice_changes_nothing_more(self, text: str) -> None:
        for lines in (False, True):
            once = clean(text, lines=lines)
            again = clean(once.text, lines=lines)
            assert again.text == once.text
            assert not again.had_hidden


class TestNumbers:
    @pytest.mark.parametrize(("typed", "value"), [("3", 3), (" 3 ", 3), ("0009", 9)])
    def test_whole_numbers(self, typed: str, value: int) -> None:
        form = sent(bedrooms=typed)
        assert form.validate(), form.faults
        assert form.bedrooms.data == value

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("three", "Bedrooms needed must be a number"),
            ("2.5", "Bedrooms needed must be a whole number"),
            ("0", "Bedrooms needed must be 1 or more"),
            ("-1", "Bedrooms needed must be 1 or more"),
            ("10", "Bedrooms needed must be 9 or fewer"),
            ("٣", "Bedrooms needed must be a number"),
            ("9" * 41, "Bedrooms needed must be 40 characters or fewer"),
        ],
    )
    def test_what_is_not_one(self, typed: str, sentence: str) -> None:
        assert said_of("bedrooms", bedrooms=typed) == sentence

    @pytest.mark.parametrize(("typed", "value"), [("£1,200", "1200.00"), ("120.50", "120.50"), ("0", "0.00")])
    def test_money(self, typed: str, value: str) -> None:
        form = sent(rent=typed)
        assert form.validate(), form.faults
        assert form.rent.data == Decimal(value)

    @pytest.mark.parametrize("typed", ["-5", "1.5", "lots", "1e6", "NaN"])
    def test_what_is_not_money(self, typed: str) -> None:
        assert said_of("rent", rent=typed) == "Weekly rent must be an amount of money, like 120 or 120.50"

    def test_money_has_a_limit(self) -> None:
        assert said_of("rent", rent="1000001") == "Weekly rent must be £1,000,000 or less"


class TestDates:
    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            (("", "", ""), None),
            (("27", "3", "1987"), date(1987, 3, 27)),
            (("1st", "Sept", "2020"), date(2020, 9, 1)),
            (("29", "2", "2024"), date(2024, 2, 29)),
            (("29", "2", "2023"), DateFault("It must be a real date")),
            (("", "3", "1987"), DateFault("It must include a day", ("day",))),
            (("27", "", ""), DateFault("It must include a month and year", ("month", "year"))),
            (("27", "3", "87"), DateFault("It must include a year with 4 numbers", ("year",))),
            (("27", "13", "1987"), DateFault("It must be a real date")),
            (("27", "ma", "1987"), DateFault("It must be a real date")),
            (("x", "3", "1987"), DateFault("It must be a real date")),
            (("0", "3", "1987"), DateFault("It must be a real date")),
        ],
    )
    def test_reading(self, parts: tuple[str, str, str], expected: object) -> None:
        assert read_date(*parts, noun="It") == expected

    @given(st.text(), st.text(), st.text())
    def test_nothing_typed_can_break_it(self, day: str, month: str, year: str) -> None:
        assert isinstance(read_date(day, month, year, noun="It"), date | DateFault | None)

    @given(st.dates(min_value=date(1000, 1, 1)))
    def test_every_date_reads_back(self, day: date) -> None:
        assert read_date(str(day.day), f"{day:%B}", str(day.year), noun="It") == day

    def test_bounds_on_both_sides_of_today(self) -> None:
        day = {"born_on__day": "22", "born_on__month": "11", "born_on__year": "2026"}
        assert said_of("born_on", **day) == ""
        assert said_of("born_on", **{**day, "born_on__day": "23"}) == "Date of birth must be today or in the past"
        assert said_of("born_on", born_on__year="1899") == "Date of birth must be the same as or after 1 January 1900"
        form = sent(**day)
        form.born_on.latest = date(2026, 11, 21)
        form.validate()
        assert form.born_on.fault == "Date of birth must be the same as or before 21 November 2026"

    @pytest.mark.parametrize(
        ("bound", "offset", "fine"),
        [
            ("past", 0, False),
            ("past", -1, True),
            ("future", 0, False),
            ("future", 1, True),
            ("today or future", 0, True),
            ("today or future", -1, False),
        ],
    )
    def test_each_bound(self, bound: Bound, offset: int, fine: bool) -> None:
        form = sent(born_on__day=str(22 + offset), born_on__month="11", born_on__year="2026")
        form.born_on.bound = bound
        form.validate()
        assert (form.born_on.fault == "") is fine

    @pytest.mark.parametrize(
        ("typed", "value"),
        [("9:30am", time(9, 30)), ("2pm", time(14)), ("14.30", time(14, 30)), ("midday", time(12)), ("12am", time(0))],
    )
    def test_times(self, typed: str, value: time) -> None:
        form = sent(contact="phone", number="01632 960001", call_at=typed)
        assert form.validate(), form.faults
        assert form.call_at.data == value

    @pytest.mark.parametrize("typed", ["9", "25:00", "13pm", "soon", "9:60am"])
    def test_what_is_not_a_time(self, typed: str) -> None:
        assert "like 9:30am or 14:30" in said_of("call_at", contact="phone", number="01632 960001", call_at=typed)


class TestChoices:
    @pytest.mark.parametrize("name", ["contact", "area", "needs", "safe_now"])
    def test_only_what_was_offered(self, name: str) -> None:
        assert said_of(name, **{name: "made-up"}) == "Select an answer from the list"

    def test_none_of_these_stands_alone(self) -> None:
        others = [(name, value) for name, value in GOOD.items() if name != "needs"]
        form = EveryQuestion(MultiDict([*others, ("needs", "ground"), ("needs", "none")]), today=TODAY)
        assert not form.validate()
        assert form.needs.fault == "Select the answers that apply, or select “None of these”"

    def test_a_value_that_cannot_be_read_is_not_offered(self) -> None:
        class Sized(HavenForm):
            size = Choice("Size", options=[Option("1", "One")], coerce=int)

        assert Sized(MultiDict({"size": "1"})).size.data == 1
        form = Sized(MultiDict({"size": "x"}))
        assert not form.validate()
        assert form.size.fault == "Select an answer from the list"

    @pytest.mark.parametrize(("sent_as", "truth"), [("yes", True), ("no", False), ("not-known", None), (None, None)])
    def test_not_knowing_is_an_answer(self, sent_as: str | None, truth: bool | None) -> None:
        class Asked(HavenForm):
            pregnant = YesNoNotKnown("Is she pregnant?")

        form = Asked(MultiDict({"other": "x"} if sent_as is None else {"pregnant": sent_as}))
        assert form.validate()
        assert form.pregnant.truth is truth
        assert (form.pregnant.data is None) is (sent_as is None)


@given(st.dictionaries(st.sampled_from([*GOOD, "number", "rent", "left_from", "e_mail", "area", "letter"]), st.text()))
def test_whatever_is_sent_a_form_answers_with_sentences(answers: dict[str, str]) -> None:
    form = EveryQuestion(MultiDict({**GOOD, **answers}), today=TODAY)
    assert form.validate() is not bool(form.faults)
    assert all(fault.sentence for fault in form.faults)
