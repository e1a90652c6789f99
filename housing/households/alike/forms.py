"""The lead's question about two records, and another name of somebody."""

from __future__ import annotations

from housing.forms import Choice, HavenForm, LongText, Text
from housing.households.alike.services import LONGEST
from housing.households.case import SectionForm


class DecisionForm(HavenForm):
    """What the two records are."""

    outcome = Choice("What are the two records?", required="Select what the two records are")
    reason = LongText("Why", required="Enter the reason", max_length=LONGEST, rows=4)


class AliasForm(SectionForm):
    """One more name."""

    name = Text("Name", required="Enter the name", max_length=120)
    kind = Choice("What kind of name is it?", noun="Kind of name", required="Select what kind of name it is")
