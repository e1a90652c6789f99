"""The survey's form: as many lines as are wanted, each a measure, a room, how many and an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from housing.forms import Choice, DateParts, HavenForm, Hidden, LongText, Money, Option, Text, WholeNumber
from housing.sanctuary.checking import LONGEST_WORDS
from housing.sanctuary.surveying import MOST_LINES, MOST_OF_ONE, Measured

FIRST_LINES, MORE_LINES = 3, 3
LONGEST_NOTE = 200
PARTS = ("measure", "room", "quantity", "estimate", "words")


class LinesForm(HavenForm):
    """Lines of measures; `size` carries how many the page shows."""

    size = Hidden()

    def lines(self) -> list[Measured]:
        """The lines that say anything, in their order."""
        rows = ({part: self[f"{part}_{number}"].data for part in PARTS} for number in self.numbers)
        return [
            Measured(row["measure"] or "", row["room"] or "", row["quantity"] or 1, row["estimate"], row["words"])
            for row in rows
            if row["measure"] or row["room"]
        ]

    @property
    def numbers(self) -> range:
        """The numbers of the lines that the page shows."""
        return range(len([name for name in self._fields if name.startswith("measure_")]))

    def offer(self, measures: Sequence[Option], rooms: Sequence[Option]) -> None:
        """Set what can be picked on every line."""
        for number in self.numbers:
            self[f"measure_{number}"].options = measures
            self[f"room_{number}"].options = rooms

    def check(self) -> None:
        if not self.lines():
            self.blame_question("measure_0", "Select at least one measure")
        for number in self.numbers:
            told = {part: self[f"{part}_{number}"].data for part in PARTS}
            if not told["measure"] and any(told.values()):
                self.blame_question(f"measure_{number}", f"Select the measure of line {number + 1}")
            elif told["measure"] and not told["room"]:
                self.blame_question(f"room_{number}", f"Select where line {number + 1} is")


class SurveyForm(LinesForm):
    """A survey: the day, the lines, what else was found."""

    surveyed_on = DateParts("When was the home surveyed?", noun="The day of the survey",
                            required="Enter the day of the survey", bound="today or past")  # fmt: skip
    words = LongText(
        "What else was found", hint="Of the home, not of her. Do not write names", max_length=LONGEST_WORDS, rows=3
    )


class FireAdviceForm(HavenForm):
    """What the fire service advised."""

    advised_on = DateParts("When did they advise?", noun="The day of the advice",
                           required="Enter the day of the advice", bound="today or past")  # fmt: skip
    words = LongText("What did they advise?", noun="What they advised", required="Enter what they advised",
                     max_length=LONGEST_WORDS, rows=3)  # fmt: skip


def with_lines(base: type[LinesForm], count: int, *, priced: bool = True) -> type[LinesForm]:
    """The form with so many lines."""
    fields: dict[str, Any] = {}
    for number in range(count):
        fields[f"measure_{number}"] = Choice("Measure", noun=f"Measure of line {number + 1}", as_list=True)
        fields[f"room_{number}"] = Choice("Where", noun=f"Where line {number + 1} is", as_list=True)
        fields[f"quantity_{number}"] = WholeNumber(
            "How many", noun=f"How many of line {number + 1}", minimum=1, maximum=MOST_OF_ONE, width=3
        )
        if priced:
            fields[f"estimate_{number}"] = Money("Estimated cost", noun=f"Cost of line {number + 1}")
        else:
            fields[f"estimate_{number}"] = Hidden()
        fields[f"words_{number}"] = Text("Details", noun=f"Details of line {number + 1}", max_length=LONGEST_NOTE)
    return type(f"{base.__name__}{count}", (base,), fields)


def size_asked(sent: str | None, *, more: bool) -> int:
    """How many lines to show, whatever was sent: between the first few and the most."""
    asked = int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) <= 3 else FIRST_LINES
    return max(FIRST_LINES, min(asked + (MORE_LINES if more else 0), MOST_LINES))
