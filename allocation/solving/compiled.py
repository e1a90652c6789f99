"""Compiled loops: numba behind one typed name, kept beside the code so that they are compiled once.

A kernel is plain Python over whole-number arrays; `kernel.py_func` is that Python, which tests run too. Kernels
that call one another live in one module: numba notices a changed file, not a changed file further down. What is
kept is kept apart for each make of the named tuples that kernels take, because numba cannot read what it kept of
a tuple that is no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])
CODE = Path(__file__).parents[1]
SETTINGS: Any = numba.config


def tuples(code: Path) -> str:
    """A digest of every file that defines named tuples, and of numba's version."""
    found = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    for path in sorted(code.rglob("*.py")):
        text = path.read_bytes()
        if b"(NamedTuple)" in text:
            found.update(text)
    return found.hexdigest()


def folder(beside: Path, kept: str) -> str:
    """Where to keep them: a folder beside the code (or in `kept`, where somebody names one); "" if it takes nothing.

    numba then tries the user's own folder.
    """
    place = (Path(kept) if kept else beside / "__pycache__") / f"kernels-{tuples(CODE)}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / "kept").touch()
    except OSError:
        return kept
    return str(place)


PLACE = folder(Path(__file__).parent, SETTINGS.CACHE_DIR)


def compiled(function: Kernel) -> Kernel:
    """The function as machine code, one thread, 64-bit whole numbers, no rounding.

    Where nothing can be kept it is compiled anew in every process.
    """
    before, SETTINGS.CACHE_DIR = SETTINGS.CACHE_DIR, PLACE
    try:
        return cast(Kernel, numba.njit(cache=True)(function))
    except RuntimeError:
        return cast(Kernel, numba.njit(function))
    finally:
        SETTINGS.CACHE_DIR = before
