"""The commands `match` and `make-problem`, as somebody at a terminal meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from allocation.check import check
from allocation.match import Unsafe
from allocation.problem import read_problem
from housing.commands import matching
from housing.commands.matching import COMMANDS, make_problem, match


def made(*words: str) -> str:
    result = CliRunner().invoke(make_problem, words or ["--seed", "3", "--households", "20", "--units", "9"])
    assert result.exit_code == 0
    return result.stdout


@pytest.fixture
def problem(tmp_path: Path) -> str:
    path = tmp_path / "problem.json"
    path.write_text(made(), encoding="utf-8")
    return str(path)


def run(*words: str, text: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(match, words, input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_an_answer_is_json_and_holds(problem: str) -> None:
    result = run(problem)
    town = read_problem(Path(problem).read_bytes())
    assert result.exit_code == 0
    assert check(town, json.loads(result.stdout)) == []


def test_standard_input_gives_the_same(problem: str) -> None:
    first, second = (json.loads(run(*words).stdout) for words in ([problem],) * 2)
    piped = json.loads(run("-", text=Path(problem).read_bytes()).stdout)
    for each in (first, second, piped):
        assert set(each.pop("seconds")) == {"read", "screen", "solve"}
    assert first == second == piped


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "\ufeff{}", "[" * 100_000, '{"a":NaN}'])
def test_broken_input_is_a_line_a_fault_and_exit_2(text: str) -> None:
    result = run("-", text=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_what_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "nothing.json", "no such file"),
        (tmp_path, "is a directory"),
        ("a\0b", "not the name"),
    ):
        result = run(str(path))
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr


def test_one_household_is_explained(problem: str) -> None:
    view = json.loads(run(problem, "--explain", "H5").stdout)
    assert view["household"] == "H5"
    assert len(view["units"]) == 9
    assert set(view) == {"household", "proposal", "unplaced", "changes", "units"}
    nobody = run(problem, "--explain", "H\n99")
    assert (nobody.exit_code, nobody.stderr) == (2, "H\\n99: no household of the problem has this id\n")


def test_a_result_is_checked(problem: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    answer = json.loads(run(problem).stdout)
    good.write_text(json.dumps(answer))
    assert (run(problem, "--check", str(good)).exit_code, run(problem, "--check", str(good)).stdout) == (0, "")
    bad.write_text(json.dumps(answer | {"objective": answer["objective"] | {"kept": 99}}))
    found = run(problem, "--check", str(bad))
    assert (found.exit_code, len(found.stdout.splitlines())) == (1, 1)
    bad.write_text(json.dumps(answer | {"more": 1}))
    assert (run(problem, "--check", str(bad)).exit_code, run(problem, "--check", str(bad)).stdout) == (2, "")


def test_a_service_or_choice_rule_is_lifted_and_no_other(problem: str) -> None:
    assert json.loads(run(problem, "--lift", "support").stdout)["rule"] == "support"
    refused = run(problem, "--lift", "danger-zone")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "cannot be lifted" in refused.stderr


def test_pins_and_bans_are_honoured_beside_every_question(problem: str, tmp_path: Path) -> None:
    first = json.loads(run(problem).stdout)["proposals"][0]
    pair = {"household": first["household"], "unit": first["unit"]}
    edits, result = tmp_path / "edits.json", tmp_path / "result.json"
    edits.write_text(json.dumps({"format": "matching-edits/1", "bans": [pair]}))
    answer = json.loads(run(problem, "--edits", str(edits)).stdout)
    assert pair not in [{"household": each["household"], "unit": each["unit"]} for each in answer["proposals"]]
    result.write_text(json.dumps(answer))
    assert run(problem, "--edits", str(edits), "--check", str(result)).exit_code == 0
    assert run(problem, "--check", str(result)).exit_code == 1
    view = json.loads(run(problem, "--edits", str(edits), "--explain", pair["household"]).stdout)
    assert [each["unit"] for each in view["units"] if each["banned"]] == [pair["unit"]]
    for question in (["--lift", "support"], ["--with", "-"]):
        text = '{"format": "matching-change/1"}'
        told = json.loads(run(problem, "--edits", str(edits), *question, text=text).stdout)
        assert told["before"] == answer["objective"]


def test_edits_that_cannot_be_honoured_are_a_line_each_and_exit_2(problem: str, tmp_path: Path) -> None:
    edits = tmp_path / "edits.json"
    first = json.loads(run(problem).stdout)["proposals"][0]
    pair = {"household": first["household"], "unit": first["unit"]}
    edits.write_text(json.dumps({"format": "matching-edits/1", "pins": [pair], "bans": [pair]}))
    refused = run(problem, "--edits", str(edits))
    assert (refused.exit_code, refused.stdout, refused.stderr.count("cannot be pinned")) == (2, "", 1)
    edits.write_text("{}")
    assert "format: expected" in run(problem, "--edits", str(edits)).stderr


def test_units_added_show_who_more_would_have_a_place(problem: str) -> None:
    document = json.loads(Path(problem).read_text(encoding="utf-8"))
    home = document["properties"][0]
    change = {"format": "matching-change/1", "add_units": [{**home["units"][0], "id": "new", "property": home["id"]}]}
    told = json.loads(run(problem, "--with", "-", text=json.dumps(change)).stdout)
    assert set(told) == {"before", "after", "extra", "no_longer", "exact", "used"}
    refused = run(problem, "--with", "-", text='{"format": "matching-change/1", "remove_units": ["nothing"]}')
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("remove_units[0]: expected the id of a unit")


def test_questions_come_one_at_a_time(problem: str) -> None:
    assert run(problem, "--lift", "support", "--explain", "H1").exit_code == 2
    assert run("-", "--check", "-", text="{}").exit_code == 2
    assert run("-", "--edits", "-", text="{}").exit_code == 2
    assert run(problem, "--with", "-", "--lift", "support", text="{}").exit_code == 2
    assert run("--run", "1", "--edits", "-", text="{}").exit_code == 2


def test_an_unsafe_answer_is_never_printed(problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe(*_: object, **__: object) -> None:
        raise Unsafe(["H1 is proposed for U1, but beds says refuse"])

    monkeypatch.setattr(matching, "best_match", unsafe)
    result = run(problem)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "beds says refuse" in result.stderr


def test_made_up_problems_come_from_their_seed() -> None:
    words = ["--seed", "5", "--households", "200", "--units", "120"]
    assert made(*words) == made(*words)
    town = read_problem(made(*words).encode())
    assert (len(town.households), len(town.units)) == (200, 120)
    assert made("--seed", "6", *words[2:]) != made(*words)


def test_the_commands_are_listed_for_haven() -> None:
    assert [command.name for command in COMMANDS] == ["match", "make-problem"]


def test_a_household_is_explained_beside_another_that_has_a_waiver(tmp_path: Path) -> None:
    """Somebody else's waiver neither helps nor stops her explanation."""
    member = {"born": "1992-05-01", "sex": "female", "role": "adult"}
    households = [
        {
            "id": name, "band": 1, "waiting_since": "2026-11-20", "members": [{"id": f"{name}-a", **member}],
            "support_need": "high", "funding": ["housing_benefit"], "accepts": ["refuge"],
        }
        for name in ("H1", "H2")
    ]  # fmt: skip
    unit = {"id": "U1", "available_from": "2026-11-23", "bedrooms": [{"beds": 1}], "max_people": 1, "floor": 0}
    home = {
        "id": "R1", "kind": "refuge", "easting": 1, "northing": 1, "authority": "A", "ward": "W", "sexes": ["female"],
        "boys_up_to": "any", "max_support": "low", "funding": ["housing_benefit"], "sleeping": "room_standard",
        "units": [unit],
    }  # fmt: skip
    waiver = {"household": "H2", "property": "R1", "rule": "support", "by": "made up", "why": "made up"}
    file = tmp_path / "problem.json"
    document = {"format": "matching-problem/1", "as_of": "2026-11-23", "households": households, "properties": [home]}
    file.write_text(json.dumps({**document, "waivers": [waiver]}), encoding="utf-8")
    told = {name: json.loads(CliRunner().invoke(match, [str(file), "--explain", name]).stdout) for name in ("H1", "H2")}
    assert [refusal["rule"] for refusal in told["H1"]["units"][0]["refusals"]] == ["support"]
    assert told["H2"]["units"][0]["refusals"] == []
