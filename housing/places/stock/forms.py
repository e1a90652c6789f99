"""The questions about a property and where it is. Lists come from the council's code lists, set by the page."""

from __future__ import annotations

import re
from typing import Any

from housing.forms import Choice, HavenForm, Hidden, Option, Postcode, Text, WholeNumber
from housing.forms.contact import read_postcode
from housing.places.stock.editing import Register
from housing.places.stock.whereabouts import NotLoaded, Said
from housing.places.stock.words import CLASSES
from housing.places.words import KINDS, SLEEPING

CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,10}[A-Z0-9])?", re.ASCII)
LONGEST_PREPARATION = 60  # working days


class Seen(HavenForm):
    """A form that carries how much had been recorded when its page was made."""

    seen = Hidden()

    @property
    def number_seen(self) -> int:
        """How many rows there were; -1 where the page did not say, so that nothing is overwritten unseen."""
        sent = self.seen.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1

    def carry(self, entries: int) -> None:
        """Carry how much there is now, so that saving again is a choice and not a dead end."""
        self.seen.data, self.seen.raw_data = str(entries), []


class RegisterForm(Seen):
    """What the register says of a property besides where it is."""

    code = Text(
        "What is it called?",
        noun="What it is called",
        hint="Letters, numbers and hyphens, like LR1. Everybody sees it: leave out street, area and postcode",
        required="Enter what it is called",
        max_length=12,
        width=10,
    )
    kind = Choice("What kind of place is it?", required="Select the kind of place", options=Option.each(KINDS.items()))
    confidential = Choice(
        "What may be shown of where it is?",
        hint="To the council's staff. Your own staff see all of it, and nobody else sees anything",
        required="Select what may be shown",
        options=Option.each(CLASSES.items()),
    )
    sleeping = Choice(
        "By which rule may people share a room?",
        required="Select the rule for sharing rooms",
        options=Option.each(SLEEPING.items()),
    )
    preparation_days = WholeNumber(
        "How many working days does it take to prepare a unit?",
        noun="Working days",
        hint="After somebody has left. 0 where it is ready the same day",
        required="Enter the number of working days",
        maximum=LONGEST_PREPARATION,
        width=2,
    )

    def check(self) -> None:
        """A code is no address."""
        self.code.data = self.code.data.upper()
        if read_postcode(self.code.data):
            self.blame_question("code", "What it is called must not be a postcode")
        elif not CODE.fullmatch(self.code.data):
            self.blame_question("code", "What it is called must be letters, numbers and hyphens, like LR1")
        if self.kind.data == "refuge" and self.confidential.data == "open":
            self.blame_question("confidential", "Select another answer: the address of a refuge is never open")

    def register(self) -> Register:
        """The answers as the service takes them."""
        return Register(**{name: self[name].data for name in Register.__slots__})


class WhereForm(Seen):
    """Where a property is; its ward and grid reference are asked only where Haven does not know the postcode."""

    where_asked = False
    address = Text(
        "Address without the postcode",
        hint="For example, 3 Made-up Lane, Rotherham. It is kept sealed, and whoever looks at it is written down",
        required="Enter the address",
    )
    postcode = Postcode("Postcode", required="Enter the postcode")
    ward_code = Choice("Ward", as_list=True)
    grid = Text(
        "Grid reference of the front door",
        noun="Grid reference",
        hint="Two letters and 8 figures or more, like SK 4283 9287. Most maps show it where you press and hold",
        width=20,
        max_length=30,
    )

    @property
    def asks_where(self) -> bool:
        """Whether the page shows the questions about ward and grid reference."""
        answered = any(field.raw_data and field.raw_data[0] for field in (self.ward_code, self.grid))
        return self.where_asked or answered

    def where(self) -> Said:
        """The answers as the service takes them."""
        return Said(self.postcode.data, self.ward_code.data, self.grid.data)

    def blame(self, error: Exception, questions: Any = None) -> None:
        """As always; and ask for the ward and the grid reference where that is what is missing."""
        self.where_asked = isinstance(error, NotLoaded) or getattr(error, "field", None) in ("ward_code", "grid")
        super().blame(error, questions)


class PropertyForm(RegisterForm, WhereForm):
    """All of a property that is new; `organisation` is asked only of somebody who acts for several."""

    organisation = Choice("Whose is it?", required="Select whose it is")
