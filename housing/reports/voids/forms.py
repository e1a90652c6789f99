"""For which days: a month, or for a provider any two days, the last of them counted."""

from __future__ import annotations

from datetime import date

from housing.forms import Choice, DateParts, FilterForm

FIRST_DAY = date(2000, 1, 1)


class MonthForm(FilterForm):
    """The month of the report."""

    month = Choice("Month", as_list=True)


class DaysForm(FilterForm):
    """The period of the report."""

    first = DateParts("First day", earliest=FIRST_DAY)
    last = DateParts("Last day", earliest=FIRST_DAY, hint="Counted too")

    def check(self) -> None:
        """Both or neither, in their order."""
        first, last = self.first.data, self.last.data
        if (first is None) != (last is None):
            self.blame_question("last" if last is None else "first", "Enter both days, or neither")
        elif first is not None and last is not None and last < first:
            self.blame_question("last", "Last day must be the same as or after the first day")
