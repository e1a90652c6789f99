"""The questions of the worklist: what it is narrowed to, what was done, to whom a task is given."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, FilterForm, HavenForm, LongText, Option
from housing.work.queries import View, Wanted
from pathway.stages import OPEN


class TaskFilter(FilterForm):
    """Codes only."""

    view = Choice("Part", options=Option.each((view.value, view.value) for view in View), as_list=True)
    kind = Choice("Kind", as_list=True)
    stage = Choice(
        "Stage of the household", options=Option.each((stage.value, stage.label) for stage in OPEN), as_list=True
    )

    def wanted(self) -> Wanted:
        """The choices as the query takes them."""
        return Wanted(View(self.view.data or View.FOR_ME), self.kind.data or "", self.stage.data or "")


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


class GiveForm(HavenForm):
    """Which colleague gets a task."""

    to = Choice("Who is to do it?", noun="Who is to do it", required="Select a colleague", coerce=UUID)
