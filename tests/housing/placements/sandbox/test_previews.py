"""What a change would do: today, and in the runs of the last month, with nothing but the change between."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import Range

from allocation.edits import honoured
from allocation.match import match
from allocation.problem import read_problem
from allocation.sandbox import compare
from allocation.solving.pairs import TooLarge
from housing import db
from housing.codes import Setting
from housing.placements.matching.edits.models import MatchEdit
from housing.placements.matching.runs.making import make_run
from housing.placements.matching.words import unit_code
from housing.placements.models import MatchRun
from housing.placements.sandbox import trying
from housing.placements.sandbox.numbers import said
from housing.placements.sandbox.seeing import Tally
from housing.placements.sandbox.weighing import Weighed, weigh
from housing.places import services
from housing.places.policies import Acceptance
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY
from tests.housing.placements.sandbox.conftest import EVERYBODY, Before, boys_to

DAY = timedelta(days=1)
FEWER_BOYS = boys_to(12)
SOME, NONE = "Fewer than 5", "None"


def seen(before: Before, acceptance: Acceptance = FEWER_BOYS) -> Weighed:
    return weigh(before.intends(acceptance), before.manager, now=NOW)


def ran(before: Before, at: datetime) -> MatchRun:
    return make_run(authority=COUNCIL, by=before.team, now=at)


def limit(before: Before, key: str, value: int) -> None:
    before.town.session.execute(update(Setting).where(Setting.key == key).values(value=value))
    before.town.session.commit()


def test_a_manager_sees_numbers_by_band_and_her_own_units(before: Before) -> None:
    today = seen(before).shown.today
    assert today.named == ()
    assert today.others == (Tally("Band 2", NONE, SOME, NONE, SOME, NONE),)
    assert today.units == (unit_code(before.home.code, before.unit.code),)


def test_what_gains_is_shown_like_what_loses(before: Before) -> None:
    services.record_policy(
        property_id=before.home.id, acceptance=boys_to(12), from_on=TODAY, by=before.manager, now=NOW - timedelta(1)
    )
    today = seen(before, EVERYBODY).shown.today
    assert today.others == (Tally("Band 2", SOME, NONE, SOME, NONE, NONE),)


def test_a_first_policy_opens_the_property(before: Before) -> None:
    bare = before.town.home("dispersed", policy={})
    before.town.unit(bare)
    before.town.session.commit()
    made = services.intend_policy(
        property_id=bare.id, acceptance=EVERYBODY, from_on=TODAY + 30 * DAY, by=before.manager, now=NOW
    )
    weighed = weigh(made.id, before.manager, now=NOW)
    assert [each["units_gained"] != [] for each in weighed.preview["today"]["differences"]] == [True]
    assert {row.before for row in weighed.change.rows} == {"Nothing recorded"}


def test_the_same_answers_again_change_nothing(before: Before) -> None:
    ran(before, NOW - DAY)
    weighed = seen(before, EVERYBODY)
    assert weighed.change.rows == ()
    assert weighed.shown.today.nobody
    assert weighed.shown.lately.nobody
    assert weighed.shown.lately.looked_at == 1


def test_runs_of_the_last_month_are_worked_out_again_and_no_others(before: Before) -> None:
    ran(before, NOW - 40 * DAY)
    runs = [ran(before, NOW - days * DAY) for days in (20, 1)]
    weighed = seen(before)
    assert [each["number"] for each in weighed.preview["runs"]] == [runs[1].number, runs[0].number]
    lost = [each["differences"] for each in weighed.preview["runs"]]
    assert [[each["household"] for each in differences] for differences in lost] == [[str(before.mother.id)]] * 2
    lately = weighed.shown.lately
    assert (lately.looked_at, lately.of, lately.lines, lately.named) == (2, 2, (), ())
    assert lately.others == (Tally("Band 2", NONE, SOME, NONE, SOME, NONE),)


def test_no_more_runs_are_worked_out_than_the_setting_says(before: Before) -> None:
    newest = [ran(before, NOW - days * DAY) for days in (3, 2, 1)][-1]
    limit(before, "change.most_runs", 1)
    weighed = seen(before)
    assert weighed.preview["looked_at"] == [{"run": newest.number, "sha256": newest.problem_sha256}]
    assert (weighed.shown.lately.looked_at, weighed.shown.lately.of) == (1, 3)


def test_a_stored_answer_is_taken_where_the_rules_are_the_same_and_made_again_where_not(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(before, NOW - DAY)
    known: list[bool] = []

    def watched(*problems: Any, answer: Any, **more: Any) -> Any:
        known.append(answer is not None)
        return compare(*problems, answer=answer, **more)

    monkeypatch.setattr(trying, "compare", watched)
    expected = seen(before).preview["runs"]
    assert sorted(known) == [False, True]
    before.town.session.execute(update(MatchRun).values(engine="0.0.1"))
    before.town.session.commit()
    known.clear()
    assert seen(before).preview["runs"] == expected
    assert known == [False, False]


def test_facts_that_cannot_be_matched_do_not_stop_a_change(before: Before) -> None:
    run = ran(before, NOW - DAY)
    broken = json.loads(run.problem)
    broken["households"][0]["band"] = 9
    before.town.session.execute(update(MatchRun).values(problem=json.dumps(broken)))
    before.town.session.commit()
    weighed = seen(before)
    assert weighed.shown.lately.failed == (run.number,)
    assert weighed.shown.lately.nobody
    assert not weighed.shown.today.failed


def test_numbers_past_exact_arithmetic_are_told_and_do_not_stop_a_change(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_args: Any, **_more: Any) -> Any:
        raise TooLarge("made up")

    monkeypatch.setattr(trying, "compare", too_large)
    today = seen(before).shown.today
    assert today.failed == trying.NOT_MATCHED
    assert not today.nobody


def test_queries_do_not_grow_with_what_is_looked_at(before: Before) -> None:
    ran(before, NOW - DAY)
    intention = before.intends(boys_to(12))
    with db.count_statements() as few:
        weigh(intention, before.manager, now=NOW)
    for _ in range(4):
        before.a_mother()
        before.town.unit(before.home)
    ran(before, NOW - timedelta(hours=2))
    with db.count_statements() as many:
        weigh(intention, before.manager, now=NOW)
    assert len(many) == len(few), "\n".join(many)


def test_units_of_others_are_not_told_though_somebody_moves_there(before: Before) -> None:
    town = before.town
    elsewhere = town.home("dispersed", organisation_id=town.team)
    town.unit(elsewhere)
    town.near(before.mother, before.home.easting, before.home.northing)
    elsewhere.easting += 5_000
    town.session.commit()
    today = seen(before).shown.today
    assert today.others == (Tally("Band 2", NONE, SOME, NONE, NONE, SOME),)
    assert today.units == (unit_code(before.home.code, before.unit.code),)


def test_pins_and_bans_count_both_ways(before: Before) -> None:
    """H2 has waited longest and would have the unit; a pin gives it to the mother until her boy is too old for it."""
    other = before.a_mother(son=8, days=9)
    edit = MatchEdit(
        authority_code=COUNCIL, kind="pin", household_id=before.mother.id, unit_id=before.unit.id,
        during=Range(TODAY, TODAY + 7 * DAY, bounds="[)"), reason="made up", cost={}, made_at=NOW,
        made_by=before.team.account_id, made_by_name="Aisha Demo",
    )  # fmt: skip
    before.town.session.add(edit)
    before.town.session.commit()
    moved = {
        each["household"]: (each["before"], each["after"]) for each in seen(before).preview["today"]["differences"]
    }
    unit = str(before.unit.id)
    assert moved == {str(before.mother.id): (unit, None), str(other.id): (None, unit)}


def test_a_run_is_worked_out_again_with_the_pins_and_bans_it_was_made_with(before: Before) -> None:
    run = ran(before, NOW - DAY)
    pair = {"household": str(before.mother.id), "unit": str(before.unit.id)}
    edits = {"format": "matching-edits/1", "pins": [], "bans": [pair]}
    again = match(
        read_problem(run.problem.encode()),
        edits=honoured(read_problem(run.problem.encode()), (), [(pair["household"], pair["unit"])]).edits,
    )
    before.town.session.execute(update(MatchRun).values(edits=json.dumps(edits), result=json.dumps(again)))
    before.town.session.commit()
    weighed = seen(before)
    assert (weighed.preview["runs"], weighed.shown.lately.looked_at) == ([], 1)


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "None"), (1, SOME), (4, SOME), (5, "About 10"), (14, "About 10"), (15, "About 20"), (96, "About 100")],
)
def test_numbers_of_people_one_may_not_see(number: int, told: str) -> None:
    assert said(number, 5) == told
    assert said(number, 1) != SOME
