"""The questions about her own copy."""

from __future__ import annotations

from housing.copies.asking import Request
from housing.copies.gathering import Wished
from housing.forms import Choice, Choices, DateParts, HavenForm, LongText, Option
from housing.households.timeline import KINDS


class PrepareForm(HavenForm):
    """What is asked before a copy is put together; who asked and when only where no request is open."""

    asked_on = DateParts(
        "When did she ask?",
        noun="The day she asked",
        required="Enter the day she asked",
        bound="today or past",
        hint="Or the day on which you knew that it is she, where that was later",
    )
    identity = Choice(
        "How do you know that it is she who asks?", required="Select how you know that it is she who asks"
    )
    without = Choices(
        "Kinds of line to leave out",
        options=Option.each(KINDS.items()),
        hint="Where telling them could put somebody in danger, or they are about somebody else. Most often: none",
    )
    also = LongText(
        "Words to leave out wherever they stand",
        noun="Words to leave out",
        hint="One on each line: somebody who told us something, a school, a relative. Names of people of concern and "
        "of other adults are left out already",
        max_length=2000,
        rows=4,
    )
    first = DateParts("What happened from", noun="First day", hint="Everything, if you leave it empty")
    last = DateParts("to", noun="Last day")

    def check(self) -> None:
        """The last day does not come before the first."""
        first, last = self.first.data, self.last.data
        if first is not None and last is not None and last < first:
            self.blame_question("last", "Last day must be the same as or after the first day")

    def asked(self) -> Request:
        """That she asked, as the service takes it."""
        return Request(self.asked_on.data, self.identity.data)

    def wished(self) -> Wished:
        """The answers as the service takes them."""
        words = tuple(line.strip() for line in (self.also.data or "").splitlines() if line.strip())
        return Wished(frozenset(self.without.data), words, self.first.data, self.last.data)


class LinesForm(HavenForm):
    """Which lines of a page of the copy are left out, and why."""

    lines = Choices("Tick the lines to leave out", noun="The lines")
    reason = Choice("Why are they left out?", as_list=True, hint="Only for lines that you tick now")


class LaterForm(HavenForm):
    """Why the answer comes later."""

    reason = Choice("Why does it take longer?", required="Select why it takes longer")
    told_on = DateParts(
        "When was she told so, and why?",
        noun="The day she was told",
        required="Enter the day she was told",
        bound="today or past",
        hint="She has to be told within the month",
    )
    words = LongText("What was she told?", noun="What she was told", max_length=500, rows=3)


class TakenBackForm(HavenForm):
    """That she does not want a copy any more."""

    words = LongText("What did she say?", noun="What she said", required="Enter what she said", max_length=500, rows=3)


class BackForm(HavenForm):
    """Why a copy is sent back."""

    words = LongText(
        "What has to be left out, or put right?",
        noun="What has to change",
        required="Enter what has to change",
        max_length=1000,
        rows=4,
    )


class GivenForm(HavenForm):
    """How she was given it."""

    way = Choice("How was she given it?", required="Select how she was given it")
