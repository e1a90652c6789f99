"""The choices above the board."""

from __future__ import annotations

from housing.forms import Choice, FilterForm, Option
from housing.sanctuary.known import PRIORITIES
from pathway.sanctuary_moves import Stage

ENDED, LATE = "ended", "late"
SHOW = {LATE: "Late jobs", ENDED: "Ended jobs"}
ON_BOARD = [stage for stage in Stage if stage is not Stage.NOT_REFERRED]


class BoardFilter(FilterForm):
    """Which jobs."""

    stage = Choice("Stage", options=[Option(each.value, each.label) for each in ON_BOARD], as_list=True)
    priority = Choice("How soon", options=Option.each(PRIORITIES.items()), as_list=True)
    show = Choice("Show", options=Option.each(SHOW.items()), as_list=True)

    def chosen_words(self) -> list[str]:
        """What is chosen, in words."""
        stage = Stage(self.stage.data).label if self.stage.data else ""
        return [each for each in (stage, PRIORITIES.get(self.priority.data or "", ""),
                                  SHOW[self.show.data] if self.show.data else "") if each]  # fmt: skip
