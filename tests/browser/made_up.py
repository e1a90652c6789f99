"""Fill the installation that the environment describes, as `haven start` does the first time."""

from __future__ import annotations

import click

from housing import clock
from housing.installation import opened
from housing.jobs import matching
from seed import loading

if __name__ == "__main__":
    with opened(migrate=True):
        loading.load(now=clock.now())
        for line in matching.run_where_today_has_none(now=clock.now()):
            click.echo(line)
