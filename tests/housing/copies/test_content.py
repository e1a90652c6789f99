"""What a copy holds: everything that is hers, nothing of anybody else, and no line that somebody left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from housing import db
from housing.access import Actor
from housing.copies import queries
from housing.copies.asking import Later, Request, answer_later, take_request_back
from housing.copies.gathering import Wished
from housing.copies.services import begin_copy, leave_out
from housing.disclosures import Told
from housing.disclosures import tell as tell_of
from housing.households.timeline import tell
from housing.promises.models import RunningClock
from housing.refusals import Refused
from pathway.leaving_out import PLACE as SAYS_PLACE
from tests.housing.copies.preparing import ASKED, PLACE, begun, content, given, keys, out, prepared
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town

CANARIES = ("Perpetua", "Fearsome", "Grandma", "Sorrel", "Oakfield", "960001", "S60", "Olive", "Hana", "Canary", PLACE)


def test_nothing_of_anybody_else_is_in_it_and_what_is_hers_is(people: Town, case: UUID) -> None:
    kept = content(prepared(case, people.officer), people.officer)
    for canary in CANARIES:
        assert canary.lower() not in kept.lower(), canary
    for hers in ("Madeup Person", "Little Person", "Asked for help", "Priority. Band", "Article 15", "Other letter"):
        assert hers in kept, hers
    assert "People you have to be kept from: 1" in kept
    assert "Other adults: 1" in kept
    assert "Besides: 1." in kept  # of the police; only that there is one
    assert "A made-up line of matching" in kept
    assert "A telephone number: held; ask us" in kept
    assert "How you could be reached from then on" in kept
    assert "Stage. Stage: " in kept


def test_who_was_told_is_in_it_without_the_place_and_without_workers(people: Town, case: UUID) -> None:
    with db.transaction() as session:
        told = Told("address", "consent", means="telephone", place=PLACE, why="So that the school may fetch her")
        tell_of(
            session, told, key=uuid4(), authority=COUNCIL, household_id=case, whom="Made-up school office",
            told_at=NOW, by=people.officer, now=NOW,
        )  # fmt: skip
    kept = content(begun(case, people.officer), people.officer)
    line = next(each for each in kept.split('"') if "Somebody was told" in each)
    assert "Made-up school office" in line
    assert "may fetch her" in line
    assert PLACE not in line
    assert people.officer.name not in kept


def test_kinds_and_days_are_left_out_and_the_copy_says_so(people: Town, case: UUID) -> None:
    kept = content(prepared(case, people.officer, Wished(without=frozenset({"match"}))), people.officer)
    assert "A made-up line of matching" not in kept
    assert "left out because telling them could put somebody in danger" in kept
    assert ": matching." in kept


def test_days_before_and_after_are_left_out(people: Town, case: UUID) -> None:
    later = Wished(first=TODAY + timedelta(days=1))
    assert "Asked for help" not in content(prepared(case, people.officer, later), people.officer)


def test_a_line_that_says_where_a_home_is_is_left_out_by_itself_and_stays_out(people: Town, case: UUID) -> None:
    with db.transaction() as session:
        tell(session, case, "note", "She went to 7 CANARY yard.", by=people.officer, now=NOW)
    copy_id = begun(case, people.officer)
    found = keys(copy_id, people.officer, "CANARY")
    with db.reading() as session:
        assert queries.marks(session, copy_id) == {found[0]: SAYS_PLACE}
    with pytest.raises(Refused, match="stays left out"):
        leave_out(copy_id=copy_id, shown=found, ticked=[], reason=None, by=people.officer, now=NOW)
    assert not any("canary" in line.text.lower() for line in given(copy_id, people.officer).lines())


def test_a_line_is_left_out_with_a_reason_and_given_again(people: Town, case: UUID) -> None:
    copy_id = begun(case, people.officer)
    for reason in (None, "nonsense"):
        with pytest.raises(Refused, match="Select why"):
            out(copy_id, people.officer, "made-up line", reason)
    found = out(copy_id, people.officer, "made-up line")
    said = given(copy_id, people.officer)
    assert "1 line is not given" in said.why[0]
    assert "Information Commissioner" in said.why[0]
    assert not any("made-up line" in line.text for line in said.lines())
    leave_out(copy_id=copy_id, shown=found, ticked=[], reason=None, by=people.officer, now=NOW)
    assert any("made-up line" in line.text for line in given(copy_id, people.officer).lines())
    leave_out(copy_id=copy_id, shown=["of:nowhere"], ticked=["of:nowhere"], reason="crime", by=people.officer, now=NOW)
    with db.reading() as session:
        assert queries.marks(session, copy_id) == {}


def test_what_is_given_is_frozen_when_a_second_person_is_asked(people: Town, case: UUID) -> None:
    copy_id = prepared(case, people.officer)
    before = given(copy_id, people.officer)
    with db.transaction() as session:
        tell(session, case, "note", "Something later.", by=people.officer, now=NOW)
    assert given(copy_id, people.officer) == before
    with pytest.raises(Refused, match="waits for a second person"):
        out(copy_id, people.officer, "made-up line")


def test_what_cannot_be_has_its_sentence(people: Town, case: UUID) -> None:
    for asked, words in (
        (replace(ASKED, asked_on=TODAY + timedelta(days=1)), "today or in the past"),
        (replace(ASKED, identity="nonsense"), "Select how you know"),
    ):
        with pytest.raises(Refused, match=words):
            begin_copy(household_id=case, asked=asked, wished=Wished(), by=people.officer, now=NOW)


def _later(case: UUID, by: Actor, **changed: Any) -> None:
    later = replace(Later("complex", TODAY, "made up"), **changed)
    answer_later(household_id=case, later=later, by=by, now=NOW)


def test_the_answer_may_come_two_months_later_once_where_she_was_told_in_time(people: Town, case: UUID) -> None:
    with pytest.raises(Refused, match="no request"):
        _later(case, people.officer)
    begun(case, people.officer)
    for changed, words in (
        ({"reason": "nonsense"}, "Select why"),
        ({"told_on": TODAY + timedelta(days=1)}, "between the day"),
        ({"told_on": ASKED.asked_on - timedelta(days=1)}, "between the day"),
    ):
        with pytest.raises(Refused, match=words):
            _later(case, people.officer, **changed)
    _later(case, people.officer)
    with pytest.raises(Refused, match="longer already: until 20 February 2027"):
        _later(case, people.officer)
    with db.reading() as session:
        clocks = session.scalars(select(RunningClock).where(RunningClock.household_id == case)).all()
        ends = [each.ends_on for each in clocks if each.key == "subject-access" and each.stopped_at is None]
    assert [f"{end:%d %m %Y}" for end in ends if end] == ["20 02 2027"]


def test_past_the_month_it_cannot_be_made_longer_and_she_may_take_it_back(people: Town, case: UUID) -> None:
    begun(case, people.officer, asked=Request(TODAY - timedelta(days=60), "known"))
    with pytest.raises(Refused, match="The time was over"):
        _later(case, people.officer)
    with pytest.raises(Refused, match="Withdraw it first"):
        take_request_back(household_id=case, words="made up", by=people.officer, now=NOW)
