"""What to do next: safety before deadlines, deadlines before questions, and always something until it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.next_steps import Clock, Due, Standing, Where, next_step
from pathway.stages import OPEN, Stage

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CALM = Standing(stage=Stage.ASSESSMENT, today=TODAY, now=NOW)
SOON, LATE = Due("Made-up soon", NOW + timedelta(days=2)), Due("Made-up late", NOW - timedelta(hours=1))
URGENT = Due("Made-up urgent", NOW + timedelta(days=1), urgent=True)


def said(**different: object) -> tuple[str, str, Where]:
    step = next_step(replace(CALM, **different))  # type: ignore[arg-type]  # any of the fields
    assert step
    return step.sentence, step.because, step.where


def test_a_closed_pathway_has_no_next_step() -> None:
    assert next_step(replace(CALM, stage=Stage.CLOSED, worker=False)) is None


@pytest.mark.parametrize("stage", OPEN)
def test_with_nothing_owed_each_stage_says_where_it_leads(stage: Stage) -> None:
    assert next_step(replace(CALM, stage=stage)) is not None


def test_the_order_is_safety_then_what_is_late_then_what_is_near() -> None:
    everything = replace(
        CALM, worker=False, nowhere_safe=True, contact_agreed=False, risk_entered=False, handover_waits=True,
        tasks=(SOON, LATE, URGENT), clocks=(Clock("Made-up duty", TODAY),), missing=("Needs",),
    )  # fmt: skip
    found = []
    for field, value in (
        ("worker", True), ("nowhere_safe", None), ("contact_agreed", True), ("nowhere_safe", False),
        ("risk_entered", True), ("handover_waits", False), ("tasks", (SOON, LATE)), ("tasks", (SOON,)), ("clocks", ()),
        ("missing", ()), ("tasks", ()),
    ):  # fmt: skip
        step = next_step(everything)
        assert step
        found.append(step.sentence)
        everything = replace(everything, **{field: value})  # type: ignore[arg-type]  # any of the fields
    assert found == [
        "Name a worker for this case",
        "Find her somewhere safe tonight",
        "Agree how it is safe to reach her",
        "Ask whether she is safe tonight",
        "Assess the risk with her",
        "Answer the handover, or see who does",
        "Made-up urgent",
        "Made-up late",
        "Act on “Made-up duty”",
        "Ask about “Needs”",
        "Made-up soon",
    ]
    last = next_step(everything)
    assert last
    assert last.where is Where.OPTIONS


def test_a_place_that_is_held_is_seen_through_rather_than_another_sought() -> None:
    sentence, because, where = said(nowhere_safe=True, place_held=True)
    assert (sentence, where) == ("See through the place that is held for her", Where.HOMES)
    assert because == "She has nowhere safe until she has arrived"


@pytest.mark.parametrize(
    ("days", "because"),
    [(-1, "Its last day has passed"), (0, "It ends today"), (1, "It ends tomorrow"), (7, "It ends in 7 days")],
)
def test_a_clock_says_when_it_ends(days: int, because: str) -> None:
    assert said(clocks=(Clock("Made-up", TODAY + timedelta(days=days)),)) == ("Act on “Made-up”", because, Where.CLOCKS)


def test_what_is_far_off_or_blocks_nothing_waits() -> None:
    assert said(clocks=(Clock("Made-up", TODAY + timedelta(days=8)),), tasks=(SOON,))[0] == "Made-up soon"
    assert said(stage=Stage.PLACED, missing=("Needs",), nowhere_safe=None)[2] is Where.STAGE


def test_urgent_and_late_say_why() -> None:
    assert said(tasks=(LATE,)) == ("Made-up late", "It is overdue", Where.TASKS)
    assert said(tasks=(URGENT,)) == ("Made-up urgent", "It is urgent", Where.TASKS)


DUES = st.lists(
    st.builds(
        Due, st.text(min_size=1), st.integers(-99, 99).map(lambda hours: NOW + timedelta(hours=hours)), st.booleans()
    ),
    max_size=6,
).map(tuple)


@given(st.sampled_from(OPEN), DUES, st.permutations(range(6)))
def test_whatever_is_late_comes_before_what_is_not_and_the_order_of_the_list_never_counts(
    stage: Stage, tasks: tuple[Due, ...], order: list[int]
) -> None:
    step = next_step(replace(CALM, stage=stage, tasks=tasks))
    turned = tuple(tasks[place] for place in order if place < len(tasks))
    assert step == next_step(replace(CALM, stage=stage, tasks=turned))
    assert step
    late = {due.title for due in tasks if due.urgent or due.due_at < NOW}
    assert not late or step.sentence in late
