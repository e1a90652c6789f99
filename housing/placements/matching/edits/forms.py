"""What a person answers when they pin, ban or lift."""

from __future__ import annotations

from datetime import date

from housing.forms import DateParts, HavenForm, Hidden, LongText

LONGEST = 2000
DO_NOT_NAME = "It is kept, and shown to whoever may see this household. Do not name anybody"


class EditForm(HavenForm):
    """Why, and how long. `seen` is the cost that was shown; it is empty until there has been a preview."""

    reason = LongText(
        "Why?", noun="The reason", hint=DO_NOT_NAME, required="Enter the reason", max_length=LONGEST, rows=3
    )
    last_on = DateParts(
        "Last day it counts", noun="The last day", bound="today or future", required="Enter the last day"
    )
    seen = Hidden()

    def allow_until(self, latest: date, said: str) -> None:
        """Say in the hint how long it may count."""
        self.last_on.hint = f"{said} at the latest. After that day it ends by itself"
        self.last_on.latest = latest

    def show(self, seen: str) -> None:
        """Carry the cost that the page is about to show."""
        self.seen.raw_data, self.seen.data = [seen], seen


class LiftForm(HavenForm):
    """Why a pin or a ban ends before its last day."""

    reason = LongText(
        "Why is it lifted?",
        noun="The reason",
        hint=DO_NOT_NAME,
        required="Enter the reason",
        max_length=LONGEST,
        rows=3,
    )
