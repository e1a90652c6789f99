"""The questions about a check of a property; those about a lease are worded for one."""

from __future__ import annotations

from typing import Any

from housing.forms import Choice, DateParts, HavenForm, Option, Text
from housing.places.compliance.recording import LEASE, Check, check_days
from housing.refusals import Refused

HERE, NONE = "here", "none"


class CheckForm(HavenForm):
    """When a check was done and until when it holds, or that the property needs none."""

    needed = Choice(
        "Does the property need one?",
        required="Select whether the property needs one",
        options=[
            Option(HERE, "Yes", reveals=("done_on", "valid_until", "reference")),
            Option(NONE, "No", hint="It has no gas, or is not leased, for example"),
        ],
    )
    done_on = DateParts(
        "When was it done?", noun="Day it was done", bound="today or past", when=("needed", HERE),
        required="Enter the day it was done",
    )  # fmt: skip
    valid_until = DateParts(
        "Until when is it valid?", noun="Last day", hint="The last day on which it holds",
        required="Enter the last day on which it is valid", when=("needed", HERE),
    )  # fmt: skip
    reference = Text(
        "Number of the certificate", noun="Number", hint="Leave empty where there is none", max_length=80, width=20,
        when=("needed", HERE),
    )  # fmt: skip

    def __init__(self, kind: str, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.kind_of_check = kind
        if kind == LEASE:
            self._as_lease()

    def _as_lease(self) -> None:
        self.needed.text = "Is the property leased?"
        self.needed.required = "Select whether the property is leased"
        self.done_on.text, self.done_on.noun = "When did the lease begin?", "Day the lease began"
        self.done_on.required, self.done_on.bound = "Enter the day the lease began", None
        self.valid_until.text, self.valid_until.hint = "When does it end?", "The last day of the lease"
        self.valid_until.required = "Enter the last day of the lease"
        self.reference.text = "Number of the lease"

    def check(self) -> None:
        """The last day is not before the first."""
        try:
            check_days(self.as_check())
        except Refused as refused:
            self.blame(refused)

    def as_check(self) -> Check:
        """The answers as the service takes them."""
        return Check(
            kind=self.kind_of_check,
            done_on=self.done_on.data,
            valid_until=self.valid_until.data,
            reference=self.reference.data,
            not_needed=self.needed.data == NONE,
        )
