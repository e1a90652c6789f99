"""Files named on the command line: read whole, or one sentence and exit 2."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from allocation.checking.result import read_result
from allocation.facts import Problem
from allocation.problem import BadProblem, read_problem

BAD_INPUT = 2


def problem_in(path: str) -> Problem:
    """The problem in a file; `-` is standard input."""
    try:
        return read_problem(_bytes(path))
    except BadProblem as fault:
        refuse(fault.faults)


def result_in(path: str, problem: Problem) -> dict[str, Any]:
    """The result document in a file; `-` is standard input."""
    try:
        return read_result(_bytes(path), problem)
    except BadProblem as fault:
        refuse(fault.faults)


def refuse(sentences: Iterable[str]) -> NoReturn:
    """Say on standard error what is wrong with the input, a line each, and leave with exit code 2."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        refuse([f"{ascii(path)[1:-1]}: {(fault.strerror or 'cannot be read').lower()}"])
    except ValueError:
        refuse([f"{ascii(path)[1:-1]}: not the name of a file"])
