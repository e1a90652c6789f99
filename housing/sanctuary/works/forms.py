"""The coordinator's questions about visits, measures, extra work and the answer to an order."""

from __future__ import annotations

from datetime import time

from housing.forms import Choice, Choices, HavenForm, LongText, Option, Phone, Text, TimeOfDay, YesNoNotKnown
from housing.sanctuary.works.instructing import Safely
from pathway.sanctuary_visits import WEEKDAYS

LONGEST_WORDS = 1000


class InstructionForm(HavenForm):
    """How a contractor may come safely. The contractor sees every word of it."""

    days = Choices("On which days is a visit safe?", noun="Safe days", required="Select at least one day",
                   options=[Option(str(number), name) for number, name in WEEKDAYS.items()])  # fmt: skip
    from_at = TimeOfDay("Safe from", noun="Beginning of the safe hours", required="Enter from when it is safe",
                        hint="For example, 9:30am. Midnight is 12am")  # fmt: skip
    until_at = TimeOfDay("Safe until", noun="End of the safe hours", required="Enter until when it is safe")
    telephone = YesNoNotKnown("May the contractor telephone her in these hours?", yes_reveals=("number", "voicemail"),
                              hint="Until she says yes, they may not")  # fmt: skip
    number = Phone("Number that they may ring", noun="Number", when=("telephone", "yes"))
    voicemail = YesNoNotKnown("May they leave a message?", when=("telephone", "yes"))
    code_word = Text("Word to say at the door", noun="Code word", max_length=60, width=20,
                     hint="So that she knows who they are")  # fmt: skip
    ask_for = Text("Whom to ask for at the door", noun="Whom to ask for", max_length=60, width=20,
                   hint="No more of a name than is needed to be let in. She may be called anything here")  # fmt: skip
    words = LongText("Anything else about coming safely", noun="Anything else", max_length=LONGEST_WORDS, rows=3,
                     hint="For example: no van with a name on it. Never why the work is done")  # fmt: skip

    def safely(self) -> Safely:
        """The answers as the service takes them."""
        return Safely(
            days=tuple(int(day) for day in self.days.data),
            from_at=self.from_at.data,
            until_at=self.until_at.data,
            telephone=self.telephone.truth,
            number=self.number.data,
            voicemail=self.voicemail.truth,
            code_word=self.code_word.data,
            ask_for=self.ask_for.data,
            words=self.words.data,
        )

    def check(self) -> None:
        if self.until_at.data != time.min and self.until_at.data <= self.from_at.data:
            self.blame_question("until_at", "The safe hours must end after they begin")


class CheckForm(HavenForm):
    """What the coordinator found of one measure."""

    accept = Choice(
        "Is it right?",
        required="Select whether it is right",
        options=[
            Option("yes", "Yes, accept it"),
            Option("no", "No, send it back", hint="The contractor is told what has to be put right"),
        ],
    )
    words = LongText("What has to be put right, or what you saw", noun="What has to be put right",
                     hint="Needed where you send it back. The contractor reads it", max_length=LONGEST_WORDS,
                     rows=3)  # fmt: skip

    def check(self) -> None:
        if self.accept.data == "no" and not self.words.data:
            self.blame_question("words", "Say what has to be put right")


class DecideForm(HavenForm):
    """Whether extra work is done."""

    approve = Choice("Is it approved?", required="Select whether it is approved",
                     options=[Option("yes", "Yes, it becomes part of the order"), Option("no", "No")])  # fmt: skip
    words = LongText("Why", hint="Needed where it is refused. The contractor reads it", max_length=LONGEST_WORDS,
                     rows=3)  # fmt: skip

    def check(self) -> None:
        if self.approve.data == "no" and not self.words.data:
            self.blame_question("words", "Say why it is refused")
