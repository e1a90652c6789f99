"""The command `haven`. A command's module is read when it is asked for: `match` needs no web and no database."""

from __future__ import annotations

from importlib import import_module

import click

from housing.unusable import Unusable

# name -> module of housing.commands that holds it
COMMANDS = {
    "add-account": "people",
    "add-council": "people",
    "add-organisation": "people",
    "bench": "benching.command",
    "bench-availability": "benching.availability",
    "bench-household": "benching.household",
    "import-boundary": "boundaries",
    "import-postcodes": "postcodes",
    "jobs": "starting",
    "make-problem": "matching",
    "match": "matching",
    "match-today": "runs",
    "migrate": "starting",
    "replay": "runs",
    "reset": "starting",
    "rule-book": "rules",
    "start": "starting",
    "stock": "stock",
}
MISUSED = 2


class Commands(click.Group):
    """Finds commands by name; faults of the installation are sentences and exit 2, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"housing.commands.{COMMANDS[cmd_name]}")
        commands: tuple[click.Command, ...] = module.COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Unusable as error:
            for fault in error.faults:
                click.echo(fault, err=True)
            return ctx.exit(MISUSED)


@click.group(cls=Commands)
def main() -> None:
    """Safe accommodation allocation and the housing pathway for survivors of domestic abuse."""


if __name__ == "__main__":
    main()
