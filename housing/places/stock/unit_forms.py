"""The questions about a unit: as many bedrooms as it has, each with its beds and cots."""

from __future__ import annotations

from typing import Any

from wtforms import Field

from housing.forms import Choices, Known, Money, Option, Text, WholeNumber, YesNoNotKnown
from housing.places.models import Unit
from housing.places.registering import Home
from housing.places.stock.forms import CODE, Seen
from housing.places.words import FEATURES

MOST_ROOMS, MOST_BEDS, MOST_COTS, MOST_PEOPLE = 15, 20, 10, 50
LOWEST, HIGHEST = -2, 60


class UnitForm(Seen):
    """What one household gets the key to. Its bedrooms are added by `form_for`."""

    rooms = 1
    code = Text(
        "What is it called?",
        noun="What it is called",
        hint="Letters, numbers and hyphens, like LR1-4. Everybody sees it",
        required="Enter what it is called",
        max_length=12,
        width=10,
    )
    max_people = WholeNumber(
        "How many people can live there at most?",
        noun="People at most",
        hint="Babies count",
        required="Enter how many people can live there",
        minimum=1,
        maximum=MOST_PEOPLE,
        width=2,
    )
    floor = WholeNumber(
        "On which floor is its front door?",
        noun="Floor",
        hint="0 is the ground floor",
        required="Enter the floor",
        minimum=LOWEST,
        maximum=HIGHEST,
        width=2,
    )
    lift = YesNoNotKnown("Does a lift go there?", required="Select whether a lift goes there", not_known=False)
    features = Choices("What has it got?", options=Option.each(FEATURES.items()))
    weekly_charge = Money("What does it cost a week?", noun="Weekly charge", hint="Leave empty where it is not known")

    @property
    def bedrooms(self) -> list[tuple[Any, Any]]:
        """The questions about beds and cots, bedroom by bedroom."""
        return [(self[f"beds_{number}"], self[f"cots_{number}"]) for number in range(1, self.rooms + 1)]

    def check(self) -> None:
        """A code is plain; cots stand in a bedroom that has a bed."""
        self.code.data = self.code.data.upper()
        if not CODE.fullmatch(self.code.data):
            self.blame_question("code", "What it is called must be letters, numbers and hyphens, like LR1-4")
        for number, (beds, cots) in enumerate(self.bedrooms, start=1):
            if beds.data is None and cots.data:
                self.blame_question(f"beds_{number}", f"Enter the beds in bedroom {number}, or take its cots out")

    def home(self) -> Home:
        """The answers as the service takes them; a bedroom left empty is none."""
        return Home(
            code=self.code.data,
            bedrooms=tuple((beds.data, cots.data or 0) for beds, cots in self.bedrooms if beds.data is not None),
            max_people=self.max_people.data,
            floor=self.floor.data,
            lift=self.lift.data is Known.YES,
            features=tuple(self.features.data),
            weekly_charge=self.weekly_charge.data,
        )


def form_for(rooms: int) -> type[UnitForm]:
    """The form with so many bedrooms, between one and the most that a unit can have."""
    rooms = min(max(rooms, 1), MOST_ROOMS)
    fields: dict[str, Field | int] = {"rooms": rooms}
    for number in range(1, rooms + 1):
        fields[f"beds_{number}"] = WholeNumber(
            f"Beds in bedroom {number}",
            required="Enter how many people can sleep in bedroom 1" if number == 1 else None,
            minimum=1,
            maximum=MOST_BEDS,
            width=2,
        )
        fields[f"cots_{number}"] = WholeNumber(f"Cots in bedroom {number}", maximum=MOST_COTS, width=2)
    return type("UnitForm", (UnitForm,), fields)


def as_answers(unit: Unit) -> dict[str, Any]:
    """A unit as the form shows it, to begin from."""
    answers: dict[str, Any] = {
        name: getattr(unit, name) for name in ("code", "max_people", "floor", "lift", "features", "weekly_charge")
    }
    for number, room in enumerate(unit.bedrooms, start=1):
        answers[f"beds_{number}"], answers[f"cots_{number}"] = room["beds"], room.get("cots") or None
    return answers


def rooms_sent(sent: str | None, at_least: int) -> int:
    """How many bedrooms the page showed, as it says; never fewer than the unit has."""
    return max(at_least, int(sent)) if sent and sent.isascii() and sent.isdigit() and len(sent) < 3 else at_least
