"""The question pages on orders and on how dangerous a person of concern is."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, DateParts, LongText, Text
from housing.households.adding import AddForm
from housing.households.case import SectionForm
from housing.households.orders.services import Order


class OrderForm(AddForm):
    """An order of a court, or of the police."""

    concern = Choice("Against whom?", noun="Against whom", as_list=True, coerce=UUID)
    kind = Choice("What kind of order?", noun="Kind of order", required="Select what kind of order it is", as_list=True)
    court = Text("Which court, or which force?", noun="Court", max_length=200)
    made_on = DateParts(
        "When was it made?", noun="The day it was made", required="Enter the day it was made",
        hint="For example, 27 3 2026", bound="today or past",
    )  # fmt: skip
    ends_on = DateParts(
        "What is its last day?", noun="The last day", hint="Leave it empty if it names none. For example, 27 3 2027"
    )
    terms = LongText("What does it forbid or demand?", noun="Terms", max_length=2000, rows=4)
    zones = LongText("Which places must they keep away from?", noun="Places", max_length=1000, rows=3)

    def order(self) -> Order:
        """The answers as the service takes them."""
        return Order(
            concern_id=self.concern.data, kind=self.kind.data, made_on=self.made_on.data, court=self.court.data,
            ends_on=self.ends_on.data, terms=self.terms.data, zones=self.zones.data,
            ended_on=self["ended_on"].data if "ended_on" in self else None,
        )  # fmt: skip


class ChangeForm(OrderForm):
    """The same, and whether it has ended before its last day."""

    ended_on = DateParts(
        "Has it been discharged or replaced? On which day?", noun="The day it ended",
        hint="Leave it empty while it stands", bound="today or past",
    )  # fmt: skip


class RiskForm(SectionForm):
    """How dangerous a person of concern is held to be."""

    level = Choice("How high is the risk from them?", noun="The risk", required="Select how high the risk is")
    why = LongText("What is it based on?", noun="The reason", required="Enter what it is based on", max_length=1000)
