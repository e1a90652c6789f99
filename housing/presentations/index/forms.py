"""What the list of households may be narrowed to, and the search."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, FilterForm, HavenForm, Option, Text
from housing.presentations.index.queries import Wanted
from pathway.bands import LEAST_URGENT
from pathway.stages import Stage


class ListFilter(FilterForm):
    """Codes only: nothing that somebody is called goes into an address."""

    band = Choice(
        "Band",
        options=Option.each((str(band), f"Band {band}") for band in range(1, LEAST_URGENT + 1)),
        coerce=int,
        as_list=True,
    )
    stage = Choice("Stage", options=Option.each((stage.value, stage.label) for stage in Stage), as_list=True)
    officer = Choice("Officer", coerce=UUID, as_list=True)
    show = Choice("Show", options=[Option("open", "Being helped now"), Option("ended", "Ended")], as_list=True)

    def wanted(self) -> Wanted:
        """The choices as the query takes them."""
        return Wanted(self.stage.data, self.band.data, self.officer.data, self.show.data == "ended")


class SearchForm(HavenForm):
    """A reference or an exact name, by POST."""

    comes_back = False

    sought = Text(
        "Reference or full name",
        hint="For example, H-7K3M9Q. A name is found in other spellings too",
        required="Enter a reference or a full name",
        width=20,
        max_length=120,
    )
