"""A change is made with what was seen of it, once, and never with what nobody saw."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from allocation.problem import read_problem
from housing import db
from housing.access import Actor, NotFound, Role
from housing.audit import trail
from housing.placements.matching.snapshot import take
from housing.placements.sandbox import confirming
from housing.placements.sandbox.confirming import SeenOtherwise, confirm
from housing.placements.sandbox.weighing import Weighed, weigh
from housing.places import services
from housing.refusals import Refused
from tests.housing.placements.arranging import refuge_manager
from tests.housing.placements.matching.factories import COUNCIL, NOW
from tests.housing.placements.sandbox.conftest import EVERYBODY, Before, boys_to

LATER = NOW + timedelta(minutes=2)


def weighed(before: Before, intention: UUID, by: Actor | None = None) -> Weighed:
    return weigh(intention, by or before.manager, now=NOW)


def test_the_change_and_what_was_seen_of_it_are_stored_together(before: Before) -> None:
    with db.reading() as session:
        today = read_problem(take(session, COUNCIL, now=NOW).as_bytes())
    intention = before.intends(boys_to(12))
    made = confirm(intention_id=intention, seen=weighed(before, intention).mark, by=before.manager, now=LATER)
    assert before.policies()[-1].boys_up_to == 12
    (stored,) = before.changes()
    assert (stored.id, stored.intended_change_id, stored.made_by, stored.made_at) == (
        made.id, intention, before.manager.account_id, LATER,
    )  # fmt: skip
    assert (stored.kind, stored.property_id, stored.problem_sha256) == ("acceptance", before.home.id, today.sha256)
    assert json.loads(stored.changed)["rows"] == [["Boys", "Boys of any age", "Boys up to 12"]]
    (lost,) = json.loads(stored.preview)["today"]["differences"]
    assert lost == {
        "household": str(before.mother.id), "band": 2, "units_gained": [], "units_lost": [str(before.unit.id)],
        "before": str(before.unit.id), "after": None,
    }  # fmt: skip
    with db.reading() as session:
        assert {line.action for line in trail(session)} >= {"change.intended", "policy.recorded", "change.confirmed"}


def test_what_was_seen_is_sealed(before: Before) -> None:
    intention = before.intends(boys_to(12))
    confirm(intention_id=intention, seen=weighed(before, intention).mark, by=before.manager, now=LATER)
    with db.reading() as session:
        for table in ("weighed_change", "intended_change"):
            row = str(session.execute(text(f"select * from {table}")).one())
            assert str(before.mother.id) not in row
            assert "Boys" not in row
            assert '"boys_up_to"' not in row


@pytest.mark.parametrize("mark", ["", "0" * 64, "é", "anybody's"])
def test_a_mark_that_haven_did_not_give_records_nothing(before: Before, mark: str) -> None:
    with pytest.raises(SeenOtherwise):
        confirm(intention_id=before.intends(boys_to(12)), seen=mark, by=before.manager, now=LATER)
    assert (len(before.policies()), before.changes()) == (1, [])


def test_the_mark_of_another_change_records_nothing(before: Before) -> None:
    first, second = before.intends(boys_to(12)), before.intends(boys_to(12))
    with pytest.raises(SeenOtherwise):
        confirm(intention_id=second, seen=weighed(before, first).mark, by=before.manager, now=LATER)
    assert before.changes() == []


def test_facts_that_changed_meanwhile_are_shown_and_not_stored_unseen(before: Before) -> None:
    intention = before.intends(boys_to(12))
    seen = weighed(before, intention)
    before.a_mother(band=1)
    with pytest.raises(SeenOtherwise) as told:
        confirm(intention_id=intention, seen=seen.mark, by=before.manager, now=LATER)
    assert (len(before.policies()), before.changes()) == (1, [])
    assert [line.band for line in told.value.weighed.shown.today.others] == ["Band 1", "Band 2", "All"]
    confirm(intention_id=intention, seen=told.value.weighed.mark, by=before.manager, now=LATER)
    assert len(before.changes()) == 1


def test_a_fact_that_changes_nothing_that_was_seen_does_not_stand_in_the_way(before: Before) -> None:
    intention = before.intends(boys_to(12))
    seen = weighed(before, intention)
    before.a_mother(accepts=["dispersed"])
    confirm(intention_id=intention, seen=seen.mark, by=before.manager, now=LATER)
    assert len(before.changes()) == 1


def recorded_by_another(before: Before) -> None:
    other = refuge_manager(before.town, "Sara Demo")
    before.town.session.commit()
    services.record_policy(
        property_id=before.home.id, acceptance=EVERYBODY, from_on=NOW.date(), by=other, now=NOW + timedelta(seconds=30)
    )


def test_somebody_who_was_first_is_not_overwritten_unseen(before: Before) -> None:
    intention = before.intends(boys_to(12))
    seen = weighed(before, intention)
    recorded_by_another(before)
    with pytest.raises(SeenOtherwise):
        confirm(intention_id=intention, seen=seen.mark, by=before.manager, now=LATER)
    assert [policy.boys_up_to for policy in before.policies()] == [None, None]


def test_somebody_who_was_first_by_a_moment_is_not_overwritten_either(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between working it out again and the transaction there is a moment; the property's lock ends it."""
    intention = before.intends(boys_to(12))
    seen = weighed(before, intention)
    recorded_by_another(before)
    answers: list[Callable[[], Weighed]] = [lambda: seen, lambda: weighed(before, intention)]
    monkeypatch.setattr(confirming, "weigh", lambda *_args, **_more: answers.pop(0)())
    with pytest.raises(SeenOtherwise) as told:
        confirm(intention_id=intention, seen=seen.mark, by=before.manager, now=LATER)
    assert told.value.weighed.mark != seen.mark
    assert (len(before.policies()), before.changes()) == (2, [])


def test_asking_again_is_answered_with_what_was_made(before: Before) -> None:
    intention = before.intends(boys_to(12))
    seen = weighed(before, intention).mark
    first = confirm(intention_id=intention, seen=seen, by=before.manager, now=LATER)
    assert confirm(intention_id=intention, seen=seen, by=before.manager, now=LATER).id == first.id
    assert (len(before.policies()), len(before.changes())) == (2, 1)


def test_pressing_twice_at_once_makes_it_once(before: Before) -> None:
    intention = before.intends(boys_to(12))
    seen = weighed(before, intention).mark

    def press() -> UUID:
        return confirm(intention_id=intention, seen=seen, by=before.manager, now=LATER).id

    with ThreadPoolExecutor(2) as both:
        made = [each.result() for each in [both.submit(press) for _ in range(2)]]
    assert made[0] == made[1]
    assert (len(before.policies()), len(before.changes())) == (2, 1)


def test_answers_whose_first_day_has_passed_are_asked_again(before: Before) -> None:
    intention, tomorrow = before.intends(boys_to(12)), NOW + timedelta(days=1)
    seen = weigh(intention, before.manager, now=tomorrow)
    with pytest.raises(Refused, match="The first day has passed"):
        confirm(intention_id=intention, seen=seen.mark, by=before.manager, now=tomorrow)
    assert (len(before.policies()), before.changes()) == (1, [])


def test_an_intention_is_nobody_else_s(before: Before) -> None:
    intention = before.intends(boys_to(12))
    colleague = refuge_manager(before.town, "Sara Demo")
    strategist = before.town.actor(Role.STRATEGY)
    before.town.session.commit()
    for stranger in (colleague, before.team, strategist):
        with pytest.raises(NotFound):
            weigh(intention, stranger, now=NOW)
    with pytest.raises(NotFound):
        weigh(uuid4(), before.manager, now=NOW)
    with pytest.raises(NotFound):
        confirm(intention_id=intention, seen="", by=colleague, now=LATER)


def test_an_intention_about_what_is_not_one_s_own_any_more_is_not_there(before: Before) -> None:
    intention = before.intends(boys_to(12))
    before.home.organisation_id = before.town.team
    before.town.session.commit()
    with pytest.raises(NotFound):
        weigh(intention, before.manager, now=NOW)
