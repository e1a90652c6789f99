"""The question pages on needs, money and wishes."""

from __future__ import annotations

from housing.forms import Choice, Choices, Option, YesNoNotKnown
from housing.households.case import SectionForm, options
from housing.households.words import ACCESS_NEEDS, HOME_KINDS, SUPPORT_NEEDS


class NeedsForm(SectionForm):
    """What any home must offer."""

    access_needs = Choices(
        "What does somebody in the household need to get in and about?",
        noun="Access needs",
        options=options(ACCESS_NEEDS, "Nothing of this"),
    )
    support_need = Choice(
        "How much support does she need?",
        noun="Support",
        hint="As things are now. It can be changed at any time",
        options=Option.each(SUPPORT_NEEDS.items()),
    )
    pets = Choices("Which animals come with them?", noun="Animals", hint="Assistance animals are always accepted")
    preferred_services = Choices(
        "Would she rather be supported by and for people like her?", noun="Services", hint="She need not choose any"
    )


class MoneyForm(SectionForm):
    """Who can pay. Support is owed whatever the answers are."""

    immigration = Choice(
        "Are public funds open to her?",
        noun="Immigration status",
        hint="Nothing here is sent to immigration enforcement",
    )
    funding = Choices(
        "Which ways of paying are open to the household?",
        noun="Ways of paying",
        hint="Select every one. Until there is one, no home can be proposed",
    )


class WishesForm(SectionForm):
    """Kinds of home she agrees to, in her order: three selects, so that it works without JavaScript."""

    first = Choice("The kind of home she would like best", options=Option.each(HOME_KINDS.items()), as_list=True)
    second = Choice("The next best", options=Option.each(HOME_KINDS.items()), as_list=True)
    third = Choice("The one after that", options=Option.each(HOME_KINDS.items()), as_list=True)
    wants_to_stay = YesNoNotKnown(
        "Would she rather stay at home, made secure?",
        hint="Possible where the person of concern does not live there and has no right to enter",
    )

    def check(self) -> None:
        """Each kind once."""
        picked = [field for field in (self.first, self.second, self.third) if field.data]
        seen: set[str] = set()
        for field in picked:
            if field.data in seen:
                self.blame_question(field.short_name, "Select a kind of home that is not selected above")
            seen.add(field.data)

    @property
    def accepts(self) -> list[str] | None:
        """The kinds in her order, gaps closed; None where none is selected, which is not asked."""
        return [field.data for field in (self.first, self.second, self.third) if field.data] or None
