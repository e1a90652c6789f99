"""The question pages on people and expected births."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, DateParts, Option, Text, WholeNumber
from housing.households.births import MOST_BABIES
from housing.households.case import SectionForm
from housing.households.family.partly import BirthQuestions, birth_questions
from housing.households.members import Member
from housing.households.words import ROLES, SEXES

ALONE = "nobody"


class PersonForm(BirthQuestions):
    """One person. Only adult or child has to be said."""

    name = Text("Name", hint="Leave it empty if it was not given", max_length=120)
    role = Choice("Adult or child?", required="Select adult or child", options=Option.each(ROLES.items()), inline=True)
    born, born_not_known, age, age_doubt = birth_questions()
    sex = Choice(
        "Sex",
        hint="Some homes are for women only, and who can share a bedroom depends on it",
        options=Option.each(SEXES.items()),
    )
    relationship = Choice("Relationship to the person who asks for help", noun="Relationship", as_list=True)
    partner = Choice("Is this person the partner of another adult in the household?", noun="Partner", as_list=True)

    def member(self) -> Member:
        """The answers as the service takes them."""
        chosen = self.partner.data if "partner" in self else None
        return Member(
            name=self.name.data,
            birth=self.birth(),
            sex=self.sex.data,
            role=self.role.data,
            relationship=self.relationship.data if "relationship" in self else None,
            partner_id=UUID(chosen) if chosen and chosen != ALONE else None,
        )


class LeadForm(PersonForm):
    """The person who asks for help: always an adult."""

    role = Choice("Adult or child?", options=[Option("adult", "Adult")], required="Select adult", inline=True)


class BirthForm(SectionForm):
    """A birth that is expected."""

    due_on = DateParts(
        "When is the baby due?",
        noun="The expected date",
        hint="For example, 15 1 2027. If the day is not known, enter your best guess",
        required="Enter when the baby is due",
    )
    babies = WholeNumber(
        "How many babies?", noun="Number of babies", required="Enter how many babies", minimum=1, maximum=MOST_BABIES
    )
