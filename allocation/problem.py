"""The problem document: read strictly, written canonically."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from allocation.facts import Problem
from allocation.reading.canonical import canonical_bytes, to_document
from allocation.reading.document import read_document
from allocation.reading.faults import BadProblem
from allocation.reading.json_text import parse

__all__ = ["BadProblem", "canonical_bytes", "read_problem", "to_document"]


def read_problem(data: bytes) -> Problem:
    """The problem in a document (matching.md, "The problem document"), sorted, with its SHA-256.

    The hash is of the canonical form: neither listing order, nor the way a number is written, nor a default
    left out or written out changes it.

    Raises:
        BadProblem: with one line for each fault, its path first; nothing is half-read.
    """
    problem = read_document(parse(data))
    return replace(problem, sha256=sha256(canonical_bytes(problem)).hexdigest())
