"""The compiled loops as the plain Python that they are written in, to hold the compiled ones to."""

from __future__ import annotations

import types
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def kernels(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The compiled functions that a module defines, by name."""
    for name, value in sorted(vars(module).items()):
        if hasattr(value, "py_func") and value.py_func.__module__ == module.__name__:
            yield name, value


def plain(module: ModuleType) -> types.SimpleNamespace:
    """The module's kernels uncompiled, calling one another uncompiled."""
    names = dict(vars(module))
    for name, kernel in kernels(module):
        written = kernel.py_func
        names[name] = types.FunctionType(written.__code__, names, name, written.__defaults__)
    return types.SimpleNamespace(**names)
