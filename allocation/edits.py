"""Edits of a problem: pins and bans that people set beside it, read strictly, honoured exactly, with their price.

A pinned household has exactly its unit and nobody else has it; a banned pair is never proposed; nothing safe is bent
for either. `match(problem, edits=...)` honours them, `check(..., edits=...)` holds a result to them.

    edits = read_edits(raw, problem)          # a document {"format": "matching-edits/1", "pins": [...], "bans": [...]}
    fit = honoured(problem, pins, bans)       # as many pins as can be honoured, first come first; why the others cannot
    answer = match(problem, edits=fit.edits)  # carries edits_sha256
    price = cost_of(problem, fit.edits)       # who loses and gains a place for it, and points
"""

from __future__ import annotations

from allocation.editing.costing import cost_of
from allocation.editing.edit import NO_EDITS, Edits, digest, document
from allocation.editing.pinning import Honoured, Unpinnable, honoured, unpinnable
from allocation.editing.reading import read_edits

__all__ = [
    "NO_EDITS",
    "Edits",
    "Honoured",
    "Unpinnable",
    "cost_of",
    "digest",
    "document",
    "honoured",
    "read_edits",
    "unpinnable",
]
