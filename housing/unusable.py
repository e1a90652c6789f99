"""What a command says when the installation itself cannot be used; imports nothing, so that any command may know it."""

from __future__ import annotations


class Unusable(Exception):
    """The installation cannot be used as it is set up. `faults` are sentences, one a line."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
