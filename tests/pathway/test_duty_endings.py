"""How duties end: by notice, by themselves, and not before their time."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.clocks import Running, running
from pathway.duties import clock
from pathway.duty_endings import DUTIES, ENDINGS, Duty, Ending, by_itself, ending_of, endings_of, why_not

ACCEPTED, LAST, AFTER = date(2026, 3, 2), date(2026, 4, 26), date(2026, 4, 27)


def at(duty: Duty) -> Running:
    return running(clock(DUTIES[duty][1], ACCEPTED), ACCEPTED, ACCEPTED)


def ending(duty: Duty, slug: str = "56_days") -> Ending:
    found = ending_of(duty, slug)
    assert found is not None
    return found


def refused(
    duty: Duty, on: date, slug: str = "56_days", *, intentional: bool | None = None, notice: bool | None = False
) -> str | None:
    return why_not(ending(duty, slug), at(duty), on, intentional=intentional, notice_running=notice)


def test_every_duty_has_a_clock_and_ways_to_end_told_apart_by_name() -> None:
    for duty in Duty:
        names = [each.slug for each in endings_of(duty)]
        assert names
        assert len(names) == len(set(names))
        assert clock(DUTIES[duty][1], ACCEPTED).title
    assert all(each.source for each in ENDINGS)
    assert ending_of(Duty.MAIN, "56_days") is None
    assert {each.by_notice for each in endings_of(Duty.INTERIM)} == {False}


def test_relief_ends_by_itself_on_its_last_day_and_on_no_other() -> None:
    assert refused(Duty.RELIEF, LAST, intentional=False) is None
    assert "have not passed" in str(refused(Duty.RELIEF, date(2026, 4, 25), intentional=False))
    assert "by itself on its last day" in str(refused(Duty.RELIEF, AFTER, intentional=False))
    assert by_itself(ending(Duty.RELIEF), intentional=False)


@pytest.mark.parametrize("intentional", [True, None])
def test_otherwise_it_ends_by_notice_once_the_days_have_passed(intentional: bool | None) -> None:
    assert not by_itself(ending(Duty.RELIEF), intentional=intentional)
    assert "26 April 2026" in str(refused(Duty.RELIEF, LAST, intentional=intentional))
    assert refused(Duty.RELIEF, AFTER, intentional=intentional) is None


def test_prevention_goes_on_while_a_notice_to_leave_is_running() -> None:
    assert refused(Duty.PREVENTION, AFTER, notice=False) is None
    assert "goes on while" in str(refused(Duty.PREVENTION, AFTER, notice=True))
    assert "Find out" in str(refused(Duty.PREVENTION, AFTER, notice=None))
    assert refused(Duty.PREVENTION, AFTER, "secured_move", notice=None) is None
    assert not by_itself(ending(Duty.PREVENTION), intentional=False)


def test_no_duty_ends_before_it_began_and_others_end_on_any_day() -> None:
    assert refused(Duty.MAIN, date(2026, 3, 1), "left_ta") == "The duty cannot end before it began."
    assert refused(Duty.MAIN, ACCEPTED, "left_ta") is None
    assert refused(Duty.INTERIM, ACCEPTED, "decided") is None
