"""`haven match` and `haven make-problem`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, NoReturn

import click

from allocation.check import check
from allocation.edits import Edits, Unpinnable
from allocation.facts import Problem
from allocation.make_problem import make_problem as made_up
from allocation.match import NotLiftable, UnknownHousehold, Unsafe, explain_household
from allocation.match import lift as without_rule
from allocation.match import match as best_match
from allocation.solving.pairs import TooLarge
from allocation.what_if import change_units
from allocation.wording import wording_breaches
from housing.commands.dice import Dice
from housing.commands.reading import change_in, edits_in, problem_in, refuse, result_in

BREACHED = 1
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a problem, as named on the command line; at most one of the first five."""

    explain: str | None
    result: str | None
    lift: str | None
    change: str | None
    run: int | None
    edits: str | None


@click.command()
@click.argument("problem", required=False)
@click.option(
    "--explain", metavar="HOUSEHOLD", help="Every unit for one household, best first, with its cost or refusals."
)
@click.option("--check", "result", metavar="RESULT", help="Only check a result document: exit 1 and a line a breach.")
@click.option(
    "--lift", metavar="RULE", help="Solve again without one service or choice rule: who more would have a place."
)
@click.option(
    "--with", "change", metavar="CHANGE", help="Solve again with units added or changed: who more would have a place."
)
@click.option("--run", "run", type=click.IntRange(1), help="Make a stored run's answer again: exit 1 on a difference.")
@click.option("--edits", metavar="EDITS", help="Pins and bans to honour, with any question but --run.")
def match(problem: str | None, **asked: Any) -> None:
    """Propose which household goes to which unit, from the problem document PROBLEM (- is standard input).

    The answer is JSON on standard output. Faults of a document go to standard error, a line each, with exit code 2.
    """
    question = Asked(**asked)
    _refuse_unless_clear(problem, question)
    if question.run is not None:
        _again(question.run, problem)
        return
    if problem is None:
        refuse(["name the problem document, or - for standard input"])
    started = perf_counter()
    town = problem_in(problem)
    read = perf_counter() - started
    edits = edits_in(question.edits, town)
    if question.result is not None:
        _checked(town, question.result, edits)
    else:
        _show(_answer(town, read, question, edits))


def _refuse_unless_clear(problem: str | None, asked: Asked) -> None:
    one = (asked.explain, asked.result, asked.lift, asked.change, asked.run)
    if sum(option is not None for option in one) > 1:
        refuse(["--explain, --check, --lift, --with and --run are asked one at a time"])
    if asked.run is not None and asked.edits is not None:
        refuse(["--run takes the stored edits: name no document"])
    if [problem, asked.result, asked.change, asked.edits].count("-") > 1:
        refuse(["only one of the documents can come from standard input"])


def _again(number: int, problem: str | None) -> None:
    if problem is not None:
        refuse(["--run takes the stored problem: name no document"])
    context = click.get_current_context()
    group = context.find_root().command
    command = group.get_command(context, "replay") if isinstance(group, click.Group) else None
    if command is None:
        refuse(["--run asks the installation: use it as `haven match --run`"])
    context.invoke(command, number=number)


def _answer(town: Problem, read: float, asked: Asked, edits: Edits) -> dict[str, Any]:
    try:
        if asked.lift is not None:
            return without_rule(town, asked.lift, edits=edits)
        if asked.change is not None:
            return change_units(town, change_in(asked.change, town), edits=edits)
        if asked.explain is not None and asked.explain not in {household.id for household in town.households}:
            raise UnknownHousehold(f"{ascii(asked.explain)[1:-1]}: no household of the problem has this id")
        answer = best_match(town, edits=edits, clock=perf_counter, read=read)
    except Unpinnable as fault:
        refuse(fault.reasons.values())
    except (NotLiftable, TooLarge, UnknownHousehold) as fault:
        refuse([str(fault.args[0])])
    except Unsafe as fault:
        _breached(fault.breaches, err=True)
    else:
        return answer if asked.explain is None else explain_household(town, answer, asked.explain, edits=edits)


def _checked(town: Problem, result: str, edits: Edits) -> None:
    said = result_in(result, town)
    breaches = [*check(town, said, edits=edits), *wording_breaches(town, said)]
    if breaches:
        _breached(breaches, err=False)
    click.echo("Every proposal keeps every rule, and everything the result says is so.", err=True)


def _breached(breaches: Sequence[str], *, err: bool) -> NoReturn:
    for breach in breaches:
        click.echo(breach, err=err)
    sys.exit(BREACHED)


def _show(document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    click.echo(text.encode("utf-8"))


@click.command("make-problem")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same problem.")
@click.option("--households", type=click.IntRange(0, MOST), default=50, show_default=True)
@click.option("--units", type=click.IntRange(0, MOST), default=33, show_default=True)
def make_problem(seed: int, households: int, units: int) -> None:
    """Print a made-up, realistic problem document of any size. Nobody in it is real."""
    _show(made_up(Dice(seed), households, units))


COMMANDS = (match, make_problem)
