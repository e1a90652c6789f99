"""Until when a household may stay past the limit, and why."""

from __future__ import annotations

from housing.forms import DateParts, HavenForm, LongText
from housing.placements.lengths.services import LONGEST


class LongerForm(HavenForm):
    """Until when, and why."""

    until_on = DateParts(
        "Until when may they stay?", noun="The last day", required="Enter the last day", bound="future"
    )
    reason = LongText(
        "Why do they stay longer?", noun="The reason", hint="It is kept sealed with the stay. Do not name anybody",
        required="Enter why they stay longer", max_length=LONGEST, rows=3,
    )  # fmt: skip
