"""The questions about a contract."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from housing.forms import Choice, Choices, DateParts, HavenForm, Hidden, Option, Text, WholeNumber
from housing.places.contracts.models import Contract
from housing.places.contracts.recording import Terms, check_terms, homes_of
from housing.refusals import Refused

DAY, OPEN = "day", "open"
MOST_UNITS, LONGEST_NOTICE = 5000, 3650


class ContractForm(HavenForm):
    """What a provider is commissioned to provide, and over which days; it carries the row that its page showed."""

    seen = Hidden()
    organisation = Choice("Whose contract is it?", required="Select whose contract it is")
    reference = Text("What is it called?", noun="Name", required="Enter what it is called", max_length=80, width=20)
    from_on = DateParts("When does it begin?", noun="First day", required="Enter the first day")
    ends = Choice(
        "When does it end?",
        required="Select whether its end is known",
        options=[Option(DAY, "On a day", reveals=("last_on",)), Option(OPEN, "No end is recorded")],
    )
    last_on = DateParts(
        "Last day", hint="The last day on which it holds", required="Enter the last day", when=("ends", DAY)
    )
    units_commissioned = WholeNumber(
        "How many units are commissioned?", noun="Units", required="Enter how many units are commissioned",
        maximum=MOST_UNITS,
    )  # fmt: skip
    notice_days = WholeNumber(
        "How many days before must notice be given?", noun="Notice", hint="Leave empty where it does not say",
        maximum=LONGEST_NOTICE,
    )  # fmt: skip
    homes = Choices("Which properties does it cover?", noun="Properties")

    def check(self) -> None:
        """Its days do not contradict one another."""
        try:
            check_terms(self.terms())
        except Refused as refused:
            self.blame(refused)

    def terms(self) -> Terms:
        """The answers as the service takes them."""
        return Terms(
            reference=self.reference.data,
            from_on=self.from_on.data,
            last_on=self.last_on.data,
            units_commissioned=self.units_commissioned.data,
            notice_days=self.notice_days.data,
            homes=tuple(self.homes.data),
        )

    @property
    def row_seen(self) -> UUID | None:
        """The row that the page showed; None where it does not say."""
        try:
            return UUID(self.seen.data or "")
        except ValueError:
            return None

    def carry(self, row: UUID) -> None:
        """Carry the row as it is now, so that saving again is a choice and not a dead end."""
        self.seen.data, self.seen.raw_data = str(row), []


def as_answers(contract: Contract) -> dict[str, Any]:
    """A contract as the form shows it, to begin from."""
    until = contract.during.upper
    return {
        "seen": str(contract.id),
        "reference": contract.reference,
        "from_on": contract.during.lower,
        "ends": DAY if until else OPEN,
        "last_on": until - timedelta(days=1) if until else None,
        "units_commissioned": contract.units_commissioned,
        "notice_days": contract.notice_days,
        "homes": homes_of(contract),
    }
