"""`haven bench`: what operations.md promises of the matcher, measured on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from housing.commands.benching.children import Failed, measured, tasks
from housing.commands.benching.machine import described
from housing.commands.benching.sizes import ALL, BUDGETS, USUAL, sizes
from housing.commands.benching.tables import tables
from housing.commands.reading import refuse

HEAD = """# Measurements of the matcher

Made by `{command}`:
each size and kind in a process of its own, all in turn before any is repeated; medians of {repeats} runs after a
warm-up (what takes over 5 seconds, and sizes past 10 million pairs, once; at most {patience:g} seconds a process).
Made-up towns of `haven make-problem --seed {seed}`. Quote the ratios: the times are that machine's, on that day,
shared with whatever else it did.

{machine}.
"""


@click.command()
@click.option(
    "--sizes", "asked", default=USUAL, show_default=True, help="Households x units, with commas between; or all."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Which made-up towns.")
@click.option("--repeats", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs of each.")
@click.option(
    "--patience", type=click.FloatRange(1), default=600, show_default=True, help="Seconds until a process is stopped."
)
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables to this file too.")
def bench(asked: str, seed: int, repeats: int, patience: float, write: Path | None) -> None:
    """Measure matching on made-up problems, beside scipy's solvers and beside one pass over the accepted pairs."""
    named = sizes(asked)
    if isinstance(named, str):
        refuse([f"--sizes: {named!a} is not households x units, such as 50x33, nor {ALL}"])
    listed = tasks(named, interactive=any(size in BUDGETS for size in named))
    try:
        found = measured(
            listed, repeats=repeats, seed=seed, patience=patience, tell=lambda line: click.echo(line, err=True)
        )
    except Failed as fault:
        raise click.ClickException(str(fault)) from fault
    text = tables(found, named)
    click.echo(text)
    if write is not None:
        command = f"haven bench --sizes {asked} --seed {seed} --repeats {repeats}"
        head = HEAD.format(command=command, repeats=repeats, patience=patience, seed=seed, machine=described())
        write.write_text(f"{head}\n{text}\n", encoding="utf-8")


def _told(line: str) -> None:
    click.echo(line, err=True)


COMMANDS = (bench,)
