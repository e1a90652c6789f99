"""What one reason leads to."""

from __future__ import annotations

from housing.forms import Choice, HavenForm, LongText, Option, WholeNumber
from housing.placements.reasons.setting import LONGEST_PHRASE, MOST_PHRASES
from pathway.consequences import LONGEST_DAYS, SAYS, Consequence, Side, possible


class ConsequenceForm(HavenForm):
    """What follows when somebody says no for this reason."""

    consequence = Choice("What follows?", noun="What follows", required="Select what follows")
    days = WholeNumber(
        "For how many days is no place looked for?", noun="The number of days",
        hint="Nobody who may have nowhere safe tonight is left out, whatever stands here",
        required="Enter the number of days", minimum=1, maximum=LONGEST_DAYS, width=3, suffix="days",
        when=("consequence", Consequence.PARK.value),
    )  # fmt: skip
    says = LongText(
        "What else do people call it?", noun="What people call it",
        hint="One on each line. Where somebody types one of these under “Other”, this reason is suggested",
        max_length=MOST_PHRASES * (LONGEST_PHRASE + 2), rows=5,
    )  # fmt: skip

    def offer(self, side: Side) -> None:
        """The consequences that this side's reasons may have."""
        self.consequence.options = [
            Option(each.value, SAYS[each], reveals=("days",) if each is Consequence.PARK else ())
            for each in possible(side)
        ]
