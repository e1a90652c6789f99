"""`haven bench`: what it measures, prints and writes, and what it makes of figures that did not come."""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from allocation.couplings import couplings
from allocation.screen import screen
from housing.commands.benching import children
from housing.commands.benching.children import Failed, Measured, measured, tasks
from housing.commands.benching.clocking import peak_above
from housing.commands.benching.command import COMMANDS, bench
from housing.commands.benching.machine import described
from housing.commands.benching.measuring import KINDS
from housing.commands.benching.problems import made, parsed, without_side_rules
from housing.commands.benching.sizes import BUDGETS, Size, sizes
from housing.commands.benching.tables import free, met, ms, tables
from housing.commands.benching.yardsticks import lsa, scalar, sparse, value

SMALL = Size(12, 9)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Children measured in this process; the commands that would have been run."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        kind, households, units, seed = command[3:]
        lines = KINDS[kind](Size(int(households), int(units)), int(seed))
        text = "".join(f"{json.dumps(figures)}\n" for figures in lines)
        return subprocess.CompletedProcess(command, 0, text.encode(), b"")

    monkeypatch.setattr(subprocess, "run", run)
    return ran


def test_tables_are_printed_and_written_only_when_asked(quick: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    plain = CliRunner().invoke(bench, ["--sizes", "6x4,12x9", "--repeats", "1"])
    assert plain.exit_code == 0, plain.output
    assert plain.stdout.count("| 6 x 4 |") == plain.stdout.count("| 12 x 9 |") == 2
    assert "| proved |" in plain.stdout
    assert "| yes |" in plain.stdout
    assert not path.exists()
    written = CliRunner().invoke(bench, ["--sizes", "6x4", "--repeats", "2", "--write", str(path)])
    assert written.exit_code == 0
    assert "haven bench --sizes 6x4 --seed 1 --repeats 2" in path.read_text()
    assert "cores" in path.read_text()
    assert len(quick) == 1 + 6 + 1 + 6


def test_a_size_that_is_none_is_a_sentence() -> None:
    for asked in ("6by4", "0x3", "", "50x33,"):
        found = CliRunner().invoke(bench, ["--sizes", asked])
        assert (found.exit_code, "is not households x units" in found.stderr) == (2, True)
    assert sizes("all") == list(BUDGETS)
    assert [command.name for command in COMMANDS] == ["bench"]


def test_what_people_ask_while_they_wait_is_measured_with_the_sizes_that_have_budgets() -> None:
    assert [kind for kind, _ in tasks([SMALL], interactive=False)] == ["answer", "yardsticks", "edits"]
    assert {kind for kind, _ in tasks([SMALL], interactive=True)} == set(KINDS)


@pytest.mark.parametrize("kind", ["explanation", "questions"])
def test_questions_have_figures(kind: str) -> None:
    found: dict[str, Any] = {}
    for figures in KINDS[kind](Size(20, 30), 1):
        found |= figures
    assert all(each >= 0 for each in found.values())
    assert found.get("pins", 1) > 0


def test_repeats_go_round_all_sizes_and_a_large_one_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(children, "_once", lambda into, *_: into.runs.append({"answer": len(told)}))
    large = Size(20_000, 5_000)
    listed = [("answer", SMALL), ("answer", large)]
    found = measured(listed, repeats=3, seed=1, patience=1, tell=told.append)
    turns = ["12 x 9, run 1", "20,000 x 5,000, run 1", "12 x 9, run 2", "12 x 9, run 3"]
    assert told == ["warming up", *(f"answer, {turn}" for turn in turns)]
    assert found["answer", SMALL].figure("answer") == 4


def test_what_a_time_limit_cuts_short_is_kept_as_far_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(command: list[str], **_: Any) -> None:
        raise subprocess.TimeoutExpired(command, 1, output=b'{"pairs": 7}\n{"answer": ')

    monkeypatch.setattr(subprocess, "run", late)
    size = Size(50, 33)
    found = measured(tasks([size], interactive=False), repeats=2, seed=1, patience=1, tell=lambda _: None)
    assert (found["answer", size].runs, found["answer", size].cut) == ([{"pairs": 7}], 1)
    text = tables(found, [size])
    assert "not in time" in text
    assert "answer MISSED (50.0 ms allowed, not there in time)" in text


def test_a_measurement_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, b"", b"Traceback\nValueError: made up")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(Failed, match="answer, 1 x 1: ValueError: made up"):
        measured([("answer", SMALL)], repeats=1, seed=1, patience=1, tell=lambda _: None)
    assert CliRunner().invoke(bench, ["--sizes", "6x4"]).exit_code == 1


@pytest.mark.parametrize("seed", range(5))
def test_both_yardsticks_are_worth_the_same(seed: int) -> None:
    problem = parsed(without_side_rules(made(Size(30, 20), seed)))
    pairs = screen(problem).pairs
    weights = scalar(problem, pairs)
    dense = lsa(pairs, weights)
    assert dense is not None
    assert value(pairs, weights, dense) == value(pairs, weights, sparse(pairs, weights)) > 0


def test_a_town_without_side_rules_has_none_and_is_otherwise_the_same() -> None:
    document = made(Size(60, 40), 3)
    rules, whole = couplings(parsed(without_side_rules(document))), couplings(parsed(document))
    assert (rules.apart, rules.alone, rules.caps) == ({}, frozenset(), ())
    assert whole.apart
    assert whole.alone
    assert whole.caps
    other = without_side_rules(document)
    assert [each["danger_zones"] for each in other["households"]] == [e["danger_zones"] for e in document["households"]]


def test_a_table_too_large_is_left_out_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = parsed(without_side_rules(made(SMALL, 1)))
    pairs = screen(problem).pairs
    monkeypatch.setattr("housing.commands.benching.yardsticks.DENSE", 12 * 9 * 8 - 1)
    assert lsa(pairs, scalar(problem, pairs)) is None
    assert "its table is too large" in list(free(SMALL, Measured([{"matching": 1.0}])))


def test_an_answer_worth_less_than_scipy_s_would_be_seen() -> None:
    assert list(free(SMALL, Measured([{"alike": False}])))[-1] == "NO"


def test_numbers_are_told_with_the_digits_that_mean_something() -> None:
    assert [ms(each) for each in (None, 0.0000123, 0.0123, 1.5, 1234.0)] == ["-", "0.012", "12.3", "1,500", "1,234,000"]
    assert met(0.04, 0.05) == "met (40.0 of 50.0 ms)"
    assert met(0.06, 0.05) == "MISSED (60.0 of 50.0 ms)"


def test_memory_is_what_the_work_needs_and_not_what_was_there() -> None:
    there = bytearray(60_000_000)
    needed, made_of_it = peak_above(lambda: len(bytes(bytearray(40_000_000))))
    assert made_of_it == 40_000_000
    assert len(there) == 60_000_000
    if needed is not None:
        assert 35_000_000 < needed < 120_000_000


def test_the_machine_is_described_without_its_name() -> None:
    words = described()
    assert "cores" in words
    assert "numpy" in words
    assert platform.node() not in words.split()
