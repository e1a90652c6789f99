"""What may be sent to her is decided from what is stored at that moment, for what she gave and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select

from housing import db
from housing.access import NotFound
from housing.households import services
from housing.households.contact import Allowed, Channel, Contact, NotAllowed, may_send
from housing.households.contacting.marking import lift_mark, mark_unsafe
from housing.households.contacting.models import SafeContactRecord
from housing.households.contacting.unsafe import standing_marks
from housing.households.sending import digest, ways_now
from housing.households.services import Concern, DangerPlace
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from pathway.safe_contact import Reached
from tests.housing.households.factories import NOW, POSTCODE, Town, town

MONDAY_10 = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ADDRESS = "12 Madeup Street, S60 2BB"
SAFE = Contact(
    methods=("call", "text", "email", "post"),
    phone="+441632960001",
    email="her@example.invalid",
    address=ADDRESS,
    days=(1, 2, 3, 4, 5),
    from_at=time(9, 30),
    until_at=time(14, 30),
    voicemail=False,
    shared_device=False,
)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team, with her safe contact recorded."""
    made = start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id
    save(people, made, SAFE)
    return made


def save(people: Town, household: UUID, contact: Contact) -> None:
    services.save_contact(
        household_id=household, contact=contact, interpreter=None, language=None, by=people.officer, now=NOW
    )


def asked(household: UUID, channel: Channel, at: datetime = MONDAY_10, to: str | None = None) -> str:
    """The sentence why not; empty where it is allowed."""
    with db.reading() as session:
        answer = may_send(session, household, channel, at, to=to)
    return answer.sentence if isinstance(answer, NotAllowed) else ""


def mark(people: Town, household: UUID, kind: Reached, value: str) -> None:
    mark_unsafe(household_id=household, kind=kind, value=value, why="He reads it", by=people.officer, now=NOW)


def test_what_is_stored_decides_at_that_moment(people: Town, household: UUID) -> None:
    for channel in (Channel.CALL, Channel.TEXT, Channel.EMAIL, Channel.POST, Channel.COLLECTED):
        assert asked(household, channel) == "", channel
    assert "not safe at this time" in asked(household, Channel.CALL, MONDAY_10.replace(hour=20))
    assert asked(household, Channel.IN_PERSON) == "She has not agreed to being given anything in person."
    save(people, household, replace(SAFE, methods=("call",), shared_device=True))
    assert asked(household, Channel.CALL) == ""
    assert asked(household, Channel.TEXT) == "She has not agreed to text messages."


def test_nothing_recorded_is_nothing_sent(people: Town) -> None:
    bare = start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id
    for unknown in (bare, uuid4()):
        with db.reading() as session:
            answers = ways_now(session, unknown, MONDAY_10)
        assert [channel for channel, answer in answers.items() if isinstance(answer, Allowed)] == [Channel.COLLECTED]


@pytest.mark.parametrize(
    ("channel", "own", "other"),
    [
        (Channel.CALL, "01632 960001", "01632 960002"),
        (Channel.EMAIL, "HER@example.invalid", "him@example.invalid"),
        (Channel.POST, "Flat 12, Madeup St. S602BB", "14 Madeup Street, S60 2BB"),
    ],
)
def test_only_what_she_gave_is_used_however_it_is_written(
    household: UUID, channel: Channel, own: str, other: str
) -> None:
    assert asked(household, channel, to=own) == ""
    assert "that she said is safe" in asked(household, channel, to=other)


@pytest.mark.parametrize(
    ("channel", "kind", "value", "field"),
    [
        (Channel.CALL, Reached.PHONE, "01632 960001", "phone"),
        (Channel.EMAIL, Reached.EMAIL, "Her@Example.invalid", "email"),
        (Channel.POST, Reached.ADDRESS, "12, Madeup St, s602bb", "address"),
    ],
)
def test_what_is_marked_unsafe_is_never_used_and_never_becomes_safe_contact(
    people: Town, household: UUID, channel: Channel, kind: Reached, value: str, field: str
) -> None:
    mark(people, household, kind, value)
    mark(people, household, kind, value)
    assert asked(household, channel).startswith("No safe ")
    with pytest.raises(Refused, match="marked unsafe by Olive Demo") as refused:
        save(people, household, replace(SAFE, notes="changed"))
    assert refused.value.field == field
    with db.reading() as session:
        (standing,) = standing_marks(session, household)
        records = session.scalars(select(SafeContactRecord.answers).order_by(SafeContactRecord.at)).all()
    assert [json.loads(each)[field] for each in records] == [getattr(SAFE, field), None]
    for _ in range(2):
        lift_mark(household_id=household, mark_id=standing.id, why="He is gone", by=people.officer, now=NOW)
    save(people, household, SAFE)
    assert asked(household, channel) == ""
    for stranger in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            lift_mark(household_id=household, mark_id=standing.id, why="made up", by=stranger, now=NOW)


def test_another_number_than_hers_may_be_marked_before_there_is_any(people: Town) -> None:
    bare = start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id
    mark(people, bare, Reached.PHONE, "01632 960009")
    with pytest.raises(Refused, match="marked unsafe"):
        save(people, bare, replace(SAFE, phone="+441632960009"))
    with pytest.raises(Refused, match="telephone number"):
        mark(people, bare, Reached.PHONE, "nonsense")
    save(people, bare, SAFE)
    assert asked(bare, Channel.CALL) == ""
    assert "marked unsafe" not in asked(bare, Channel.CALL, to="01632 960001")
    assert "she said is safe" in asked(bare, Channel.CALL, to="01632 960009")


def test_no_letter_goes_where_a_person_of_concern_goes(people: Town, household: UUID) -> None:
    save(people, household, replace(SAFE, address=f"3 Madeup Road {POSTCODE}"))
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    him = services.add_person_of_concern(concern=Concern(name="Madeup Him"), **by)
    assert asked(household, Channel.POST) == ""
    services.add_place_of_concern(concern_id=him.id, place=DangerPlace(kind="home", postcode=POSTCODE), **by)
    assert "marked unsafe" in asked(household, Channel.POST)
    with pytest.raises(Refused, match="person of concern") as refused:
        save(people, household, replace(SAFE, address=f"4 Madeup Road, {POSTCODE.replace(' ', '')}"))
    assert refused.value.field == "address"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(SAFE, days=()), "days"),
        (replace(SAFE, from_at=None), "days"),
        (replace(SAFE, until_at=None), "days"),
        (replace(SAFE, until_at=time(9, 30)), "until_at"),
        (replace(SAFE, days=(8,)), "until_at"),
    ],
)
def test_days_and_hours_go_together(people: Town, household: UUID, wrong: Contact, field: str) -> None:
    with pytest.raises(Refused) as refused:
        save(people, household, wrong)
    assert refused.value.field == field


def test_two_houses_of_one_street_are_two_addresses() -> None:
    assert digest(Reached.ADDRESS, "12 High St, S60 2BB") == digest(Reached.ADDRESS, "12, high street. s602bb")
    assert digest(Reached.ADDRESS, "12 High St, S60 2BB") != digest(Reached.ADDRESS, "14 High St, S60 2BB")
    assert digest(Reached.ADDRESS, "The Lodge, S60 2BB") != digest(Reached.ADDRESS, "The Mill, S60 2BB")
    assert digest(Reached.ADDRESS, "12 High St") == digest(Reached.ADDRESS, "12  high st.")
