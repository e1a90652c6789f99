"""The choices above the story. They travel in the address, so they are codes, ids and days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from housing.forms import Choice, DateParts, FilterForm, Option
from housing.forms.dates import PARTS
from housing.households.timeline import KINDS
from housing.presentations.story.queries import Wanted
from housing.web.filters import said_date

DAYS = ("first", "last")
QUESTIONS = frozenset({"kind", "person", *(f"{day}-{part}" for day in DAYS for part in PARTS)})


class StoryFilter(FilterForm):
    """What of the story is shown."""

    kind = Choice("What about", options=Option.each(KINDS.items()), as_list=True)
    person = Choice("Recorded by", as_list=True)
    first = DateParts("From", noun="First day")
    last = DateParts("To", noun="Last day", hint="This day included")

    def check(self) -> None:
        """The last day does not come before the first."""
        first, last = self.first.data, self.last.data
        if first is not None and last is not None and last < first:
            self.blame_question("last", "Last day must be the same as or after the first day")

    def wanted(self) -> Wanted:
        """The choices; what is at fault, not understood or not offered is no choice."""
        first, last = (None if self[name].errors else self[name].data for name in DAYS)
        return Wanted(kind=self._offered("kind"), person=self._offered("person"), first=first, last=last)

    def said(self, people: Mapping[str, str]) -> list[str]:
        """The choices in words."""
        wanted = self.wanted()
        said = [KINDS[wanted.kind].lower()] if wanted.kind else []
        said += [f"recorded by {people[wanted.person]}"] if wanted.person else []
        said += [f"from {said_date(wanted.first)}"] if wanted.first else []
        return said + ([f"to {said_date(wanted.last)}"] if wanted.last else [])

    def _offered(self, name: str) -> str | None:
        value: Any = self[name].data
        return value if value in {option.value for option in self[name].options} else None
