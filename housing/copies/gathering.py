"""What is on record of her, in words that are hers or about her: the parts of a copy before anything is left out.

Staff are not named, people of concern are counted, other adults are mentioned, homes have neither code nor address.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import codes
from housing.clock import day_of
from housing.households.models import Household, HouseholdEvent
from housing.households.timeline import KINDS
from housing.presentations.documents import queries as documents
from housing.presentations.documents.models import Document
from housing.presentations.documents.services import LIST
from housing.presentations.models import Presentation
from housing.presentations.page.glance import Glance
from housing.web.filters import said_date, yes_no
from pathway.stages import Stage

WHY = (
    "What is about somebody else was left out: their names, and what you told us about the people you have to be kept "
    "from. UK GDPR Article 15(4); Data Protection Act 2018, Schedule 2, paragraphs 16 and 17.",
    "Addresses of refuges and other homes are never written down, nor are telephone numbers, e-mail addresses or "
    "postcodes.",
    "Our workers are not named. Ask us who worked with you.",
    "If you think that something is wrong or missing, tell us; you may also complain to the Information Commissioner.",
)
KEPT_APART = (
    "Some kinds of line were left out because telling them could put somebody in danger, or because they are about "
    "somebody else: {kinds}. Data Protection Act 2018, Schedule 2, paragraphs 16 and 17, and Schedule 3."
)


@dataclass(frozen=True, slots=True)
class Wished:
    """What the copy is made of: kinds of line left out, words left out wherever they stand, days of the story."""

    without: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def grounds(wished: Wished) -> list[str]:
    """The grounds on which something is left out, as the copy says them."""
    kinds = ", ".join(sorted(KINDS[kind].lower() for kind in wished.without))
    return [*([KEPT_APART.format(kinds=kinds)] if kinds else []), *WHY]


def parts_of(
    session: Session, presentation: Presentation, glance: Glance, wished: Wished, *, today: date, most: int
) -> list[tuple[str, list[str]]]:
    """The parts, in the order in which she would ask. `most` is how many lines of the story there may be."""
    household = presentation.household
    return [
        ("You", _about_her(household, presentation)),
        ("Your household", _household(glance, household, today)),
        ("What you told us", _told(glance, household)),
        ("What was decided", _decided(presentation)),
        ("What happened", _story(session, household, wished, most)),
        ("Documents that we hold", _documents(session, household)),
    ]


def _about_her(household: Household, presentation: Presentation) -> list[str]:
    lead = household.people[0] if household.people else None
    return [
        f"Name: {(lead.name if lead else None) or 'not given'}",
        f"Date of birth: {said_date(lead.born) if lead and lead.born else 'not known'}",
        f"Our reference: {household.reference}",
        f"You asked us for help on {said_date(day_of(presentation.presented_at))}.",
    ]


def _household(glance: Glance, household: Household, today: date) -> list[str]:
    children = [person for person in household.people[1:] if person.role == "child"]
    others = len(household.people) - 1 - len(children)
    named = {row["key"]: row["value"] for row in glance.people(today)}
    lines = [f"{name}: {said}" for name, said in named.items() if name in {child.name for child in children}]
    unnamed = sum(child.name is None for child in children)
    lines += [f"Children whose names you did not give: {unnamed}"] if unnamed else []
    lines += [f"Other adults: {others}. What we hold about them is theirs to ask for."] if others else []
    return [*lines, f"Expected births: {glance.births}"]


def _told(glance: Glance, household: Household) -> list[str]:
    contact = household.safe_contact
    ways = [glance.words["contact_method"].get(way, way) for way in contact.methods] if contact else []
    return [
        f"How it is safe to reach you: {', '.join(ways) or 'not agreed'}",
        f"Interpreter: {glance.language}",
        f"Where you were staying: {glance.staying}",
        f"People you have to be kept from: {len(household.concerns)}. What we hold about them is not in this copy.",
        f"Where you cannot live: {glance.areas}",
        f"To be near: {glance.near_places}",
        f"Kinds of home you agreed to: {glance.kinds}",
        f"You want to stay at home: {yes_no(household.wants_to_stay)}",
        f"Access needs: {glance.access}",
        f"Support: {glance.support}",
        f"Animals: {glance.pets}",
        f"Services you would rather have: {glance.services}",
        f"Public funds: {glance.label('immigration', household.immigration)}",
        f"Ways of paying: {glance.funding}",
    ]


def _decided(presentation: Presentation) -> list[str]:
    risks = [(each.at, f"Risk: {each.band}" + (f", total {each.total}" if each.total is not None else ""))
             for each in presentation.risks]  # fmt: skip
    bands = [(each.at, f"Priority: band {each.band}" + (f". {each.reason}" if each.reason else ""))
             for each in presentation.bands]  # fmt: skip
    stages = [(each.at, f"Stage: {Stage(each.stage).label.lower()}") for each in presentation.stages]
    return [f"{said_date(day_of(at))}. {words}" for at, words in sorted([*risks, *bands, *stages])]


def _story(session: Session, household: Household, wished: Wished, most: int) -> list[str]:
    query = select(HouseholdEvent).where(HouseholdEvent.household_id == household.id)
    kept = _within(session.scalars(query.order_by(HouseholdEvent.at, HouseholdEvent.id)).all(), wished)
    lines = [f"{said_date(day_of(each.at))}. {KINDS.get(each.kind, each.kind)}: {each.words}" for each in kept]
    return lines[-most:]


def _within(lines: Collection[HouseholdEvent], wished: Wished) -> Sequence[HouseholdEvent]:
    first, last = wished.first or date.min, wished.last or date.max
    return [each for each in lines if each.kind not in wished.without and first <= day_of(each.at) <= last]


def _documents(session: Session, household: Household) -> list[str]:
    """By kind and day; of those that only few may open just how many, since most are somebody else's."""
    found = session.scalars(
        select(Document)
        .where(Document.household_id == household.id)
        .order_by(Document.added_at)
        .options(*documents.PARTS)
    ).all()
    shown = [each for each in found if documents.hiding(each) is None]
    kinds = codes.choices(session, LIST, household.authority_code)
    lines = [
        f"{said_date(day_of(each.added_at))}. {kinds.get(each.kind, each.kind)}" for each in shown if not each.closer
    ]
    closer = sum(each.closer for each in shown)
    return lines + ([f"Besides: {closer}. Ask us about them; each is decided on by itself."] if closer else [])
