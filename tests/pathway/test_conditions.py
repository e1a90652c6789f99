"""For whom a line of the guide holds: yes, no, or not known."""

from __future__ import annotations

import pytest

from pathway.conditions import CONDITIONS, KEEPINGS, CaseFacts, holds, kept
from pathway.guide import GUIDE, Looking, applies, first_due, time_to_raise
from pathway.promises import Unit
from tests.pathway.test_guide import SATURDAY_NIGHT, row

NOTHING = CaseFacts()


@pytest.mark.parametrize("slug", [slug for slug in CONDITIONS if slug])
def test_of_nobody_anything_is_known_at_first(slug: str) -> None:
    assert holds(slug, NOTHING) is None


@pytest.mark.parametrize(
    ("slug", "facts", "said"),
    [
        ("", NOTHING, True),
        ("children", CaseFacts(children=False), False),
        ("children-apart", CaseFacts(children_apart=True), True),
        ("high-risk", CaseFacts(high_risk=True), True),
        ("no-recourse", CaseFacts(no_recourse=False), False),
        ("interpreter", CaseFacts(interpreter=True), True),
        ("hotel", CaseFacts(hotel=False), False),
        ("child-at-risk", CaseFacts(children=False, high_risk=True), False),
        ("child-at-risk", CaseFacts(children=True, high_risk=True), True),
        ("child-at-risk", CaseFacts(children=True, high_risk=False), None),
        ("her-wish", CaseFacts(children=True), None),
    ],
)
def test_conditions_hold_as_the_facts_say(slug: str, facts: CaseFacts, said: bool | None) -> None:
    assert holds(slug, facts) is said


def test_recorded_facts_keep_promises_and_what_nobody_records_a_person_keeps() -> None:
    everything = CaseFacts(contact_agreed=True, risk_entered=True, safe_tonight=True, worker=True)
    assert all(kept(slug, everything) and not kept(slug, NOTHING) for slug in KEEPINGS)
    assert not kept("", everything)


def test_the_guide_names_only_conditions_and_facts_that_there_are() -> None:
    assert {each.only for each in GUIDE} <= set(CONDITIONS)
    assert {each.kept_by for each in GUIDE} <= {"", *KEEPINGS}


def test_not_knowing_owes_and_knowing_settles() -> None:
    assert applies(row("marac"), NOTHING)
    assert not applies(row("marac"), CaseFacts(high_risk=False))
    assert not applies(row("dash"), CaseFacts(risk_entered=True))


def test_what_has_no_day_is_looked_at_by_one_but_for_what_follows_a_change() -> None:
    looking = Looking(at_once_hours=2, soon_working_days=3, before_move_days=10, ahead_days=14)
    days = {slug: first_due(row(slug), SATURDAY_NIGHT, looking) for slug in ("meet", "plan", "area-check", "dash")}
    assert all(days.values())
    assert [str(due)[:13] for due in days.values() if due] == [
        "2026-10-24 22", "2026-10-29 00", "2026-11-04 00", "2026-10-25 00",
    ]  # fmt: skip
    assert first_due(row("risk-on-change"), SATURDAY_NIGHT, looking) is None
    assert row("risk-on-change").within.unit is Unit.ON_CHANGE


def test_what_is_owed_in_months_waits_before_it_is_a_task() -> None:
    twelve = first_due(row("contact-12"), SATURDAY_NIGHT, Looking())
    assert twelve
    assert not time_to_raise(twelve, SATURDAY_NIGHT, Looking())
    assert time_to_raise(twelve, SATURDAY_NIGHT, Looking(ahead_days=90))
