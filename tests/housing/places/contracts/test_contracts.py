"""No property is in two contracts on one day, whatever is tried; what a contract said before stays on record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing.access import NotFound
from housing.places.contracts import queries
from housing.places.contracts.models import Contract
from housing.places.contracts.recording import Terms, add_contract, change_contract, withdraw_contract
from housing.refusals import Outdated, Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


def terms(there: Arranged, **changes: object) -> Terms:
    said = Terms("C1", FIRST, LAST, units_commissioned=10, notice_days=90, homes=(there.home.id,))
    return replace(said, **changes)  # type: ignore[arg-type]  # the tests name the fields


def added(there: Arranged, **changes: object) -> Contract:
    said = terms(there, **changes)
    return add_contract(organisation_id=there.town.provider, terms=said, by=there.manager, now=NOW)


def rows(there: Arranged) -> list[tuple[UUID, bool]]:
    with Session(there.engine) as session:
        found = session.execute(select(Contract.id, Contract.replaced_at).order_by(Contract.recorded_at))
        return [(row.id, row.replaced_at is None) for row in found]


def test_a_contract_covers_its_days_both_ends_included(there: Arranged) -> None:
    added(there)
    with Session(there.engine) as session:
        found = [
            queries.of_property(session, there.home.id, day) is not None
            for day in (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
        ]
        shown = queries.in_force(session, there.manager, "unit.manage")[0]
    assert found == [False, True, True, False]
    assert (shown.days, shown.homes) == ("1 April 2026 to 31 March 2027", (there.home.code,))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST, LAST),
        (LAST, None),
        (date(2020, 1, 1), FIRST),
        (date(2020, 1, 1), None),
        (date(2026, 6, 1), date(2026, 6, 1)),
    ],
)
def test_two_over_the_same_days_are_refused_with_the_one_that_is_there(
    there: Arranged, first: date, last: date | None
) -> None:
    added(there)
    with pytest.raises(Refused, match=f"{there.home.code} is in contract C1 from 1 April 2026 to 31 March 2027") as no:
        added(there, reference="C2", from_on=first, last_on=last, notice_days=None)
    assert no.value.field == "homes"


def test_one_that_begins_the_day_after_the_last_is_not(there: Arranged) -> None:
    added(there)
    added(there, reference="C2", from_on=LAST + timedelta(days=1), last_on=None)
    assert [standing for _, standing in rows(there)] == [True, True]


def test_one_without_an_end_is_said_to_have_none(there: Arranged) -> None:
    added(there, last_on=None)
    with pytest.raises(Refused, match="which has no end"):
        added(there, reference="C2", from_on=date(2030, 1, 1), last_on=None)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"last_on": FIRST - timedelta(days=1)}, "same as or after the first day", "last_on"),
        ({"notice_days": 366}, "must be 365 days or fewer", "notice_days"),
    ],
)
def test_days_that_contradict_one_another_are_said(
    there: Arranged, changes: dict[str, object], sentence: str, field: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        added(there, **changes)
    assert refused.value.field == field


def test_a_change_is_a_new_row_and_may_keep_its_own_days(there: Arranged) -> None:
    before = added(there)
    changed = terms(there, units_commissioned=12, last_on=LAST + timedelta(days=30))
    change_contract(series=before.series, seen=before.id, terms=changed, by=there.manager, now=NOW)
    with Session(there.engine) as session:
        standing, history = queries.of_series(session, there.manager, before.series)
    assert standing.contract.units_commissioned == 12
    assert len(history) == 2
    with pytest.raises(Outdated):
        change_contract(series=before.series, seen=before.id, terms=changed, by=there.manager, now=NOW)


def test_a_change_that_is_refused_changes_nothing(there: Arranged) -> None:
    added(there)
    other = added(there, reference="C2", from_on=date(2028, 1, 1), last_on=None)
    with pytest.raises(Refused):
        change_contract(
            series=other.series, seen=other.id, terms=terms(there, reference="C2"), by=there.manager, now=NOW
        )
    assert [standing for _, standing in rows(there)] == [True, True]


def test_one_that_was_taken_back_makes_room(there: Arranged) -> None:
    before = added(there)
    withdraw_contract(series=before.series, seen=before.id, by=there.manager, now=NOW)
    assert added(there, reference="C2").reference == "C2"
    with pytest.raises(NotFound):
        withdraw_contract(series=before.series, seen=before.id, by=there.manager, now=NOW)


def test_contracts_are_the_provider_s_own(there: Arranged) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    mine = added(there)
    with pytest.raises(NotFound):
        add_contract(organisation_id=there.town.provider, terms=terms(there), by=stranger, now=NOW)
    with pytest.raises(NotFound):
        add_contract(organisation_id=there.town.team, terms=terms(there), by=stranger, now=NOW)
    with pytest.raises(NotFound):
        withdraw_contract(series=mine.series, seen=mine.id, by=stranger, now=NOW)
    with Session(there.engine) as session:
        assert queries.in_force(session, stranger, "unit.manage") == []
        with pytest.raises(NotFound):
            queries.of_series(session, stranger, mine.series)


def test_of_many_at_once_one_is_recorded(there: Arranged) -> None:
    def attempt(number: int) -> bool:
        try:
            added(there, reference=f"C{number}")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(12))) == 1


def test_the_database_itself_refuses_two(there: Arranged) -> None:
    one, other = added(there), added(there, reference="C2", from_on=date(2028, 1, 1), last_on=None)
    with Session(there.engine) as session, pytest.raises(IntegrityError, match="one_at_a_time"):
        session.execute(
            text("update contract_home set during = (select during from contract_home where contract_id = :one) "
                 "where contract_id = :other"),
            {"one": one.id, "other": other.id},
        )  # fmt: skip


def test_its_name_is_sealed(there: Arranged) -> None:
    added(there, reference="Canary Lane 7")
    with there.engine.connect() as connection:
        assert b"Canary" not in bytes(connection.execute(text("select reference from contract")).scalar_one())
