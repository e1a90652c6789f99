"""`haven match-today`: the daily run by hand."""

from __future__ import annotations

import sys

import click

from housing import clock
from housing.commands.reading import refuse
from housing.installation import opened
from housing.jobs.matching import run_every_council
from housing.placements.matching.replay import NoSuchRun, Outcome, Replayed
from housing.placements.matching.replay import replay as made_again

DIFFERENT = 1


@click.command("match-today")
def match_today() -> None:
    """Make today's run for every council; one line for each."""
    with opened():
        for line in run_every_council(now=clock.now()):
            click.echo(line)


@click.command()
@click.argument("number", type=click.IntRange(1))
def replay(number: int) -> None:
    """Make the stored run NUMBER's answer again: exit 1 and a line for each difference.

    A run whose documents no longer read is said in a sentence, with exit code 2.
    """
    with opened():
        try:
            replayed = made_again(number)
        except NoSuchRun as fault:
            refuse([str(fault)])
    if replayed.outcome is Outcome.UNREADABLE:
        refuse([f"Run {number} cannot be made again. {replayed.why}"])
    for line in lines(replayed):
        click.echo(line)
    if replayed.outcome is not Outcome.SAME:
        sys.exit(DIFFERENT)


def lines(replayed: Replayed) -> list[str]:
    """What a replay found, in words: the rules that have changed, then each difference with its ids."""
    changed = ", ".join(str(change) for change in replayed.rules or ())
    since = f"Rules have changed since run {replayed.number} was made: {changed}" if changed else ""
    if replayed.outcome is Outcome.SAME:
        return [f"{since}. The answer is the same." if since else f"Run {replayed.number} comes out the same."]
    head = [f"{since}."] if since else []
    if replayed.rules is None:
        head = [f"Run {replayed.number} is from before the rules were kept: whether they have changed is not known."]
    elif replayed.engine_changed and not since:
        head = [f"No rule has changed since run {replayed.number} was made; other parts of the engine have."]
    return head + [str(difference) for difference in replayed.differences]


COMMANDS = (match_today, replay)
