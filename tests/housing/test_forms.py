"""Questions: what each understands, what it says, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from housing.forms import Choice, DateParts, FilterForm, HavenForm, Known, Option, Text
from tests.housing.web_pages import TODAY, EveryQuestion, create_app

GOOD = {
    "version": "7",
    "given_name": "Ada",
    "story": "She left on Monday.",
    "born_on-day": "27",
    "born_on-month": "3",
    "born_on-year": "1987",
    "bedrooms": "3",
    "contact": "post",
    "needs": "ground",
    "safe_now": "not-known",
    "agreed": "yes",
}


@pytest.fixture
def app() -> Iterator[Flask]:
    application = create_app()
    application.config["WTF_CSRF_ENABLED"] = False
    with application.test_request_context():
        yield application


def sent(**changes: Any) -> EveryQuestion:
    """The good answers with some changed, as they come from a browser; None leaves one out."""
    answers = {name.replace("__", "-"): value for name, value in changes.items()}
    pairs = MultiDict({name: value for name, value in {**GOOD, **answers}.items() if value is not None})
    return EveryQuestion(pairs, today=TODAY)


def said_of(name: str, **changes: Any) -> str:
    """The sentence on one question."""
    form = sent(**changes)
    form.validate()
    return str(form[name].fault)


@pytest.mark.usefixtures("app")
class TestAWholeForm:
    def test_good_answers_pass_and_become_values(self) -> None:
        form = sent()
        assert form.validate(), form.faults
        assert form.answers("given_name", "born_on", "bedrooms", "safe_now", "needs", "agreed", "known_as") == {
            "given_name": "Ada",
            "born_on": date(1987, 3, 27),
            "bedrooms": 3,
            "safe_now": Known.NOT_KNOWN,
            "needs": ("ground",),
            "agreed": True,
            "known_as": None,
        }

    def test_every_question_left_out_says_its_own_sentence(self) -> None:
        form = EveryQuestion(MultiDict({"version": "7"}), today=TODAY)
        assert not form.validate()
        assert [fault.sentence for fault in form.faults] == [
            "Enter her first name",
            "Enter what happened",
            "Enter her date of birth",
            "Enter how many bedrooms",
            "Select how it is safe to reach her",
            "Select what the home needs, or select “None of these”",
            "Select whether she is safe now",
            "Confirm that she has agreed",
        ]

    def test_a_fault_links_to_the_first_input_that_it_is_about(self) -> None:
        form = sent(born_on__month="", contact=None)
        form.validate()
        assert [fault.target for fault in form.faults] == ["born_on-month", "contact"]

    def test_what_was_typed_comes_back_even_where_it_was_not_understood(self) -> None:
        form = sent(bedrooms="three", born_on__year="87", left_from="nowhere", contact="phone", number="ring twice")
        form.validate()
        shown = (form.bedrooms.typed, form.born_on.parts["year"], form.left_from.typed, form.number.typed)
        assert shown == ("three", "87", "nowhere", "ring twice")
        assert form.contact.chosen == {"phone"}

    def test_the_first_of_repeated_values_counts(self) -> None:
        form = EveryQuestion(MultiDict([*GOOD.items(), ("given_name", "Eve"), ("contact", "none")]), today=TODAY)
        assert form.validate(), form.faults
        assert form.given_name.data == "Ada"
        assert form.contact.data == "post"

    def test_a_page_lists_its_questions_without_hidden_and_revealed_ones(self) -> None:
        names = [field.short_name for field in sent().questions]
        assert "version" not in names
        assert "number" not in names
        assert names[:2] == ["given_name", "known_as"]

    def test_stored_values_show_before_anything_is_sent(self) -> None:
        form = EveryQuestion(
            None, data={"born_on": date(1987, 3, 27), "safe_now": False, "needs": ["pets"], "bedrooms": 0}
        )
        assert form.born_on.parts == {"day": "27", "month": "3", "year": "1987"}
        assert form.safe_now.chosen == {"no"}
        assert form.needs.chosen == {"pets"}
        assert form.bedrooms.typed == "0"


@pytest.mark.usefixtures("app")
class TestWhen:
    def test_a_question_not_led_to_is_neither_required_nor_kept(self) -> None:
        for number in ("not a number", "01632 960 001"):
            form = sent(contact="post", number=number)
            assert form.validate(), form.faults
            assert form.number.data is None

    def test_a_question_led_to_is_required(self) -> None:
        assert said_of("number", contact="phone") == "Enter a telephone number"
        assert said_of("pet", needs="pets") == "Enter what kind of pet"

    def test_a_chain_breaks_where_its_first_link_does(self) -> None:
        class Chain(HavenForm):
            first = Choice("First", options=[Option("a", "A"), Option("b", "B")])
            second = Choice("Second", options=[Option("a", "A")], when=("first", "a"))
            third = Text("Third", required="Enter the third", when=("second", "a"))

        form = Chain(MultiDict({"first": "b", "second": "a"}))
        assert form.validate(), form.faults
        form = Chain(MultiDict({"first": "a", "second": "a"}))
        assert not form.validate()


class Refused(Exception):
    """A domain error that names what it is about."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


@pytest.mark.usefixtures("app")
class TestBlame:
    def test_a_domain_error_goes_on_the_question_that_it_names(self) -> None:
        form = sent()
        assert form.validate()
        form.blame(Refused("Somebody of that name is recorded already", "given_name"))
        assert form.given_name.fault == "Somebody of that name is recorded already"
        assert [fault.target for fault in form.faults] == ["given_name"]

    def test_names_that_differ_are_mapped(self) -> None:
        form = sent()
        form.validate()
        form.blame(Refused("Too few bedrooms", "size"), {"size": "bedrooms"})
        assert form.bedrooms.fault == "Too few bedrooms"

    def test_an_error_about_no_question_stands_in_the_summary_without_a_link(self) -> None:
        form = sent()
        form.validate()
        form.blame(Refused("The offer has lapsed", "offer"))
        form.blame(Refused("The case is closed"))
        assert [(fault.sentence, fault.target) for fault in form.faults] == [
            ("The offer has lapsed", ""),
            ("The case is closed", ""),
        ]

    def test_an_error_without_a_sentence_is_a_fault_of_ours(self) -> None:
        with pytest.raises(ValueError, match="carries no sentence"):
            sent().blame(Refused("  "))


@pytest.mark.usefixtures("app")
def test_comparisons_run_only_when_each_answer_is_in_order() -> None:
    class Stay(HavenForm):
        arrived = DateParts("Arrived", required="Enter when she arrived")
        left = DateParts("Left", required="Enter when she left")

        def check(self) -> None:
            if self.left.data < self.arrived.data:
                self.blame_question("left", "Left must be the same as or after Arrived")

    day = {"arrived-day": "2", "arrived-month": "1", "arrived-year": "2026"}
    form = Stay(MultiDict(day))
    assert not form.validate()
    assert form.left.fault == "Enter when she left"
    form = Stay(MultiDict({**day, "left-day": "1", "left-month": "jan", "left-year": "2026"}))
    assert not form.validate()
    assert form.left.fault == "Left must be the same as or after Arrived"


@pytest.mark.usefixtures("app")
def test_a_date_bound_without_today_is_a_fault_of_ours() -> None:
    form = EveryQuestion(MultiDict(GOOD))
    with pytest.raises(RuntimeError, match="make it with today="):
        form.validate()


@pytest.mark.usefixtures("app")
def test_a_filter_reads_the_address_and_needs_no_token() -> None:
    class ByArea(FilterForm):
        area = Choice("Area", options=[Option("s60", "Town centre")], as_list=True)

    form = ByArea(MultiDict({"area": "s60"}))
    assert form.validate()
    assert form.area.data == "s60"
    assert not ByArea(MultiDict({"area": "s99"})).validate()
