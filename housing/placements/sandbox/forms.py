"""The page that asks before a change is made."""

from __future__ import annotations

from housing.forms import HavenForm, Hidden


class ConfirmForm(HavenForm):
    """Carries the mark of what was shown, so that nothing is recorded that was not seen."""

    seen = Hidden()

    def carry(self, mark: str) -> None:
        """Carry what is shown now."""
        self.seen.data, self.seen.raw_data = mark, []
