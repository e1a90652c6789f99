"""`haven match-today`: the daily run by hand."""

from __future__ import annotations

import sys

import click

from housing import clock
from housing.commands.reading import refuse
from housing.installation import opened
from housing.jobs.matching import run_every_council
from housing.placements.matching.replay import NoSuchRun
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
    """Make the stored run NUMBER's answer again: exit 1 and a line for each difference."""
    with opened():
        try:
            differences = made_again(number)
        except NoSuchRun as fault:
            refuse([str(fault)])
    for difference in differences:
        click.echo(difference)
    if differences:
        sys.exit(DIFFERENT)
    click.echo(f"Run {number} comes out the same.")


COMMANDS = (match_today, replay)
