"""A page of questions made from the heads in force (pathway.suitability): one for each, and the outcome."""

from __future__ import annotations

from datetime import date

from housing.forms import Choice, HavenForm, LongText, Option
from pathway.suitability import LONGEST, heads

OUTCOMES = [
    Option("yes", "Yes, it is suitable for this household"),
    Option("no", "No", hint="The offer stays as it is until somebody withdraws it"),
]


def suitability_form(on: date) -> type[HavenForm]:
    """The form of the heads that are in force on a day; its questions are named for the heads' slugs."""
    questions: dict[str, object] = {
        head.slug: LongText(
            head.asks, noun=head.title, hint=f"{head.hint}. Source: {head.source}",
            required=f"Enter what you know about this: {head.title[:1].lower()}{head.title[1:]}" if head.needed else "",
            max_length=LONGEST, rows=3,
        )
        for head in heads(on)
    }  # fmt: skip
    outcome = Choice("Is the place suitable, taking all of this together?", noun="The outcome",
                     required="Select whether it is suitable", options=OUTCOMES)  # fmt: skip
    return type("SuitabilityForm", (HavenForm,), {**questions, "outcome": outcome})
