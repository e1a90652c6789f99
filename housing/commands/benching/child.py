"""One measurement in a process of its own: `python -m housing.commands.benching.child KIND HOUSEHOLDS UNITS SEED`.

Prints figures as JSON, a line as soon as each is known, so that what a time limit cuts short is not lost.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from housing.commands.benching.measuring import KINDS
from housing.commands.benching.sizes import Size


def main(words: Sequence[str]) -> None:
    """Measure what the words say, once."""
    kind, households, units, seed = words
    for figures in KINDS[kind](Size(int(households), int(units)), int(seed)):
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
