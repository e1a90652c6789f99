"""`haven match-today`: the daily run by hand."""

from __future__ import annotations

import click

from housing import clock
from housing.installation import opened
from housing.jobs.matching import run_every_council


@click.command("match-today")
def match_today() -> None:
    """Make today's run for every council; one line for each."""
    with opened():
        for line in run_every_council(now=clock.now()):
            click.echo(line)


COMMANDS = (match_today,)
