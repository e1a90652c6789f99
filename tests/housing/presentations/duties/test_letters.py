"""Letters: what they say, what they never say, and how they may reach her."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from housing import db
from housing.access import NotFound
from housing.households import services as households
from housing.places.models import Property
from housing.places.registering import Building, add_property
from housing.presentations.duties import accepting, deciding
from housing.presentations.duties.models import HousingDecision
from housing.presentations.letters.giving import give_letter
from housing.presentations.letters.making import make_letter
from housing.presentations.letters.models import Letter
from housing.presentations.letters.paper import Unwritable, as_pdf
from housing.presentations.models import Presentation
from housing.presentations.nights.services import Temporary, arrive
from housing.refusals import Refused
from pathway.duty_endings import Duty
from tests.housing.households.factories import NOW, POSTCODE, TODAY, Town

HOTEL = "Canary Hotel, 7 Fiction Road"


def decide(people: Town, case: Presentation, reasons: str = "Made up, for a test") -> HousingDecision:
    return deciding.record_decision(
        presentation_id=case.id, slug="suitability", decided_on=TODAY, reasons=reasons, by=people.officer, now=NOW
    )


def write(people: Town, case: Presentation, about: UUID) -> Letter:
    return make_letter(presentation_id=case.id, about=about, by=people.officer, now=NOW)


def give(people: Town, letter: Letter, how: str) -> None:
    give_letter(letter_id=letter.id, how=how, given_on=TODAY, by=people.officer, now=NOW)


def home(people: Town) -> Property:
    building = Building(
        code="LR1", kind="refuge", address="12 Canary Street, Madeup Town", postcode="ZZ99 1AB", ward_code="E05012996",
        easting=443000, northing=393000, sleeping="room_standard",
    )  # fmt: skip
    (grant,) = people.refuge.grants
    return add_property(organisation_id=grant.organisation_id, building=building, by=people.refuge, now=NOW)


def test_a_letter_says_what_was_decided_and_why_and_is_made_once(people: Town, case: Presentation) -> None:
    decision = decide(people, case)
    letter = write(people, case, decision.id)
    for words in (
        "Dear Madeup Person,",
        "The home offered is suitable",
        "Made up, for a test",
        "within 21 days",
        case.reference,
    ):
        assert words in letter.text
    assert write(people, case, decision.id).id == letter.id
    with pytest.raises(NotFound):
        write(people, case, case.id)
    with pytest.raises(NotFound):
        make_letter(presentation_id=case.id, about=decision.id, by=people.other_team, now=NOW)


TYPED = (
    "She is at 12 Canary Street now", "12 canary  STREET", "near zz991ab", "ZZ99 1AB.",
    "the Canary Hotel, 7 Fiction Road", f"He works at {POSTCODE}",
)  # fmt: skip


def test_no_address_on_record_gets_into_a_letter_however_it_is_written(people: Town, case: Presentation) -> None:
    home(people)
    stay = Temporary("bb", HOTEL, TODAY - timedelta(days=3), "interim")
    arrive(presentation_id=case.id, stay=stay, by=people.officer, now=NOW)
    concern = households.add_person_of_concern(
        household_id=case.household_id, concern=households.Concern("Somebody Made Up"), by=people.officer, now=NOW
    )
    households.add_place_of_concern(
        household_id=case.household_id, concern_id=concern.id, place=households.DangerPlace("work", POSTCODE),
        by=people.officer, now=NOW,
    )  # fmt: skip
    for typed in TYPED:
        with pytest.raises(Refused) as error:
            decide(people, case, typed)
        assert error.value.field == "reasons"
        assert "canary" not in str(error.value).lower()


def test_an_address_that_came_on_record_later_stops_the_letter(people: Town, case: Presentation) -> None:
    decision = decide(people, case, "She may stay at 12 Canary Street")
    home(people)
    with pytest.raises(Refused, match="Take the address out"):
        write(people, case, decision.id)


def test_no_letter_holds_where_she_is_or_was(people: Town, case: Presentation) -> None:
    """The Charnwood test: whatever is recorded of her homes, no letter of any kind says it."""
    home(people)
    accepting.accept_duty(
        presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why="made up", by=people.officer, now=NOW
    )
    stay = Temporary("bb", HOTEL, TODAY, "interim", district="Nextdoor")
    placed = arrive(presentation_id=case.id, stay=stay, by=people.officer, now=NOW)
    contact = households.Contact(("post", "in_person"), address="5 Safe Canary Lane, ZZ99 9ZZ")
    households.save_contact(
        household_id=case.household_id, contact=contact, interpreter=None, language=None, by=people.officer, now=NOW
    )
    with db.reading() as session:
        (decision,) = session.scalars(select(HousingDecision.id)).all()
    letters = [write(people, case, decision), write(people, case, placed.id)]
    assert "This duty runs until 17 January 2027." in letters[0].text
    for letter in letters:
        assert "canary" not in letter.text.lower()
        assert "zz99" not in letter.text.lower().replace(" ", "")
    assert "Madeup Person" not in letters[1].text
    assert "Nextdoor" in letters[1].text


def test_nothing_is_given_but_as_she_agreed_and_what_is_kept_counts(people: Town, case: Presentation) -> None:
    decision = decide(people, case)
    letter = write(people, case, decision.id)
    for how in ("post", "email", "hand"):
        with pytest.raises(Refused) as error:
            give(people, letter, how)
        assert error.value.field == "how"
        assert "Keep it here for her to collect" in str(error.value)
    give(people, letter, "kept")
    with pytest.raises(Refused, match="Olive Demo recorded this at"):
        give(people, letter, "kept")
    with pytest.raises(Refused, match="that she was told"):
        deciding.tell_decision(decision_id=decision.id, told_on=TODAY, how="letter", by=people.officer, now=NOW)


def test_the_other_council_is_told_by_its_letter(people: Town, case: Presentation) -> None:
    stay = Temporary("bb", HOTEL, TODAY, "interim", district="Nextdoor")
    placed = arrive(presentation_id=case.id, stay=stay, by=people.officer, now=NOW)
    letter = write(people, case, placed.id)
    with pytest.raises(Refused, match="Select how"):
        give(people, letter, "post")
    give(people, letter, "council")
    with db.reading() as session:
        assert session.scalars(select(Letter.to_her)).all() == [False]


def test_the_file_says_what_the_letter_says_and_nothing_else(people: Town, case: Presentation) -> None:
    letter = write(people, case, decide(people, case, "It’s made up – really").id)
    reader = PdfReader(io.BytesIO(as_pdf(letter.title, letter.text, at=letter.at)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "It’s made up – really" in text
    assert text.startswith("Our decision and our reasons 23 November 2026")
    assert "If you think that this is wrong" in text
    assert set(reader.metadata or {}) <= {"/Title", "/Producer", "/CreationDate"}
    with pytest.raises(Unwritable) as error:
        as_pdf("x", "Dear Łucja", at=NOW)
    assert error.value.signs == "Ł"
