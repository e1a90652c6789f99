"""The pages of decisions: the band by hand, a move, the end."""

from __future__ import annotations

from collections.abc import Iterable

from housing.forms import Choice, Choices, LongText, Option
from housing.households.case import SectionForm
from housing.presentations.endings import ENDINGS, Ending
from pathway.bands import LEAST_URGENT
from pathway.stages import Move, Need


class BandForm(SectionForm):
    """Another band than the facts give, with a reason."""

    to = Choice("Which band?", noun="Band", required="Select a band", coerce=int)
    reason = LongText(
        "Why?",
        noun="The reason",
        hint="Whoever reads it next should understand. No address and nobody else’s name",
        required="Enter why",
        max_length=500,
        rows=3,
    )

    def offer(self, current: int, *, lower: bool) -> None:
        """The bands that this person may set: more urgent ones, and less urgent ones where `lower`."""
        allowed = [band for band in range(1, LEAST_URGENT + 1) if band < current or (lower and band > current)]
        self.to.options = [Option(str(band), _words(band, current)) for band in allowed]


class MoveForm(SectionForm):
    """A move along the pathway, with what it asks to be confirmed."""

    move = Choice("What has happened?", noun="What has happened", required="Select what has happened")
    confirmed = Choices("What has been confirmed?", noun="What has been confirmed")
    reason = LongText(
        "Anything to add", noun="What you add", hint="No address and nobody else’s name", max_length=500, rows=3
    )

    def offer(self, moves: Iterable[Move]) -> None:
        """The moves allowed at the household's stage; endings have a page of their own."""
        ends = {ending.move for ending in ENDINGS}
        kept = [move for move in moves if move.slug not in ends]
        self.move.options = [Option(move.slug, move.title, hint=move.reason) for move in kept]
        self.confirmed.options = _needs(need for move in kept for need in move.needs)


class EndForm(SectionForm):
    """How it ended, with what that asks to be confirmed."""

    ending = Choice("How did it end?", noun="How it ended", required="Select how it ended")
    reason = Choice(
        "Why could she not be helped?",
        noun="The reason",
        required="Select why she could not be helped",
        when=("ending", "not_supported"),
    )
    confirmed = Choices("What has been confirmed?", noun="What has been confirmed")

    def offer(self, endings: Iterable[Ending]) -> None:
        """The endings possible at the household's stage."""
        kept = list(endings)
        self.ending.options = [
            Option(one.slug, one.label, hint=one.hint, reveals=("reason",) if one.asks_reason else ()) for one in kept
        ]
        self.confirmed.options = _needs(need for one in kept for need in one.needs)


def _needs(needs: Iterable[Need]) -> list[Option]:
    return [Option(slug, sentence) for slug, sentence in {need.slug: need.sentence for need in needs}.items()]


def _words(band: int, current: int) -> str:
    return f"Band {band}, {'more' if band < current else 'less'} urgent"
