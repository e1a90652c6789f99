"""The one question of the worklist: what was done."""

from __future__ import annotations

from housing.forms import HavenForm, LongText


class DoneForm(HavenForm):
    """What was done about a task."""

    words = LongText(
        "What was done?",
        noun="What was done",
        hint="In a few words. Do not write names or addresses",
        required="Say in a few words what was done",
        max_length=500,
        rows=3,
    )
