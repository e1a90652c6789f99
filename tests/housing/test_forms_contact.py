"""Postcodes, telephone numbers, e-mail addresses and files: any way they come, one way they are kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from housing.forms import HavenForm, Postcode
from housing.forms.contact import read_district, read_phone, read_postcode
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


class TestContact:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("s601aa", "S60 1AA"),
            ("S60 1AA", "S60 1AA"),
            (" s60-1aa ", "S60 1AA"),
            ("m11ae", "M1 1AE"),
            ("EC1A 1BB", "EC1A 1BB"),
            ("W1A 0AX", "W1A 0AX"),
            ("GIR 0AA", "GIR 0AA"),
            ("CR2 6XH", "CR2 6XH"),
            ("DN55 1PT", "DN55 1PT"),
            ("S60", None),
            ("S60 1A", None),
            ("S60 1AC", None),
            ("QQ1 1AA", None),
            ("Ѕ60 1AA", None),
        ],
    )
    def test_postcodes(self, typed: str, read: str | None) -> None:
        assert read_postcode(typed) == read

    @pytest.mark.parametrize(
        ("typed", "read"), [("s60", "S60"), ("S60 1AA", "S60"), ("EC1A", "EC1A"), ("nowhere", None)]
    )
    def test_districts(self, typed: str, read: str | None) -> None:
        assert read_district(typed) == read

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("01632 960 001", "+441632960001"),
            ("(01632) 960001", "+441632960001"),
            ("07700 900982", "+447700900982"),
            ("+44 7700 900982", "+447700900982"),
            ("0044 7700 900982", "+447700900982"),
            ("+353 1 555 0100", "+35315550100"),
            ("960001", None),
            ("ring twice", None),
            ("0" * 30, None),
        ],
    )
    def test_telephones(self, typed: str, read: str | None) -> None:
        assert read_phone(typed) == read

    def test_the_sentences(self) -> None:
        assert said_of("left_from", left_from="S60") == "Enter a full UK postcode, like S60 1AA"
        assert said_of("e_mail", e_mail="ada at home") == (
            "Enter an e-mail address in the correct format, like name@example.com"
        )
        assert said_of("number", contact="phone", number="12").startswith("Enter a telephone number, like ")

    def test_a_stored_number_is_shown_as_people_read_it(self) -> None:
        form = EveryQuestion(None, data={"number": "+441632960001", "call_at": time(9, 30)})
        assert (form.number.typed, form.call_at.typed) == ("+44 1632 960001", "09:30")

    def test_half_a_postcode_where_that_is_enough(self) -> None:
        class Near(HavenForm):
            place = Postcode("Near", district_is_enough=True)

        assert [Near(MultiDict({"place": typed})).place.data for typed in ("s60", "s601aa")] == ["S60", "S60 1AA"]
        form = Near(MultiDict({"place": "the park"}))
        assert not form.validate()
        assert form.place.fault == "Enter a full UK postcode, like S60 1AA or S60"

    def test_an_e_mail_address_is_tidied(self) -> None:
        form = sent(e_mail=" Ada@EXAMPLE.org ")
        assert form.validate(), form.faults
        assert form.e_mail.data == "Ada@example.org"

    @given(st.text(max_size=60))
    def test_nothing_typed_can_break_them(self, text: str) -> None:
        for read in (read_postcode, read_district, read_phone):
            value = read(text)
            assert value is None or read(value) == value


def with_file(name: str, content: bytes) -> EveryQuestion:
    """The good answers and a file."""
    pairs: list[tuple[str, Any]] = [*GOOD.items(), ("letter", FileStorage(io.BytesIO(content), filename=name))]
    return EveryQuestion(MultiDict(pairs), today=TODAY)


class TestUpload:
    @pytest.mark.parametrize(("name", "content"), [("a.PDF", b"%PDF-1.7 made up"), ("a.csv", b"one,two\n")])
    def test_what_it_says_it_is(self, name: str, content: bytes) -> None:
        form = with_file(name, content)
        assert form.validate(), form.faults
        assert form.letter.data.stream.read() == content

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("a.pdf", b"MZ not a document", "The selected file must be a PDF or CSV"),
            ("a.csv", b"one\x00two", "The selected file must be a PDF or CSV"),
            ("a.exe", b"%PDF-1.7", "The selected file must be a PDF or CSV"),
            ("pdf", b"", "The selected file is empty"),
            ("a.csv", b"x" * (1024 * 1024 + 1), "The selected file must be smaller than 1MB"),
        ],
    )
    def test_what_it_is_not(self, name: str, content: bytes, sentence: str) -> None:
        form = with_file(name, content)
        assert not form.validate()
        assert form.letter.fault == sentence

    def test_none_chosen_is_no_answer(self) -> None:
        form = with_file("", b"")
        assert form.validate(), form.faults
        assert form.letter.data is None
