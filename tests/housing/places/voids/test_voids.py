"""Works on a unit: what may be recorded, changed and cancelled, what stands in the way, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.access import Forbidden, NotFound
from housing.audit import AuditEntry
from housing.placements.models import Stay
from housing.placements.stays.services import plan_departure, record_departure
from housing.places import services as places
from housing.places.voids import lines, queries, services
from housing.places.voids.fitting import VoidBlocked
from housing.places.voids.models import Void
from housing.places.voids.works import Works, said_in
from housing.refusals import Outdated, Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW, TODAY

DAY = timedelta(days=1)
BOILER = Works(
    reason="repairs", from_on=TODAY + 10 * DAY, until_on=TODAY + 14 * DAY, works_reference="MU-1",
    cost=Decimal("450.00"), cost_centre="D100", notes="Made-up boiler",
)  # fmt: skip


def record(there: Arranged, works: Works = BOILER, *, days: int = 0, seen: str | None = None) -> Void:
    return services.record_void(unit_id=there.unit.id, works=works, by=there.manager, now=NOW + days * DAY, seen=seen)


def change(there: Arranged, void: Void, works: Works, *, seen: int = 0, days: int = 0) -> Void:
    return services.change_void(void_id=void.id, works=works, seen=seen, by=there.manager, now=NOW + days * DAY)


def cancel(there: Arranged, void: Void, *, seen: int = 0, days: int = 0) -> Void:
    return services.cancel_void(void_id=void.id, seen=seen, by=there.manager, now=NOW + days * DAY)


def told(there: Arranged, void: Void) -> list[tuple[str, date, date | None]]:
    """Every revision as it is stored: what it was, and its days."""
    with Session(there.engine) as session:
        query = select(Void).where(Void.id == void.id).options(selectinload(Void.revisions))
        return [(each.change, each.from_on, each.until_on) for each in session.scalars(query).one().revisions]


def diary(there: Arranged) -> list[tuple[str, object, object]]:
    return [(line.kind, line.during.lower, line.during.upper) for line in there.lines()]


def stays(there: Arranged, *, leaving: int | None = None) -> Stay:
    """She moves in today, and is expected to leave after so many days."""
    offer = there.offer()
    there.accept(offer)
    stay = there.arrive(offer)
    if leaving is not None:
        plan_departure(stay_id=stay.id, leaving_on=TODAY + leaving * DAY, by=there.manager, now=NOW)
    return stay


def test_planned_works_are_a_line_of_the_diary_and_each_change_is_a_row(there: Arranged) -> None:
    void = record(there)
    assert diary(there) == [("out_of_use", TODAY + 10 * DAY, TODAY + 14 * DAY)]
    longer = replace(BOILER, until_on=TODAY + 20 * DAY)
    change(there, void, longer)
    change(there, void, replace(longer, cost=Decimal("512.50")), seen=1)
    assert diary(there) == [("out_of_use", TODAY + 10 * DAY, TODAY + 20 * DAY)]
    assert told(there, void) == [
        ("recorded", TODAY + 10 * DAY, TODAY + 14 * DAY),
        ("changed", TODAY + 10 * DAY, TODAY + 20 * DAY),
        ("changed", TODAY + 10 * DAY, TODAY + 20 * DAY),
    ]
    with Session(there.engine) as session:
        stored = queries.one(session, there.manager, void.id)
        assert said_in(stored.stands) == replace(longer, cost=Decimal("512.50"))
        assert [each.by_name for each in stored.revisions] == ["Rita Demo"] * 3
        facts = session.scalars(
            select(AuditEntry.facts).where(AuditEntry.action == "void.changed").order_by(AuditEntry.seq)
        )
        assert list(facts) == [{"fields": ["until_on"]}, {"fields": ["cost"]}]


def test_what_is_freely_typed_is_sealed(there: Arranged) -> None:
    void = record(there)
    with there.engine.connect() as connection:
        row = connection.exec_driver_sql("select works_reference, cost_centre, notes from void_revision").one()
    assert b"MU-1" not in bytes(row[0])
    assert b"boiler" not in bytes(row[2])
    assert told(there, void)


def test_saying_the_same_twice_changes_nothing_and_an_old_page_does_not_overwrite(there: Arranged) -> None:
    void = record(there)
    change(there, void, BOILER)
    assert len(told(there, void)) == 1
    change(there, void, replace(BOILER, cost=None))
    with pytest.raises(Outdated):
        change(there, void, replace(BOILER, until_on=TODAY + 30 * DAY), seen=0)
    assert len(told(there, void)) == 2


def test_cancelling_gives_the_days_back_and_twice_is_once(there: Arranged) -> None:
    void = record(there)
    cancel(there, void)
    cancel(there, void)
    assert diary(there) == []
    assert [what for what, _, _ in told(there, void)] == ["recorded", "cancelled"]
    with pytest.raises(Refused, match="Rita Demo cancelled this"):
        change(there, void, replace(BOILER, cost=None), seen=1)


def test_works_that_have_begun_are_not_cancelled_but_end(there: Arranged) -> None:
    void = record(there, replace(BOILER, from_on=TODAY))
    with pytest.raises(Refused, match=f"begun on {TODAY.day} November"):
        cancel(there, void)
    places.make_available(unit_id=there.unit.id, from_on=TODAY + 2 * DAY, by=there.manager, now=NOW + 2 * DAY)
    assert diary(there) == [("out_of_use", TODAY, TODAY + 2 * DAY)]
    assert told(there, void)[-1] == ("ended", TODAY, TODAY + 2 * DAY)


def test_what_is_ready_on_the_same_day_was_never_out_of_use(there: Arranged) -> None:
    void = record(there, replace(BOILER, from_on=TODAY))
    places.make_available(unit_id=there.unit.id, from_on=TODAY, by=there.manager, now=NOW)
    assert diary(there) == []
    assert told(there, void)[-1][0] == "cancelled"


def test_making_a_unit_available_today_leaves_works_to_come(there: Arranged) -> None:
    record(there)
    places.prepare_unit(unit_id=there.unit.id, ready_on=TODAY + DAY, by=there.manager, now=NOW)
    places.make_available(unit_id=there.unit.id, from_on=TODAY, by=there.manager, now=NOW)
    assert diary(there) == [("out_of_use", TODAY + 10 * DAY, TODAY + 14 * DAY)]


@pytest.mark.parametrize(
    ("works", "field", "sentence"),
    [
        (replace(BOILER, until_on=BOILER.from_on), "until_on", "after the first day"),
        (replace(BOILER, until_on=None, expected_on=BOILER.from_on), "expected_on", "after the first day"),
        (replace(BOILER, from_on=TODAY - 15 * DAY), "from_on", "must be 9 November 2026 or later"),
        (replace(BOILER, from_on=TODAY - 3 * DAY, until_on=TODAY), "until_on", "after today"),
        (replace(BOILER, reason="made_up"), "reason", "Select why"),
    ],
)
def test_a_contradiction_has_its_sentence_on_its_question(
    there: Arranged, works: Works, field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        record(there, works)
    assert refused.value.field == field
    assert diary(there) == []


def test_works_of_the_last_days_can_still_be_recorded(there: Arranged) -> None:
    record(there, replace(BOILER, from_on=TODAY - 3 * DAY))
    assert diary(there) == [("out_of_use", TODAY - 3 * DAY, TODAY + 14 * DAY)]


def test_works_over_a_stay_say_when_they_would_fit(there: Arranged) -> None:
    stays(there, leaving=12)
    with pytest.raises(VoidBlocked) as blocked:
        record(there)
    leaving = TODAY + 12 * DAY
    assert blocked.value.earliest == leaving
    assert str(blocked.value) == (
        f"{there.unit.code} is occupied until 5 December 2026. The earliest first day that works for as long is "
        "5 December 2026."
    )
    record(there, replace(BOILER, from_on=leaving, until_on=leaving + 4 * DAY))


def test_works_over_a_stay_without_an_end_say_what_to_do(there: Arranged) -> None:
    stays(there)
    with pytest.raises(VoidBlocked, match="Record the day on which they are expected to leave first") as blocked:
        record(there)
    assert blocked.value.earliest is None


def test_works_before_a_hold_say_until_when_they_fit(there: Arranged) -> None:
    places.prepare_unit(unit_id=there.unit.id, ready_on=TODAY + 2 * DAY, by=there.manager, now=NOW)
    there.offer()
    with pytest.raises(VoidBlocked) as blocked:
        record(there, replace(BOILER, from_on=TODAY))
    assert "is held from 25 November 2026 and no day is recorded" in str(blocked.value)
    assert "Works that end by 25 November 2026 fit." in str(blocked.value)
    record(there, replace(BOILER, from_on=TODAY, until_on=TODAY + 2 * DAY))


def test_two_works_on_the_same_days_are_one(there: Arranged) -> None:
    record(there)
    with pytest.raises(VoidBlocked, match="out of use until 7 December 2026") as blocked:
        record(there, replace(BOILER, from_on=TODAY + 12 * DAY))
    assert blocked.value.earliest == TODAY + 14 * DAY


def test_those_who_leave_later_than_planned_put_the_works_off(there: Arranged) -> None:
    stay = stays(there, leaving=5)
    void = record(there, replace(BOILER, from_on=TODAY + 5 * DAY, until_on=TODAY + 9 * DAY))
    leave(there, stay, 7)
    assert told(there, void)[-1] == ("put_off", TODAY + 7 * DAY, TODAY + 9 * DAY)
    assert diary(there) == [
        ("stay", TODAY, TODAY + 7 * DAY), ("out_of_use", TODAY + 7 * DAY, TODAY + 9 * DAY),
    ]  # fmt: skip


def test_those_who_leave_after_the_works_were_to_end_leave_nothing_of_them(there: Arranged) -> None:
    stay = stays(there, leaving=5)
    void = record(there, replace(BOILER, from_on=TODAY + 5 * DAY, until_on=TODAY + 6 * DAY))
    leave(there, stay, 7)
    assert told(there, void)[-1][0] == "cancelled"
    assert [kind for kind, _, _ in diary(there)] == ["stay", "preparing"]


def test_works_before_a_stay_are_none_of_its_business(there: Arranged) -> None:
    void = record(there, replace(BOILER, from_on=TODAY - 5 * DAY, until_on=TODAY + DAY))
    places.make_available(unit_id=there.unit.id, from_on=TODAY, by=there.manager, now=NOW)
    leave(there, stays(there), 2)
    assert told(there, void)[-1] == ("ended", TODAY - 5 * DAY, TODAY)


def leave(there: Arranged, stay: Stay, days: int) -> None:
    record_departure(
        stay_id=stay.id, left_on=TODAY + days * DAY, reason="planned_move", destination="other", by=there.manager,
        now=NOW + days * DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("works", "days", "sentence"),
    [
        (replace(BOILER, from_on=TODAY + DAY), 11, "its first day stays"),
        (replace(BOILER, until_on=TODAY + 30 * DAY), 15, "These days are over"),
        (replace(BOILER, until_on=TODAY + 10 * DAY), 0, "after the first day"),
        (replace(BOILER, until_on=TODAY + 11 * DAY), 12, "today or in the future"),
        (replace(BOILER, from_on=TODAY - DAY), 0, "today or in the future"),
    ],
)
def test_what_has_happened_is_not_changed(there: Arranged, works: Works, days: int, sentence: str) -> None:
    void = record(there)
    with pytest.raises(Refused, match=sentence):
        change(there, void, works, days=days)


def test_the_cost_of_what_is_over_may_still_become_known(there: Arranged) -> None:
    void = record(there)
    change(there, void, replace(BOILER, cost=Decimal("999.99")), days=100)
    assert len(told(there, void)) == 2


def test_a_void_without_an_end_should_have_ended_on_the_day_expected(there: Arranged) -> None:
    void = record(there, replace(BOILER, from_on=TODAY, until_on=None, expected_on=TODAY + 3 * DAY))
    with Session(there.engine) as session:
        late = [queries.late(session, there.manager, NOW + days * DAY) for days in (0, 2, 3, 9)]
        assert late == [0, 0, 1, 1]
        assert queries.late(session, there.officer, NOW + 9 * DAY) == 0
    change(there, void, replace(said_in(void.stands), expected_on=TODAY + 30 * DAY), days=9)
    with Session(there.engine) as session:
        assert queries.late(session, there.manager, NOW + 9 * DAY) == 0


def test_only_the_provider_itself_and_only_what_is_there(there: Arranged) -> None:
    void = record(there)
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    acts: list[Callable[..., object]] = [
        lambda by: services.record_void(unit_id=there.unit.id, works=BOILER, by=by, now=NOW),
        lambda by: services.change_void(void_id=void.id, works=replace(BOILER, cost=None), seen=0, by=by, now=NOW),
        lambda by: services.cancel_void(void_id=void.id, seen=0, by=by, now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act(stranger)
        with pytest.raises(Forbidden):
            act(there.officer)
    with pytest.raises(NotFound):
        services.cancel_void(void_id=uuid4(), seen=0, by=there.manager, now=NOW)
    assert len(told(there, void)) == 1


def test_a_line_that_no_void_stands_for_is_cut_short_all_the_same(there: Arranged) -> None:
    there.town.line(there.unit, "out_of_use", reason="repairs", from_on=TODAY - 5 * DAY, until_on=None)
    there.town.session.commit()
    places.make_available(unit_id=there.unit.id, from_on=TODAY, by=there.manager, now=NOW)
    assert diary(there) == [("out_of_use", TODAY - 5 * DAY, TODAY)]
    assert lines.OUT_OF_USE == "out_of_use"
