"""Questions on a date of birth of which only a part is known: the date in three parts, or about how old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from housing.forms import DateParts, Tick, WholeNumber
from housing.households.birthdays import birth_of
from housing.households.case import SectionForm
from housing.refusals import Refused
from pathway.births import OLDEST, Birth, How, about, ages_on, in_year, on_day

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_DOUBT = 10
DAY_GIVEN = "Leave the day empty where only part of the date is known, or take away the tick"
YEAR_WANTED = "Date of birth must include a year with 4 numbers, like 1987, or say about how old they are"


def birth_questions() -> tuple[DateParts, Tick, WholeNumber, WholeNumber]:
    """The questions, for a form to put in their place: `born, born_not_known, age, age_doubt = birth_questions()`."""
    return (
        DateParts("Date of birth", hint="For example, 27 3 1987", bound="today or past"),
        Tick(
            "The date of birth is not known, or only part of it",
            hint="Enter the month and the year, the year alone, or nothing above. It will be asked for later",
        ),
        WholeNumber(
            "About how old, if the date is not known", noun="About how old", hint="In years today", maximum=OLDEST - 1
        ),
        WholeNumber(
            "Give or take how many years", hint="Leave it if you are sure of the age", maximum=MOST_DOUBT, width=2
        ),
    )


class BirthQuestions(SectionForm):
    """A form with a date of birth as far as it is known; its questions are those of `birth_questions`."""

    born: Any
    born_not_known: Any
    age: Any
    age_doubt: Any

    def validate(self, extra_validators: object = None) -> bool:
        """Part of a date is no fault where it is said that there is only a part."""
        if self.born_not_known.data:
            self.born.process_errors, self.born.data = [], None
        return super().validate(extra_validators)

    def check(self) -> None:
        """What is known must make a date."""
        super().check()
        try:
            self.birth()
        except Refused as error:
            self.blame(error)

    def birth(self) -> Birth | None:
        """What is known of the date of birth; None where nothing is.

        Raises:
            Refused: the parts make no date, or a part is left over.
        """
        today = self.need_today()
        if self.born.data is not None and not self.born_not_known.data:
            return on_day(self.born.data)
        known = partly(self.born.parts, today) if self.born_not_known.data else None
        if known is not None or self.age.data is None:
            return known
        return about(self.age.data, today, give_or_take=min(self.age_doubt.data or 0, OLDEST - 1 - self.age.data))


def partly(parts: Mapping[str, str], today: date) -> Birth | None:
    """A month and a year, or a year, as they were typed; None where nothing was.

    Raises:
        Refused: a day is there too, the year is missing, there is no such month, or it lies ahead.
    """
    day, month, year = (parts[name].strip() for name in ("day", "month", "year"))
    if not (day or month or year):
        return None
    if day:
        raise Refused(DAY_GIVEN, field="born")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Refused(YEAR_WANTED, field="born")
    try:
        known = in_year(int(year), _month(month) if month else None)
    except ValueError as error:
        raise Refused("Date of birth must be a real date", field="born") from error
    if known.first > today:
        raise Refused("Date of birth must be today or in the past", field="born")
    if known.last.year <= today.year - OLDEST:
        raise Refused(f"Date of birth must be within the last {OLDEST} years", field="born")
    return Birth(known.first, min(known.last, today), known.how)


def answered(person: Any, today: date) -> dict[str, Any]:
    """What the questions show of a birth that is stored; the row has `born` and its companions."""
    known = birth_of(person)
    if known is None or known.exact is not None:
        return {"born": person.born}
    least, most = ages_on(known, today)
    if known.how is How.AGE:
        return {"born_not_known": True, "age": (least + most) // 2, "age_doubt": (most - least + 1) // 2 or None}
    return {"born_not_known": True}


def shown_parts(form: BirthQuestions, person: Any) -> None:
    """Put the known parts of a stored date into its inputs, where nothing has been typed."""
    known = birth_of(person)
    if known is None or known.exact is not None or known.how is How.AGE or form.is_submitted():
        return
    month = str(known.first.month) if known.how is How.MONTH else ""
    form.born.parts = {"day": "", "month": month, "year": str(known.first.year)}


def _month(typed: str) -> int:
    if typed.isascii() and typed.isdigit():
        return int(typed)
    found = next((number for number, name in enumerate(MONTHS, 1) if typed.lower().startswith(name)), None)
    if found is None or not typed.isalpha():
        raise ValueError("no such month")
    return found
