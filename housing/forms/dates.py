"""A date in three parts and a time of day, each fault with its own sentence.

Wording: GOV.UK Design System, "Date input", error messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from housing.forms.cleaning import clean
from housing.forms.left import taken
from housing.forms.question import Question
from housing.forms.text import Text

Bound = Literal["past", "today or past", "future", "today or future"]
PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINAL = re.compile(r"(\d{1,2})(st|nd|rd|th)?", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)
_LONGEST_PART = 20
_WHERE: dict[Bound, str] = {
    "past": "in the past",
    "today or past": "today or in the past",
    "future": "in the future",
    "today or future": "today or in the future",
}


@dataclass(frozen=True, slots=True)
class DateFault:
    """What is wrong with a date, and with which of its parts."""

    sentence: str
    parts: tuple[str, ...] = PARTS


def _month(text: str) -> int | None:
    """1 to 12 from "3", "03", "Mar" or "march"; None for anything else. A name needs three letters or more."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 else None
    lowered = text.lower()
    return next((n for n, name in enumerate(_MONTHS, 1) if lowered[:3] == name and lowered.isalpha()), None)


def read_date(day: str, month: str, year: str, *, noun: str) -> date | DateFault | None:
    """The date, what is wrong with it, or None where all three parts are blank.

    Two-digit years are never guessed: 12 could be a child or a great-grandmother.
    """
    missing = tuple(part for part, text in zip(PARTS, (day, month, year), strict=True) if not text)
    if len(missing) == 3:
        return None
    if missing:
        return DateFault(f"{noun} must include a {' and '.join(missing)}", missing)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return DateFault(f"{noun} must include a year with 4 numbers", ("year",))
    numbered, month_number = _ORDINAL.fullmatch(day), _month(month)
    if numbered is None or month_number is None:
        return DateFault(f"{noun} must be a real date")
    try:
        return date(int(year), month_number, int(numbered[1]))
    except ValueError:
        return DateFault(f"{noun} must be a real date")


def _breaks(value: date, bound: Bound, today: date) -> bool:
    return {
        "past": value >= today,
        "today or past": value > today,
        "future": value <= today,
        "today or future": value < today,
    }[bound]


class DateParts(Question):
    """Day, month and year in one question; data is a date or None.

    `bound` compares with the form's `today`; `earliest` and `latest` are fixed limits, both allowed.
    The inputs are named `<name>-day`, `<name>-month`, `<name>-year`.
    """

    kind = "date"
    data: Any

    def __init__(
        self,
        label: str,
        *,
        bound: Bound | None = None,
        earliest: date | None = date(1900, 1, 1),
        latest: date | None = date(2200, 1, 1),
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.bound = bound
        self.earliest = earliest
        self.latest = latest
        self.parts: dict[str, str] = dict.fromkeys(PARTS, "")
        self.faulty: tuple[str, ...] = ()

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read three inputs where other questions read one."""
        super().process(None, *args, **kwargs)
        if isinstance(self.data, date):
            self.parts = {"day": str(self.data.day), "month": str(self.data.month), "year": str(self.data.year)}
        formdata = taken(formdata, self.name, self.kind)
        if formdata is None:
            return
        self.parts = {part: self._sent(formdata, part) for part in PARTS}
        answer = read_date(**self.parts, noun=self.noun)
        self.data = None if isinstance(answer, DateFault) else answer
        if isinstance(answer, DateFault):
            self.faulty = answer.parts
            self.process_errors.append(answer.sentence)

    def _sent(self, formdata: Any, part: str) -> str:
        sent = formdata.getlist(f"{self.name}-{part}")
        return clean(str(sent[0])).text[:_LONGEST_PART] if sent else ""

    @property
    def focus_id(self) -> str:
        part = self.faulty[0] if self.faulty else "day"
        return f"{self.id}-{part}"

    def objection(self) -> str | None:
        """Whether it lies where it should."""
        if self.data is None:
            return None
        self.faulty = PARTS
        if self.bound and _breaks(self.data, self.bound, self._form.need_today()):
            return f"{self.noun} must be {_WHERE[self.bound]}"
        if self.earliest and self.data < self.earliest:
            return f"{self.noun} must be the same as or after {_said(self.earliest)}"
        if self.latest and self.data > self.latest:
            return f"{self.noun} must be the same as or before {_said(self.latest)}"
        self.faulty = ()
        return super().objection()


def _said(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


class TimeOfDay(Text):
    """A time in the United Kingdom: "9:30am", "2pm", "14:30", "midday"; data is a time or None."""

    data: Any

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, max_length=20, width=5, **rest)

    def as_text(self, value: Any) -> str:
        return f"{value:%H:%M}"

    def parse(self, text: str) -> time:
        named = {"midday": time(12), "noon": time(12), "midnight": time(0)}.get(text.lower())
        if named is not None:
            return named
        found = _TIME.fullmatch(text.strip())
        if found is None or not (found[2] or found[3]):
            raise ValueError(f"{self.noun} must be a time, like 9:30am or 14:30")
        return self._from_clock(int(found[1]), int(found[2] or 0), (found[3] or "").lower())

    def _from_clock(self, hour: int, minute: int, half: str) -> time:
        if half and not 1 <= hour <= 12:
            raise ValueError(f"{self.noun} must be a real time, like 9:30am or 14:30")
        hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
        if hour > 23 or minute > 59:
            raise ValueError(f"{self.noun} must be a real time, like 9:30am or 14:30")
        return time(hour, minute)
