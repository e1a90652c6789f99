"""The command `haven`."""

from __future__ import annotations

import click

from housing.commands import matching, people, runs, starting
from housing.config import BadSettings
from housing.postgres import PostgresUnavailable


class Sentences(click.Group):
    """Faults of the installation are sentences and exit 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BadSettings as error:
            for fault in error.faults:
                click.echo(fault, err=True)
        except PostgresUnavailable as error:
            click.echo(str(error), err=True)
        return ctx.exit(2)


@click.group(cls=Sentences)
def main() -> None:
    """Safe accommodation allocation and the housing pathway for survivors of domestic abuse."""


for command in (
    starting.start,
    starting.jobs,
    starting.migrate,
    starting.reset,
    *matching.COMMANDS,
    *runs.COMMANDS,
    *people.COMMANDS,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
