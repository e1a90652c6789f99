"""A long file is confirmed by a person and saved by a job, whole or not at all, with her rights at that moment."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from housing.places.models import Unit
from housing.places.sheets import services
from housing.places.sheets.columns import UNITS
from housing.places.sheets.grids import Grid
from housing.places.sheets.models import StockDraft
from housing.places.sheets.saving import save_waiting
from housing.places.sheets.services import import_at_once
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def short(there: Arranged) -> None:
    """Two rows are a long file."""
    with there.engine.begin() as connection:
        change = text("update setting set value = cast(:value as jsonb) where key = 'stock_sheet.rows_at_once'")
        connection.execute(change, {"value": json.dumps(1)})


def wanted(there: Arranged) -> Grid:
    rows = [["Property", "Unit", "Bedrooms", "People at most", "Floor", "Lift"]]
    rows += [[there.home.code, f"N{number}", "2", "2", "0", "no"] for number in range(2)]
    return Grid({UNITS: list(enumerate(rows, start=1))})


def asked(there: Arranged) -> UUID:
    """A long file, confirmed."""
    draft = services.keep_draft(organisation_id=there.town.provider, grid=wanted(there), by=there.manager, now=NOW)
    plan, _ = import_at_once(
        organisation_id=there.town.provider, grid=wanted(there), by=there.manager, now=NOW, only_check=True
    )
    assert services.confirm_draft(draft_id=draft, seen=plan.digest, by=there.manager, now=NOW) is None
    return draft


def units(there: Arranged) -> int:
    with Session(there.engine) as session:
        return session.scalar(select(func.count()).select_from(Unit)) or 0


def kept(there: Arranged, draft: UUID) -> StockDraft:
    with Session(there.engine) as session:
        return session.get_one(StockDraft, draft)


def test_nothing_is_saved_before_the_job_and_all_of_it_after(there: Arranged) -> None:
    draft = asked(there)
    assert units(there) == 1
    assert kept(there, draft).asked_at == NOW
    assert save_waiting(now=NOW + MINUTE) == (1, 0)
    assert units(there) == 3
    assert kept(there, draft).done_at == NOW + MINUTE
    assert kept(there, draft).grid is None
    assert save_waiting(now=NOW + MINUTE) == (0, 0)


def test_what_changed_meanwhile_is_not_overwritten_and_is_said(there: Arranged) -> None:
    draft = asked(there)
    there.town.unit(there.home, code="N0")
    there.town.session.commit()
    assert save_waiting(now=NOW + MINUTE) == (0, 1)
    assert units(there) == 2
    left = kept(there, draft)
    assert left.asked_at is None
    assert "Somebody changed your stock after you looked" in (left.refused or "")
    assert save_waiting(now=NOW + MINUTE) == (0, 0)


def test_somebody_who_has_left_meanwhile_changes_nothing(there: Arranged) -> None:
    draft = asked(there)
    with there.engine.begin() as connection:
        connection.execute(text("update membership set until_on = '2026-11-20'"))
    assert save_waiting(now=NOW + MINUTE) == (0, 1)
    assert units(there) == 1
    assert kept(there, draft).refused == "You may no longer change this stock"


def test_what_expired_while_it_waited_is_not_done(there: Arranged) -> None:
    asked(there)
    assert save_waiting(now=NOW + timedelta(days=8)) == (0, 1)
    assert units(there) == 1
