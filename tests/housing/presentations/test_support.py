"""What is done for her beside a home: contacts, schools, packs and referrals, each once, sealed, chased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, text

from housing import db
from housing.access import NotFound
from housing.disclosures import Disclosure
from housing.households import services as households
from housing.households.services import Member
from housing.presentations.services import start_presentation
from housing.presentations.support import contacts, packs, referrals, schools
from housing.presentations.support.contacts import Contacted, log_contact
from housing.presentations.support.packs import Pack, give_pack
from housing.presentations.support.referrals import Sent, move_referral, send_referral
from housing.presentations.support.schools import Schooling, save_schooling
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, TODAY, Town, town

CALL = Contacted(NOW, "call", True, "canary about", next_step="canary next", next_on=TODAY + timedelta(days=3))
PACK = Pack(("clothes", "food"), TODAY, "made up")
SENT = Sent("idva", "canary asked", TODAY, consent=True)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def open_tasks(kind: str) -> int:
    with db.reading() as session:
        return len(session.scalars(select(Task.id).where(Task.kind == kind, Task.closed_at.is_(None))).all())


def test_a_contact_is_logged_once_with_what_it_went_against_and_what_comes_next(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    key = uuid4()
    said = [log_contact(contacted=CALL, key=key, **by) for _ in range(2)]
    assert said == ["Nobody has agreed with her how to be in touch. Do not call, write or leave a message."] * 2
    assert open_tasks("next-contact") == 1
    tried = replace(CALL, reached=False, next_step=None, next_on=None)
    log_contact(contacted=tried, key=uuid4(), **by)
    assert open_tasks("next-contact") == 1
    assert log_contact(contacted=replace(tried, how="in_person"), key=uuid4(), **by) is None
    assert log_contact(contacted=replace(tried, how="she_began", reached=True), key=uuid4(), **by) is None
    assert open_tasks("next-contact") == 0
    with db.reading() as session:
        assert contacts.count(session, household) == 4
        assert len(contacts.contacts_of(session, household, offset=1, size=5)) == 3
        for sealed in session.scalars(text("select about from contact_entry")):
            assert b"canary" not in bytes(sealed)


def test_a_school_is_kept_as_it_was_and_telling_it_is_a_disclosure(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    child = households.add_person(member=Member("Kid", None, "male", "child", "child"), **by)
    told = Schooling("Canary School", known=False, encompass_on=TODAY, encompass_by="made-up police")
    for schooling in (Schooling("Canary School"), told, told):
        save_schooling(person_id=child.id, schooling=schooling, **by)
    with db.reading() as session:
        assert schools.schools_of(session, household)[child.id].encompass_on == TODAY
        assert session.scalar(text("select count(*) from child_school")) == 2
        assert [row.told for row in session.scalars(select(Disclosure))] == ["Canary School"]
        for sealed in session.scalars(text("select school from child_school")):
            assert b"Canary" not in bytes(sealed)
    with pytest.raises(Refused, match="today or in the past"):
        save_schooling(person_id=child.id, schooling=replace(told, encompass_on=TODAY + timedelta(days=1)), **by)
    households.remove_person(person_id=child.id, **by)
    with pytest.raises(NotFound):
        save_schooling(person_id=child.id, schooling=told, **by)


def test_a_pack_is_given_once(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    key = uuid4()
    for _ in range(2):
        give_pack(pack=PACK, key=key, **by)
    with db.reading() as session:
        assert [each.items for each in packs.packs_of(session, household)] == [["clothes", "food"]]


def test_a_referral_is_chased_answered_and_ended(people: Town, household: UUID) -> None:
    by: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    key = uuid4()
    for _ in range(2):
        send_referral(sent=SENT, key=key, **by)
    assert open_tasks("referral-out") == 1
    move: dict[str, Any] = {"referral_id": key, "words": None, **by}
    move_referral(event="chased", outcome=None, **move)
    assert open_tasks("referral-out") == 1
    for _ in range(2):
        move_referral(event="answered", outcome="waiting_list", **move)
    assert open_tasks("referral-out") == 0
    with pytest.raises(Refused, match="list"):
        move_referral(event="ended", outcome="waiting_list", **move)
    move_referral(event="ended", outcome="completed", **move)
    with pytest.raises(Refused, match="Olive Demo recorded it"):
        move_referral(event="chased", outcome=None, **move)
    with db.reading() as session:
        (found,) = referrals.referrals_of(session, household)
    assert [each.event for each in found.events] == ["chased", "answered", "ended"]
    assert found.ended_at == NOW
    with pytest.raises(NotFound):
        move_referral(event="chased", outcome=None, **{**move, "referral_id": uuid4()})


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda by: log_contact(contacted=replace(CALL, how="x"), **by), "how"),
        (lambda by: log_contact(contacted=replace(CALL, happened_at=NOW + timedelta(hours=1)), **by), "happened_on"),
        (lambda by: log_contact(contacted=replace(CALL, next_on=TODAY - timedelta(days=1)), **by), "next_on"),
        (lambda by: log_contact(contacted=replace(CALL, next_step=None), **by), "next_step"),
        (lambda by: give_pack(pack=replace(PACK, items=("x",)), **by), "items"),
        (lambda by: give_pack(pack=replace(PACK, given_on=TODAY + timedelta(days=1)), **by), "given_on"),
        (lambda by: send_referral(sent=replace(SENT, service="x"), **by), "service"),
        (lambda by: send_referral(sent=replace(SENT, sent_on=TODAY + timedelta(days=1)), **by), "sent_on"),
        (lambda by: send_referral(sent=replace(SENT, consent=False), **by), "without"),
    ],
)
def test_what_cannot_be_is_refused_and_out_of_reach_is_not_there(
    people: Town, household: UUID, call: Any, field: str
) -> None:
    by: dict[str, Any] = {"household_id": household, "key": uuid4(), "now": NOW}
    with pytest.raises(Refused) as refused:
        call({**by, "by": people.officer})
    assert refused.value.field == field
    for stranger in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            call({**by, "by": stranger})
