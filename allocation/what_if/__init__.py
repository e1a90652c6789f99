"""What would have helped: the problem changed, solved again, and held beside the answer as it is.

change = read_change(raw, problem)        # a document {"format": "matching-change/1", "add_units": [...], ...}
change_units(problem, change)             # who more would have a place, and who no longer
lift(problem, "pets")                     # the same without one rule of a service or of choice
with_change(problem, change)              # the changed problem itself
"""

from __future__ import annotations

from allocation.what_if.asking import NotLiftable, change_units, lift, liftable
from allocation.what_if.change import Change, with_change
from allocation.what_if.helping import what_would_help
from allocation.what_if.reading import read_change

__all__ = [
    "Change",
    "NotLiftable",
    "change_units",
    "lift",
    "liftable",
    "read_change",
    "what_would_help",
    "with_change",
]
