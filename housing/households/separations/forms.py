"""What a person answers when a household has to be kept apart, and when that ends."""

from __future__ import annotations

from housing.forms import Choice, HavenForm, LongText, Option, Text, WholeNumber
from housing.households.separations.levels import LEVELS
from housing.households.separations.models import DISTANCE

HOUSEHOLD, HOME = "household", "home"
LONGEST = 2000
HINT = "It is kept sealed, and shown only to whoever may see both households"


class SeparationForm(HavenForm):
    """From whom or what, how far, and why."""

    whom = Text("Reference of the household", hint="Like H-7K3M9Q", required="Enter the reference", max_length=20)
    other = Choice(
        "What must it be kept apart from?",
        required="Select what it must be kept apart from",
        options=[
            Option(HOUSEHOLD, "Another household", reveals=("reference",)),
            Option(HOME, "A home", "Because somebody dangerous knows it, for instance", reveals=("code",)),
        ],
    )
    reference = Text(
        "Reference of the other household", hint="Like H-7K3M9Q", required="Enter the other household’s reference",
        max_length=20, width=10, when=("other", HOUSEHOLD),
    )  # fmt: skip
    code = Text(
        "Code of the property", hint="Like LR1", required="Enter the code of the property", max_length=20, width=10,
        when=("other", HOME),
    )  # fmt: skip
    level = Choice(
        "How far apart, at least?",
        required="Select how far apart they must be",
        options=[
            Option(slug, words, reveals=("metres",) if slug == DISTANCE else ()) for slug, words in LEVELS.items()
        ],
    )
    metres = WholeNumber(
        "Distance in metres", noun="The distance", hint="In a straight line", required="Enter the distance in metres",
        minimum=1, maximum=200_000, width=5, when=("level", DISTANCE),
    )  # fmt: skip
    reason = Choice("What is the reason?", as_list=True, required="Select the reason")
    why = LongText("Why?", noun="Why", hint=HINT, required="Enter why", max_length=LONGEST, rows=3)


class EndForm(HavenForm):
    """Why a separation ends."""

    reason = LongText(
        "Why does it end?", noun="The reason", hint=HINT, required="Enter the reason", max_length=LONGEST, rows=3
    )
