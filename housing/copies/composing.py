"""A copy as it is first put together: every part, without names and numbers of others; and which lines say a place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.codes import keep_every_list
from housing.copies.content import Content, put_together
from housing.copies.gathering import Wished, grounds, known_of, parts_of
from housing.copies.redacting import Names, names_of
from housing.households.models import Household
from housing.households.points import described
from housing.places.models import Property, Unit
from housing.presentations.letters.checking import holding_addresses
from housing.presentations.models import Presentation
from housing.presentations.page.glance import Glance, words_of


def compose(session: Session, presentation: Presentation, wished: Wished, today: date) -> Content:
    """The whole copy of a case that the caller may see; its household must be loaded whole."""
    household, council = presentation.household, presentation.authority_code
    glance = Glance(presentation, words_of(session, council), described(session, household.near))
    known = known_of(glance, keep_every_list(session, council))
    parts = parts_of(session, presentation, glance, wished, known, today=today)
    return put_together(parts, _others(session, household, wished), why=grounds(wished))


def saying_places(session: Session, household_id: UUID, content: Content) -> list[str]:
    """The keys of the lines that say where a home or another secret place is."""
    lines = list(content.lines())
    found = holding_addresses(session, household_id, [line.text for line in lines])
    return [lines[number].key for number in sorted(found)]


def _others(session: Session, household: Household, wished: Wished) -> Names:
    """Whose names are left out: people of concern and other adults, not her own and her children's; and what places
    are called that have a number in it ("SP13")."""
    lead, children = household.people[:1], [each for each in household.people[1:] if each.role == "child"]
    adults = [each.name for each in household.people[1:] if each.role != "child"]
    concerned = [each.name for each in household.concerns]
    keep = [each.name for each in (*lead, *children)]
    council = household.authority_code
    codes = session.scalars(
        select(Property.code)
        .where(Property.authority_code == council)
        .union_all(select(Unit.code).where(Unit.authority_code == council))
    )
    places = [word for code in codes for word in code.split() if any(sign.isdigit() for sign in word) and len(word) > 1]
    return names_of([*concerned, *adults], keep=keep, also=[*wished.also, *places])
