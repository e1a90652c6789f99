"""What the domain says when it will not do something: a sentence to act on, and the question it concerns."""

from __future__ import annotations


class Refused(Exception):
    """A use case that cannot go ahead: `str(error)` is shown as it stands; `field` names the form's question."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Outdated(Refused):
    """Somebody else saved this since the page was opened; nothing was overwritten."""

    def __init__(self, what: str = "this page") -> None:
        super().__init__(f"Somebody else changed {what} while you had it open. Check what they saved, then save again.")
