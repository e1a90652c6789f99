"""`haven rule-book`: the rules of this installation's engine, as one document."""

from __future__ import annotations

import click

from housing.placements.rule_book.document import markdown


@click.command("rule-book")
def rule_book() -> None:
    """Print the rule book in Markdown: every rule with its authority, its source and what was agreed."""
    click.echo(markdown().encode("utf-8"), nl=False)


COMMANDS = (rule_book,)
