"""Looks into a PDF in a process of its own: `python -m housing.presentations.documents.looking SECONDS MEGABYTES`.

The file comes in by the standard input, the answer is the exit code (housing.presentations.documents.apart.SAID). The
process takes its own limits before it reads a byte, so that a hostile file can hold neither a worker nor its memory.
"""

from __future__ import annotations

import resource
import sys

from housing.presentations.documents.pdfs import ACTING, BROKEN, LOCKED, look_into
from housing.refusals import Refused

MEGABYTE = 1024 * 1024
PASSED, TOO_MUCH = 0, 20
CODES = {ACTING: 10, LOCKED: 11, BROKEN: 12}


def limit(seconds: int, megabytes: int) -> None:
    """Take no more than this of the processor and of memory, and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(data: bytes) -> int:
    """The exit code for a file."""
    try:
        look_into(data)
    except Refused as refused:
        return CODES[str(refused)]
    except MemoryError:
        return TOO_MUCH
    return PASSED


if __name__ == "__main__":
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.exit(answer(sys.stdin.buffer.read()))
