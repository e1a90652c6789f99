"""What of the trail is asked for. It is sent by POST, and travels on as ids, codes and a date."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, DateParts, HavenForm, Text


class TrailForm(HavenForm):
    """Any of four questions, or none."""

    comes_back = False

    person = Choice("Who did it", as_list=True, coerce=UUID)
    reference = Text("Reference of the household", hint="Like H-7K3M9Q", max_length=20, width=10)
    action = Choice("What was done", as_list=True)
    day = DateParts("Day", bound="today or past")
