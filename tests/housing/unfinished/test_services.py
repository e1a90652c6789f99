"""Kept for one person, in place of what was kept before, until its day; gone with the case and the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from housing import db
from housing.access import Forbidden, NotFound, Role, system
from housing.audit import AuditEntry
from housing.households.models import Household
from housing.people.accounts.services import close_account
from housing.refusals import Refused
from housing.unfinished import queries, services
from housing.unfinished.models import LeftPage, UnfinishedAnswers
from tests.housing.households.factories import COUNCIL, NOW, Town, organisation, person, town

PAGE = LeftPage("/made-up/page", "A made-up page", "MadeUpForm", ("name", "reason"), "digest", None)
FIELDS = [("name", "Madeup 🙂 \x00"), ("name", "twice"), ("reason", "")]
LAST = date(2026, 12, 6)


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


def rows() -> list[UnfinishedAnswers]:
    with Session(db.engine(), expire_on_commit=False) as session:
        return list(session.scalars(select(UnfinishedAnswers).order_by(UnfinishedAnswers.left_at)))


def found(people: Town, on: date = LAST) -> UnfinishedAnswers | None:
    with db.reading() as session:
        return queries.on_page(session, people.officer, PAGE.path, on)


def test_kept_exactly_as_typed_and_the_newest_replaces(people: Town) -> None:
    until = services.keep_answers(page=PAGE, fields=[("name", "before")], by=people.officer, now=NOW)
    assert until == LAST + timedelta(days=1)
    services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW + timedelta(minutes=1))
    (row,) = rows()
    assert list(row.left.items(multi=True)) == FIELDS
    assert (row.title, row.recorded, row.until_on) == (PAGE.title, PAGE.recorded, until)
    with db.reading() as session:
        said = session.scalars(select(AuditEntry).where(AuditEntry.action == "answers.kept")).all()
    assert [(each.subject_id, each.facts) for each in said] == [
        (str(row.id), {"path": PAGE.path, "household": None}),
    ] * 2


def test_a_day_later_it_is_not_found_and_then_cleared_out(people: Town) -> None:
    services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW)
    assert found(people) is not None
    assert found(people, LAST + timedelta(days=1)) is None
    clear_out = system("Made-up clear-out")
    assert services.clear_unfinished(by=clear_out, now=NOW + timedelta(days=13)) == 0
    assert services.clear_unfinished(by=clear_out, now=NOW + timedelta(days=14)) == 1
    assert rows() == []


def test_the_number_of_days_is_a_dated_setting(people: Town) -> None:
    with db.engine().begin() as connection:
        connection.execute(
            text(
                "insert into setting (id, key, from_on, value, source, verified) "
                "values (:id, 'unfinished.kept_days', '2026-11-01', '3', 'made up', false)"
            ),
            {"id": uuid4()},
        )
    assert services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW) == date(2026, 11, 26)


def test_nobody_else_finds_it_or_throws_it_away(people: Town) -> None:
    services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW)
    (row,) = rows()
    with db.reading() as session:
        assert queries.on_page(session, people.colleague, PAGE.path, LAST) is None
        assert queries.on_page(session, system("Made-up job"), PAGE.path, LAST) is None
    for answers_id, by in ((row.id, people.colleague), (uuid4(), people.officer), (row.id, system("Made-up job"))):
        with pytest.raises(NotFound):
            services.throw_away(answers_id=answers_id, by=by, now=NOW)
    assert services.throw_away(answers_id=row.id, by=people.officer, now=NOW) == PAGE.path
    assert rows() == []


def test_what_cannot_be_kept_is_refused_in_a_sentence(people: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Forbidden):
        services.keep_answers(page=PAGE, fields=FIELDS, by=system("Made-up job"), now=NOW)
    with pytest.raises(Refused, match="too much to keep"):
        services.keep_answers(page=PAGE, fields=[], by=people.officer, now=NOW)
    monkeypatch.setattr(services, "MOST_PAGES", 2)
    for number in range(2):
        services.keep_answers(page=replace(PAGE, path=f"/made-up/{number}"), fields=FIELDS, by=people.officer, now=NOW)
    services.keep_answers(page=replace(PAGE, path="/made-up/1"), fields=FIELDS, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="on 2 pages"):
        services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW)
    assert len(rows()) == 2


def test_it_ends_with_the_account_and_with_the_case(people: Town) -> None:
    administrator = person("Ada Demo", Role.ADMINISTRATOR, organisation("Made-up administrators"))
    leaver = people.colleague
    for by in (leaver, people.officer):
        services.keep_answers(page=PAGE, fields=FIELDS, by=by, now=NOW)
    assert leaver.account_id
    close_account(account_id=leaver.account_id, by=administrator, now=NOW)
    assert [row.account_id for row in rows()] == [people.officer.account_id]
    household = uuid4()
    with Session(db.engine()) as session, session.begin():
        (grant,) = people.officer.grants
        session.add(
            Household(
                id=household, reference="H-MADEUP", authority_code=COUNCIL, organisation_id=grant.organisation_id,
                created_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        session.execute(update(UnfinishedAnswers).values(household_id=household))
        session.execute(delete(Household).where(Household.id == household))
    assert rows() == []


def test_saving_takes_only_the_form_that_was_saved(people: Town) -> None:
    services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW)
    assert people.officer.account_id
    for account, path, form in (
        (people.officer.account_id, PAGE.path, "OtherForm"),
        (people.officer.account_id, "/made-up/other", PAGE.form),
        (uuid4(), PAGE.path, PAGE.form),
    ):
        with Session(db.engine()) as session, session.begin():
            services.saved(session, account, path, form)
    assert len(rows()) == 1
    with Session(db.engine()) as session, session.begin():
        services.saved(session, people.officer.account_id, PAGE.path, PAGE.form)
    assert rows() == []


def test_what_is_done_with_a_use_case_is_undone_with_it(people: Town) -> None:
    """A save that fails leaves the kept answers where they are."""
    services.keep_answers(page=PAGE, fields=FIELDS, by=people.officer, now=NOW)

    def forget(session: Session) -> None:
        session.execute(delete(UnfinishedAnswers))

    db.done_with_it(forget)
    try:
        with pytest.raises(Refused), db.transaction():
            raise Refused("made up")
        assert len(rows()) == 1
        with db.transaction():
            pass
    finally:
        db.done_with_it(None)
    assert rows() == []
