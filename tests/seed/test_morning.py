"""Whatever the day of the first start: homes in every state, people in every band, something to decide."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from housing import audit
from housing.db import reading
from housing.placements.models import MatchRun
from seed import loading
from seed.year import DAYS
from tests.seed.conftest import Morning

pytestmark = pytest.mark.slow

# What lies ahead by its nature: deadlines, and the moment in which a run that began now was made.
AHEAD = {("offer", "answer_due_at"), ("offer", "lapses_at"), ("unit_period", "lapses_at"), ("match_run", "made_at")}
AHEAD |= {("lapsing_hold", "lapses_at"), ("task", "due_at"), ("sanctuary_job", "due_at")}
AHEAD |= {("task", "escalates_at"), ("handover", "lapses_at")}


def runs(morning: Morning) -> list[dict[str, Any]]:
    """The results of today's run and of yesterday's."""
    with reading() as session:
        results = session.scalars(select(MatchRun.result).order_by(MatchRun.number.desc()).limit(2))
        return [json.loads(result) for result in results]


def test_the_stock_is_rotherham_s(morning: Morning) -> None:
    assert Counter(kind for kind, _ in morning.units()) == {"refuge": 10, "dispersed": 10, "specialist": 13}


def test_ten_to_fourteen_homes_are_free_or_soon_over_all_three_kinds(morning: Morning) -> None:
    free = morning.free_within(3)
    assert 10 <= len(free) <= 14
    assert set(free) == {"refuge", "dispersed", "specialist"}


def test_a_home_in_every_state(morning: Morning) -> None:
    states = [state for _, state in morning.units()]
    assert {"occupied", "leaving", "preparing", "free", "held", "out_of_use"} <= {state.kind for state in states}
    ends = [state.until_on for state in states if state.kind == "out_of_use"]
    assert None in ends
    assert any(end is not None and end > morning.today for end in ends)
    assert any(s.kind == "preparing" and (s.available_from - morning.today).days > 3 for s in states)


def test_about_forty_households_wait_in_all_five_bands(morning: Morning) -> None:
    bands = dict(
        morning.asked(
            "select band, count(*) from proposal p join match_run r on r.id = p.run_id "
            "where r.number = (select max(number) from match_run) group by band"
        )
    )
    assert set(bands) == {1, 2, 3, 4, 5}
    assert 34 <= sum(bands.values()) <= 44


def test_there_is_something_to_decide_and_every_kind_of_answer(morning: Morning) -> None:
    today, yesterday = runs(morning)
    assert 8 <= len(today["proposals"]) <= 12
    assert {each["reason"] for each in today["unplaced"]} == {"outcompeted", "no_suitable_unit", "needs_facts"}
    assert any(each["one_change_away"] for each in today["unplaced"] if each["reason"] == "no_suitable_unit")
    then = {each["household"]: each["unit"] for each in yesterday["proposals"]}
    now = {each["household"]: each["unit"] for each in today["proposals"]}
    assert then != now
    assert set(then.items()) & set(now.items())


def test_two_offers_are_open_and_somebody_comes_today(morning: Morning) -> None:
    said = morning.asked(
        "select string_agg(e.event, ' ' order by e.position), lower(h.during) from offer o "
        "join offer_event e on e.offer_id = o.id join unit_period h on h.id = o.hold_id "
        "where o.ended_at is null group by o.id, h.during"
    )
    assert sorted(events for events, _ in said) == [
        "made",
        "made provider_accepted",
        "made provider_accepted she_accepted",
    ]
    assert all(held_from <= morning.today for _, held_from in said)


def test_nothing_has_happened_yet_that_lies_ahead(morning: Morning) -> None:
    columns = morning.asked(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = 'public' and data_type = 'timestamp with time zone'"
    )
    assert len(columns) > 20
    later = {
        (table, column)
        for table, column in columns
        if morning.asked(f"select 1 from {table} where {column} > :now limit 1", now=morning.now)
        if (table, column) not in AHEAD
    }
    assert later <= {("audit_entry", "at")}  # the run that began now is noted when it was made
    assert morning.asked("select 1 from departure where left_on > :today", today=morning.today) == []
    assert morning.asked("select 1 from stay where arrived_on > :today", today=morning.today) == []
    assert morning.asked("select 1 from person where born > :today", today=morning.today) == []


def test_the_history_went_through_the_services_and_left_its_trail(morning: Morning) -> None:
    with reading() as session:
        assert audit.verify(session) == []
        assert loading.is_whole(session)
    silent = "select 1 from offer o where not exists (select 1 from audit_entry a where a.subject_id = o.id::text)"
    assert morning.asked(silent) == []


def test_the_history_has_everything_that_reports_count(morning: Morning) -> None:
    if morning.days == DAYS:
        ((stays, left),) = morning.asked("select count(*), count(d.stay_id) from stay s left join departure d on true "
                                         "and d.stay_id = s.id")  # fmt: skip
        assert stays > 70
        assert left > 50
        assert len(morning.asked("select distinct destination from departure")) >= 5
        assert len(morning.asked("select distinct not_supported_reason from presentation")) >= 6
        assert len(morning.asked("select distinct event from offer_event")) >= 6


def test_a_year_costs_few_statements(morning: Morning) -> None:
    """A year is some 330 offers and 300 stories, each with what the guide owes and how she may be reached; an offer
    alone looks at diaries, closings, streets and separations."""
    assert morning.statements < 43_000
