"""`haven bench`: how long a match takes, beside scipy's assignment and beside one look at every accepted pair."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import click
import numpy as np
from scipy.optimize import linear_sum_assignment

from allocation.make_problem import make_problem
from allocation.match import match
from allocation.problem import read_problem
from allocation.screen import screen
from allocation.solving.levels import folded, levels_of
from housing.commands.dice import Dice
from housing.commands.reading import refuse

SMALL = "50x33,200x300,500x300"
HEADINGS = ("households x units", "seed", "accepted pairs", "status", "answer ms", "screen ms", "LSA ms", "one pass ms",
            "answer / LSA", "answer / pass")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One size, measured: medians in milliseconds."""

    size: str
    seed: int
    pairs: int
    status: str
    answer: float
    screening: float
    assignment: float
    one_pass: float

    def cells(self) -> tuple[str, ...]:
        """The line as text, in the order of HEADINGS."""
        times = (self.answer, self.screening, self.assignment, self.one_pass)
        ratios = (self.answer / self.assignment, self.answer / self.one_pass)
        milliseconds = [f"{each * 1000:,.2f}" for each in times]
        return (
            self.size,
            str(self.seed),
            f"{self.pairs:,}",
            self.status,
            *milliseconds,
            *(f"{r:,.0f}" for r in ratios),
        )


@click.command()
@click.option("--sizes", default=SMALL, show_default=True, help="Households x units, with commas between.")
@click.option("--seeds", type=click.IntRange(1, 100), default=1, show_default=True, help="Problems of each size.")
@click.option(
    "--repeats", type=click.IntRange(1, 100), default=5, show_default=True, help="Medians of so many, after a warm-up."
)
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the table to this file too.")
def bench(sizes: str, seeds: int, repeats: int, write: Path | None) -> None:
    """Measure matching on made-up problems. Quote the ratios: the times are this machine's, today."""
    lines = [measure(households, units, seed, repeats) for households, units in _sizes(sizes) for seed in range(seeds)]
    table = _table(lines)
    click.echo(table)
    if write is not None:
        command = f"haven bench --sizes {sizes} --seeds {seeds} --repeats {repeats}"
        write.write_text(f"# Measurements of the matcher\n\nMade by `{command}`.\n\n{table}\n", encoding="utf-8")


def measure(households: int, units: int, seed: int, repeats: int) -> Line:
    """One made-up problem, from parsed to checked, beside the two yardsticks on the same accepted pairs."""
    problem = read_problem(json.dumps(make_problem(Dice(seed), households, units)).encode())
    screened = screen(problem)
    pairs = screened.pairs
    weights = folded(levels_of(problem, pairs), pairs)
    scalar = np.zeros((pairs.households, pairs.units))
    scalar[pairs.household, pairs.unit] = weights
    return Line(
        size=f"{households} x {units}",
        seed=seed,
        pairs=len(pairs),
        status=match(problem)["status"],
        answer=_median(lambda: match(problem), repeats),
        screening=_median(lambda: screen(problem), repeats),
        assignment=_median(lambda: linear_sum_assignment(scalar, maximize=True), repeats),
        one_pass=_median(weights.sum, repeats),
    )


def _median(work: Callable[[], object], repeats: int) -> float:
    work()
    times = []
    for _ in range(repeats):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return median(times)


def _sizes(text: str) -> Iterable[tuple[int, int]]:
    for size in text.split(","):
        households, _, units = size.strip().partition("x")
        if not (households.isdecimal() and units.isdecimal() and int(households) and int(units)):
            refuse([f"--sizes: {size.strip()!a} is not households x units, such as 50x33"])
        yield int(households), int(units)


def _table(lines: list[Line]) -> str:
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


COMMANDS = (bench,)
