"""A job referred after the council's cut-off hour counts from the next working day; an urgent one counts its hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from housing import db
from housing.codes import Setting
from housing.promises.arriving import CUT_OFF
from housing.sanctuary.known import Numbers, numbers, owed_by
from pathway.calendar import LONDON
from tests.housing.households.factories import COUNCIL, NOW, town

FRIDAY_EVENING = datetime(2026, 11, 20, 17, 30, tzinfo=LONDON)


def of_council() -> Numbers:
    with db.reading() as session:
        return numbers(session, COUNCIL, date(2026, 11, 20))


def test_standard_works_move_with_the_cut_off_and_urgent_ones_do_not(engine: Engine) -> None:
    town()
    before = of_council()
    with db.transaction() as session:
        session.add(
            Setting(
                key=CUT_OFF, authority_code=COUNCIL, from_on=date(2026, 11, 1), value="17:00", source="made up",
                verified=False, recorded_at=NOW,
            )
        )  # fmt: skip
    after = of_council()
    late, whole = owed_by(after.standard, FRIDAY_EVENING), owed_by(before.standard, FRIDAY_EVENING)
    assert late - whole == timedelta(days=3)  # the last of ten working days is a Monday and not the Friday before
    assert owed_by(after.urgent, FRIDAY_EVENING) == owed_by(before.urgent, FRIDAY_EVENING)
