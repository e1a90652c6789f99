"""`haven match` and `haven make-problem`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from time import perf_counter
from typing import Any, NoReturn

import click

from allocation.check import check
from allocation.facts import Problem
from allocation.make_problem import make_problem as made_up
from allocation.match import NotLiftable, UnknownHousehold, Unsafe, explain_household
from allocation.match import lift as without_rule
from allocation.match import match as best_match
from allocation.solving.pairs import TooLarge
from housing.commands.dice import Dice
from housing.commands.reading import problem_in, refuse, result_in

BREACHED = 1
MOST = 1_000_000


@click.command()
@click.argument("problem", required=False)
@click.option(
    "--explain", metavar="HOUSEHOLD", help="Every unit for one household, best first, with its cost or refusals."
)
@click.option("--check", "result", metavar="RESULT", help="Only check a result document: exit 1 and a line a breach.")
@click.option(
    "--lift", metavar="RULE", help="Solve again without one service or choice rule: who more would have a place."
)
@click.option("--run", "run", type=click.IntRange(1), help="Make a stored run's answer again: exit 1 on a difference.")
def match(problem: str | None, explain: str | None, result: str | None, lift: str | None, run: int | None) -> None:
    """Propose which household goes to which unit, from the problem document PROBLEM (- is standard input).

    The answer is JSON on standard output. Faults of a document go to standard error, a line each, with exit code 2.
    """
    if sum(option is not None for option in (explain, result, lift, run)) > 1:
        refuse(["--explain, --check, --lift and --run are asked one at a time"])
    if run is not None:
        _again(run, problem)
        return
    if problem is None:
        refuse(["name the problem document, or - for standard input"])
    if problem == result == "-":
        refuse(["only one of the two documents can come from standard input"])
    started = perf_counter()
    town = problem_in(problem)
    read = perf_counter() - started
    if result is not None:
        _checked(town, result)
    else:
        _show(_answer(town, read, explain, lift))


def _again(number: int, problem: str | None) -> None:
    if problem is not None:
        refuse(["--run takes the stored problem: name no document"])
    context = click.get_current_context()
    group = context.find_root().command
    command = group.get_command(context, "replay") if isinstance(group, click.Group) else None
    if command is None:
        refuse(["--run asks the installation: use it as `haven match --run`"])
    context.invoke(command, number=number)


def _answer(town: Problem, read: float, explain: str | None, lift: str | None) -> dict[str, Any]:
    try:
        if lift is not None:
            return without_rule(town, lift)
        if explain is not None and explain not in {household.id for household in town.households}:
            raise UnknownHousehold(f"{ascii(explain)[1:-1]}: no household of the problem has this id")
        answer = best_match(town, clock=perf_counter, read=read)
    except (NotLiftable, TooLarge, UnknownHousehold) as fault:
        refuse([str(fault.args[0])])
    except Unsafe as fault:
        _breached(fault.breaches, err=True)
    else:
        return answer if explain is None else explain_household(town, answer, explain)


def _checked(town: Problem, result: str) -> None:
    breaches = check(town, result_in(result, town))
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
