"""The equality questions. Each may be left, or declined."""

from __future__ import annotations

from housing.forms import Choice
from housing.households.case import SectionForm


class EqualityForm(SectionForm):
    """Of the person who asks for help, in her own words if she wants to answer."""

    ethnic_group = Choice("What is her ethnic group?", noun="Ethnic group", as_list=True)
    religion = Choice("What is her religion?", noun="Religion", as_list=True)
    orientation = Choice("Which of these describes her sexual orientation?", noun="Sexual orientation", as_list=True)
    gender = Choice(
        "Is the gender she identifies with the same as her sex registered at birth?", noun="Gender", as_list=True
    )
    disability = Choice(
        "Is her day-to-day life limited by a health problem or disability that will last?", noun="Disability",
        hint="What a home needs for it is asked under needs", as_list=True,
    )  # fmt: skip
