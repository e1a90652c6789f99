"""Files named on the command line: read whole, or one sentence and exit 2."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from allocation.checking.result import read_result
from allocation.edits import NO_EDITS, Edits, read_edits
from allocation.facts import Problem
from allocation.problem import BadProblem, read_problem
from allocation.what_if import Change, read_change

BAD_INPUT = 2
Document = TypeVar("Document")


def problem_in(path: str) -> Problem:
    """The problem in a file; `-` is standard input."""
    return _read(path, read_problem)


def result_in(path: str, problem: Problem) -> dict[str, Any]:
    """The result document in a file; `-` is standard input."""
    return _read(path, lambda data: read_result(data, problem))


def edits_in(path: str | None, problem: Problem) -> Edits:
    """The pins and bans in a file; `-` is standard input, and no file no edits."""
    return NO_EDITS if path is None else _read(path, lambda data: read_edits(data, problem))


def change_in(path: str, problem: Problem) -> Change:
    """The change of a problem in a file; `-` is standard input."""
    return _read(path, lambda data: read_change(data, problem))


def _read(path: str, read: Callable[[bytes], Document]) -> Document:
    try:
        return read(_bytes(path))
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
