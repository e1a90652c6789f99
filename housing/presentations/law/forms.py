"""The questions of a new version of a clock, a prompt, a letter and the cut-off hour."""

from __future__ import annotations

from datetime import date
from typing import Any

from housing.forms import Choice, DateParts, HavenForm, LongText, Option, Text, Tick, TimeOfDay, WholeNumber
from housing.presentations.law.changing import Change, Length
from pathway.duties import Clock, Counting
from pathway.letters import LetterText
from pathway.prompts import Prompt
from pathway.versions import COUNTED, LONGEST, LONGEST_TITLE, read_warnings


class VersionForm(HavenForm):
    """From which day on, where it is from, and whether it has been checked there."""

    source = Text(
        "Where is it from?", noun="Where it is from", required="Enter where it is from", max_length=200,
        hint="The Act and section, the regulations, or the council’s own decision",
    )  # fmt: skip
    verified = Tick("Somebody has checked it in that source")
    from_on = DateParts(
        "From which day on?", noun="The day", required="Enter the day", bound="today or future",
        hint="Today or later. What was begun before stays as it was",
    )  # fmt: skip

    def change(self) -> Change:
        """The answers as the services take them."""
        return Change(self.from_on.data, self.source.data, bool(self.verified.data))


class ClockForm(VersionForm):
    """How long a clock runs."""

    length = WholeNumber(
        "How long does it run?", noun="The length", required="Enter how long it runs", minimum=1, maximum=LONGEST
    )
    counting = Choice(
        "How is it counted?", noun="How it is counted", required="Select how it is counted",
        options=[Option(each.name, each.value.capitalize()) for each in COUNTED],
    )  # fmt: skip
    warns = Text(
        "On which days is somebody reminded?", noun="The reminders", max_length=60,
        hint="Days from the start, or before the end where it says so, like 42, 49, 55. Leave it out for none",
    )  # fmt: skip

    def check(self) -> None:
        """The reminders are numbers."""
        try:
            read_warnings(self.warns.data or "")
        except ValueError as error:
            self.blame_question("warns", str(error))

    def to(self) -> Length:
        """The answers as the service takes them."""
        return Length(self.length.data, Counting[self.counting.data], read_warnings(self.warns.data or ""))


class PromptForm(VersionForm):
    """What the law says."""

    sentence = LongText(
        "What does the law say?", noun="What the law says", required="Enter what the law says", max_length=400, rows=4,
        hint="In our own words, as an officer should read it",
    )  # fmt: skip
    section = Text("Which section?", noun="The section", required="Enter the section", max_length=160)
    over = Tick("It holds no more from that day on")


class LetterForm(VersionForm):
    """The words of a letter."""

    title = Text("Title", required="Enter the title", max_length=LONGEST_TITLE)
    words = LongText(
        "Words", required="Enter the words", max_length=10_000, rows=24,
        hint="An empty line parts paragraphs; one that begins with “# ” is a heading. A blank is a name in braces",
    )  # fmt: skip


class CutOffForm(VersionForm):
    """After which hour the next working day counts."""

    at = TimeOfDay(
        "After which time does what arrives count from the next working day?", noun="The time",
        hint="For example, 5pm. Leave it out where the whole day is in time",
    )  # fmt: skip


def of_clock(row: Clock, today: date) -> dict[str, Any]:
    """A clock as the form shows it, to begin today."""
    return {
        "length": row.length, "counting": row.counting.name, "warns": ", ".join(str(each) for each in row.warns),
        "source": row.source, "verified": row.verified, "from_on": today,
    }  # fmt: skip


def of_prompt(row: Prompt, today: date) -> dict[str, Any]:
    """A prompt as the form shows it, to begin today."""
    return {
        "sentence": row.sentence, "section": row.section, "source": row.section, "verified": row.verified,
        "from_on": today,
    }  # fmt: skip


def of_letter(row: LetterText, today: date) -> dict[str, Any]:
    """A letter as the form shows it, to begin today."""
    words = "\n\n".join(row.paragraphs)
    return {"title": row.title, "words": words, "source": row.source, "from_on": today}
