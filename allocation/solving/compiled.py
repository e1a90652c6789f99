"""Compiled loops: numba behind one typed name, kept beside the code so that they are compiled once.

A kernel is plain Python over whole-number arrays; `kernel.py_func` is that Python, which tests run too. Kernels
that call one another live in one module: numba notices a changed file, not a changed file further down.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """The function as machine code, one thread, 64-bit whole numbers, no rounding.

    Where neither the code's own folder nor the user's cache can be written it is compiled anew in every process.
    """
    try:
        return cast(Kernel, numba.njit(cache=True)(function))
    except RuntimeError:
        return cast(Kernel, numba.njit(function))
