"""What is wrong with a document: one line a fault, its path first."""

from __future__ import annotations

MOST = 1_000  # faults that are told one by one


class BadProblem(ValueError):
    """The document cannot be read; `faults` has one line for each thing wrong, its path first."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.untold = 0

    def add(self, path: str, sentence: str) -> None:
        """One more fault; past MOST they are only counted."""
        if len(self.lines) < MOST:
            self.lines.append(f"{path}: {sentence}")
        else:
            self.untold += 1

    def stop_if_any(self) -> None:
        """Refuse the document if anything was wrong.

        Raises:
            BadProblem: with every fault.
        """
        if self.lines:
            more = (f"document: {self.untold:,} faults more, not told",) if self.untold else ()
            raise BadProblem((*self.lines, *more))
