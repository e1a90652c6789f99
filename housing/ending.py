"""A process that must not outlive the one that started it, however that one ends."""

from __future__ import annotations

import ctypes
import os
import sys

PARENT = "HAVEN_PARENT"  # the number of the process to end with
PR_SET_PDEATHSIG = 1


def end_with_parent(number: int) -> None:
    """Have the kernel send this signal when the parent is gone, killed or not. Linux only; elsewhere nothing is done.

    Does nothing for a process that nobody supervises: one without HAVEN_PARENT in its environment.
    """
    parent = os.environ.get(PARENT, "")
    if not parent.isdecimal() or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != int(parent):  # it was gone before the kernel was asked
        os.kill(os.getpid(), number)
