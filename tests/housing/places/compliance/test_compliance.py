"""What has run out is seen, said and owed; what is recorded settles it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from housing.access import NotFound, system
from housing.clock import LONDON
from housing.places.compliance.models import ComplianceRecord
from housing.places.compliance.queries import by_urgency, overdue_own, own_lines
from housing.places.compliance.recording import Check, record_check
from housing.places.compliance.standing import Last, Line, state_of
from housing.places.compliance.watching import watch_compliance
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW

TODAY = NOW.date()
NIGHT = system("Safety checks")


def record(there: Arranged, kind: str, valid_until: date | None, *, now: datetime = NOW, **more: object) -> None:
    check = Check(kind, more.pop("done_on", None), valid_until, **more)  # type: ignore[arg-type]  # named by the tests
    record_check(property_id=there.home.id, check=check, by=there.manager, now=now)


def lines(there: Arranged, on: date = TODAY) -> dict[str, Line]:
    with Session(there.engine) as session:
        return {line.kind: line for line in own_lines(session, there.manager, on=on)}


def tasks(there: Arranged) -> list[tuple[str, bool, bool]]:
    with Session(there.engine) as session:
        found = session.scalars(select(Task).order_by(Task.raised_at, Task.title))
        return [(task.title, task.urgent, task.closed_at is None) for task in found]


@pytest.mark.parametrize(("days", "state"), [(-1, "overdue"), (0, "soon"), (29, "soon"), (30, "good"), (31, "good")])
def test_the_state_on_each_side_of_each_edge(days: int, state: str) -> None:
    assert state_of(Last(None, TODAY + timedelta(days=days)), on=TODAY, warn_days=30) == state


def test_what_is_required_and_was_never_recorded_is_missing(there: Arranged) -> None:
    assert {kind: line.state for kind, line in lines(there).items()} == {
        "gas": "missing", "electrical": "missing", "fire_risk": "missing",
    }  # fmt: skip


def test_of_a_kind_the_last_recorded_counts(there: Arranged) -> None:
    record(there, "gas", TODAY + timedelta(days=300))
    record(there, "gas", TODAY - timedelta(days=1), now=NOW + timedelta(minutes=1))
    assert lines(there)["gas"].state == "overdue"
    record(there, "gas", None, not_needed=True, now=NOW + timedelta(minutes=2))
    assert lines(there)["gas"].state == "not_needed"


def test_the_same_check_sent_twice_is_one(there: Arranged) -> None:
    for days, minutes in ((300, 0), (300, 1), (301, 2)):
        record(there, "gas", TODAY + timedelta(days=days), now=NOW + timedelta(minutes=minutes))
    with Session(there.engine) as session:
        assert session.scalar(select(func.count()).select_from(ComplianceRecord)) == 2


def test_the_days_before_are_the_council_s_setting_by_kind(there: Arranged) -> None:
    record(there, "lease", TODAY + timedelta(days=179))
    assert lines(there)["lease"].state == "soon"
    with there.engine.begin() as connection:
        connection.execute(text("update setting set value = '{\"other\": 7}' where key = 'compliance.warn_days'"))
    assert lines(there)["lease"].state == "good"


def test_what_has_run_out_comes_first(there: Arranged) -> None:
    record(there, "lease", TODAY + timedelta(days=10))
    record(there, "gas", TODAY - timedelta(days=1))
    record(there, "electrical", TODAY + timedelta(days=900))
    assert [line.state for line in by_urgency(list(lines(there).values()))] == ["overdue", "missing", "soon", "good"]


@pytest.mark.parametrize(
    ("check", "sentence", "field"),
    [
        (Check("gas", TODAY, TODAY - timedelta(days=1)), "on which it was done", "valid_until"),
        (Check("lease", TODAY, TODAY - timedelta(days=1)), "on which the lease began", "valid_until"),
        (Check("gas", TODAY, None), "Enter the last day", "valid_until"),
        (Check("gas", None, TODAY, not_needed=True), "Leave the days empty", "valid_until"),
        (Check("lift", TODAY, TODAY), "Select an answer from the list", "kind"),
    ],
)
def test_what_contradicts_itself_is_said_on_its_question(
    there: Arranged, check: Check, sentence: str, field: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        record_check(property_id=there.home.id, check=check, by=there.manager, now=NOW)
    assert refused.value.field == field


def test_a_check_of_one_day_is_one(there: Arranged) -> None:
    record(there, "gas", TODAY, done_on=TODAY)
    assert lines(there)["gas"].valid_until == TODAY


def test_it_is_the_provider_s_own_and_counted_for_nobody_else(there: Arranged) -> None:
    record(there, "gas", TODAY - timedelta(days=1))
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    with pytest.raises(NotFound):
        record_check(property_id=there.home.id, check=Check("gas", None, TODAY), by=stranger, now=NOW)
    with Session(there.engine) as session:
        assert overdue_own(session, there.manager, NOW) == 1
        assert overdue_own(session, stranger, NOW) == 0


def test_the_night_raises_a_task_once_and_what_is_recorded_settles_it(there: Arranged) -> None:
    record(there, "gas", TODAY + timedelta(days=10))
    for _ in range(2):
        watch_compliance(by=NIGHT, now=NOW)
    soon = f"Gas safety of {there.home.code} runs out soon"
    assert tasks(there) == [(soon, False, True)]
    watch_compliance(by=NIGHT, now=NOW + timedelta(days=11))
    out = f"Gas safety of {there.home.code} has run out"
    assert tasks(there) == [(soon, False, False), (out, True, True)]
    record(there, "gas", TODAY + timedelta(days=400), now=NOW + timedelta(days=12))
    assert tasks(there) == [(soon, False, False), (out, True, False)]
    assert watch_compliance(by=NIGHT, now=NOW + timedelta(days=12)) == 0


def test_the_task_is_the_provider_s_and_due_when_the_last_day_is_over(there: Arranged) -> None:
    record(there, "gas", TODAY + timedelta(days=10))
    watch_compliance(by=NIGHT, now=NOW)
    with Session(there.engine) as session:
        task = session.scalars(select(Task)).one()
    over = TODAY + timedelta(days=11)
    assert task.due_at == datetime(over.year, over.month, over.day, tzinfo=LONDON)
    assert (task.organisation_id, task.role) == (there.town.provider, "refuge_manager")
    assert (task.subject, task.subject_id) == ("property", there.home.id)


def test_the_number_is_sealed(there: Arranged) -> None:
    record(there, "gas", TODAY, reference="Canary Lane 7")
    with there.engine.connect() as connection:
        assert b"Canary" not in bytes(connection.execute(text("select reference from compliance_record")).scalar_one())
