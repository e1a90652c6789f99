"""A stored run made again: the same, under other rules, different, or no longer to be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text, update

from allocation.answer import ENGINE
from allocation.catalogue_digest import catalogue_document
from allocation.match import Unsafe
from allocation.solving.pairs import TooLarge
from housing import audit, db, sealing
from housing.cli import main
from housing.config import Settings
from housing.placements.matching import replay as module
from housing.placements.matching.replay import NoSuchRun, Outcome, replay
from housing.placements.matching.replays.changes import RuleChange, rule_changes
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town

TODAY = catalogue_document()


@pytest.fixture
def run(town: Town) -> MatchRun:
    """A run with two households placed and one left over."""
    for band in (1, 2, 2):
        town.seeks(band=band)
    town.unit()
    town.unit()
    town.session.commit()
    return make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)


def stored_with(run: MatchRun, **values: Any) -> None:
    """The run's row, as something has changed it."""
    with db.transaction() as session:
        session.execute(update(MatchRun).where(MatchRun.id == run.id).values(**values))
        audit.record(session, daily(COUNCIL), "test.changed", run, now=NOW)


def earlier(**changes: Any) -> dict[str, Any]:
    """A catalogue in which one rule was another, one was not yet there and one has gone since."""
    rules = {**TODAY["rules"], "boys-age": "another", "curfew": "gone"}
    del rules["pets"]
    return {**TODAY, "rules": rules, "titles": {**TODAY["titles"], "curfew": "Home by ten"}, **changes}


CHANGES = (
    RuleChange("boys-age", "Upper age for boys", "changed"),
    RuleChange("pets", "Pets the service takes", "added"),
    RuleChange("curfew", "Home by ten", "removed"),
)


def otherwise(run: MatchRun) -> str:
    """The run's answer with another unit left over."""
    return json.dumps(json.loads(run.result) | {"unused_units": ["another"]})


def test_what_has_changed_between_two_catalogues() -> None:
    assert rule_changes(TODAY, TODAY) == ()
    assert rule_changes(earlier(), TODAY) == CHANGES
    assert str(CHANGES[2]) == "Home by ten (curfew, removed)"
    assert rule_changes({**TODAY, "rules": {**TODAY["rules"], "old": "x"}}, TODAY)[0].title == "old"


def test_a_run_comes_out_the_same_but_for_engine_and_seconds(run: MatchRun) -> None:
    assert run.catalogue == TODAY
    found = replay(run.number)
    assert (found.outcome, found.differences, found.rules) == (Outcome.SAME, (), ())
    assert (found.run_id, found.number, found.engine, found.engine_changed) == (run.id, 1, ENGINE, False)
    stored_with(run, result=json.dumps(json.loads(run.result) | {"engine": "0.1", "seconds": {}}))
    assert replay(run.number).outcome is Outcome.SAME


def test_an_answer_changed_by_hand_is_different_and_says_where(run: MatchRun) -> None:
    stored_with(run, result=otherwise(run))
    found = replay(run.number)
    assert found.outcome is Outcome.DIFFERENT
    assert [str(each) for each in found.differences] == [
        'unused_units, unit another: was "another", is nothing',
    ]


def test_a_text_that_is_not_byte_for_byte_the_same_is_different(run: MatchRun) -> None:
    stored_with(run, result=json.dumps(dict(reversed(json.loads(run.result).items()))))
    assert [str(each) for each in replay(run.number).differences] == [
        "the order of the document: was one order, is another"
    ]


def test_another_answer_under_other_rules_is_no_fault(run: MatchRun) -> None:
    stored_with(run, result=otherwise(run), catalogue=earlier())
    found = replay(run.number)
    assert (found.outcome, found.rules) == (Outcome.RULES_CHANGED, CHANGES)
    assert len(found.differences) == 1


def test_the_same_answer_under_other_rules_is_the_same_and_says_so(run: MatchRun) -> None:
    stored_with(run, catalogue=earlier(engine="another"))
    found = replay(run.number)
    assert (found.outcome, found.rules, found.engine_changed) == (Outcome.SAME, CHANGES, True)


@pytest.mark.parametrize("catalogue", [TODAY, earlier()], ids=["same rules", "other rules"])
def test_another_problem_is_a_fault_whatever_the_rules(run: MatchRun, catalogue: dict[str, Any]) -> None:
    stored_with(run, problem_sha256="other", catalogue=catalogue)
    found = replay(run.number)
    assert found.outcome is Outcome.DIFFERENT
    assert "the stored problem: was the one that was matched, is another" in [str(each) for each in found.differences]


def test_a_run_from_before_the_rules_were_kept(run: MatchRun) -> None:
    stored_with(run, catalogue=None)
    found = replay(run.number)
    assert (found.outcome, found.rules) == (Outcome.SAME, None)
    stored_with(run, result=otherwise(run))
    assert replay(run.number).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"problem": "{}"}, "The stored problem can no longer be read. The first fault: "),
        ({"problem": "no JSON"}, "The stored problem can no longer be read. The first fault: "),
        ({"result": "no JSON"}, "The stored answer can no longer be read."),
        ({"result": "[]"}, "The stored answer can no longer be read."),
    ],
)
def test_documents_that_no_longer_read_are_said(run: MatchRun, values: dict[str, str], why: str) -> None:
    stored_with(run, **values)
    found = replay(run.number)
    assert found.outcome is Outcome.UNREADABLE
    assert found.why.startswith(why)


@pytest.mark.parametrize("column", ["problem", "result"])
@pytest.mark.parametrize("sealed", [b"\x01altered in the database itself", b"\x09of another key altogether", b""])
def test_a_broken_seal_is_said(run: MatchRun, column: str, sealed: bytes) -> None:
    with db.engine().begin() as connection:
        connection.execute(text(f"update match_run set {column} = :sealed"), {"sealed": sealed})
    found = replay(run.number)
    assert found.outcome is Outcome.UNREADABLE
    assert found.why == "The stored documents do not open: they were altered, or the key that sealed them is gone."


def test_an_engine_whose_answer_fails_the_checker_is_different(run: MatchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe(*_: object, **__: object) -> None:
        raise Unsafe(["made-up breach"])

    monkeypatch.setattr(module, "match", unsafe)
    found = replay(run.number)
    assert found.outcome is Outcome.DIFFERENT
    assert 'breaches: was nothing, is ["made-up breach"]' in [str(each) for each in found.differences]


def test_a_problem_too_large_for_todays_engine_is_said(run: MatchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(*_: object, **__: object) -> None:
        raise TooLarge("made-up number")

    monkeypatch.setattr(module, "match", too_large)
    assert replay(run.number).why == "The stored problem can no longer be matched: made-up number."


def test_a_run_that_was_never_made(run: MatchRun) -> None:
    with pytest.raises(NoSuchRun, match="There is no run 99"):
        replay(99)


@pytest.fixture
def haven_says(haven: Settings, run: MatchRun) -> Callable[..., tuple[int, str, str]]:
    """The command's exit code, output and errors; the test's own database is bound again after it."""

    def invoke(*words: str) -> tuple[int, str, str]:
        settings = {
            "HAVEN_KIND": "test",
            "HAVEN_SECRET_KEY": haven.secret_key,
            "HAVEN_FIELD_KEYS": f"1:{haven.field_keys[1].hex()}",
            "DATABASE_URL": haven.database_url,
        }
        answer = CliRunner().invoke(main, list(words), env=settings)
        sealing.use_keys(haven.keys)
        db.bind(haven.database_url)
        return answer.exit_code, answer.stdout, answer.stderr

    return invoke


@pytest.mark.parametrize("command", [["replay", "1"], ["match", "--run", "1"]])
def test_both_commands_say_how_it_comes_out(
    run: MatchRun, haven_says: Callable[..., tuple[int, str, str]], command: list[str]
) -> None:
    assert haven_says(*command) == (0, "Run 1 comes out the same.\n", "")
    said = "Upper age for boys (boys-age, changed), Pets the service takes (pets, added), Home by ten (curfew, removed)"
    stored_with(run, catalogue=earlier())
    since = f"Rules have changed since run 1 was made: {said}."
    assert haven_says(*command) == (0, f"{since} The answer is the same.\n", "")
    stored_with(run, result=otherwise(run))
    line = 'unused_units, unit another: was "another", is nothing\n'
    assert haven_says(*command) == (1, f"{since}\n{line}", "")
    stored_with(run, catalogue={**TODAY, "engine": "another"})
    other = "No rule has changed since run 1 was made; other parts of the engine have.\n"
    assert haven_says(*command) == (1, other + line, "")
    stored_with(run, catalogue=None)
    before = "Run 1 is from before the rules were kept: whether they have changed is not known.\n"
    assert haven_says(*command) == (1, before + line, "")
    stored_with(run, catalogue=TODAY)
    assert haven_says(*command) == (1, line, "")
    stored_with(run, result="gone")
    unread = "Run 1 cannot be made again. The stored answer can no longer be read.\n"
    assert haven_says(*command) == (2, "", unread)
    assert haven_says(command[0], *command[1:-1], "7") == (2, "", "There is no run 7.\n")
