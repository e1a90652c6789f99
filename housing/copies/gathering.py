"""What is on record of her, in words that are hers or about her: the parts of a copy before anything is left out.

Staff are not named, people of concern are counted, other adults are mentioned, homes have neither code nor address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.copies.catalogue.entries import Part
from housing.copies.catalogue.whole import GIVEN
from housing.copies.content import Line
from housing.copies.fuller import answered, asked_before, documents_held, looked_at, matched
from housing.copies.reading import Order, lines_of
from housing.copies.saying import HELD, Known
from housing.households.models import Household, HouseholdEvent
from housing.households.timeline import KINDS
from housing.presentations.models import Presentation
from housing.presentations.page.glance import Glance
from housing.web.filters import said_date, yes_no

WHY = (
    "What is about somebody else was left out: their names, and what you told us about the people you have to be kept "
    "from. UK GDPR Article 15(4); Data Protection Act 2018, Schedule 2, paragraphs 16 and 17.",
    "Addresses of refuges and other homes are never written down, nor are telephone numbers, e-mail addresses, "
    "postcodes, and the word that we agreed with you. Your own are held; ask us, and we show them to you.",
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
    session: Session,
    presentation: Presentation,
    glance: Glance,
    wished: Wished,
    known: Known,
    *,
    today: date,
) -> list[tuple[str, list[Line]]]:
    """The parts, in the order in which she would ask; nothing is cut off."""
    household = presentation.household
    hers = household.id
    parts: dict[Part, list[Line]] = {part: [] for part in Part}
    by_hand = (
        (Part.HER, _numbered("her", _about_her(household, presentation))),
        (Part.HOUSEHOLD, _numbered("household", _household(glance, household, today))),
        (Part.TOLD, _numbered("told", _told(glance, household))),
        (Part.CONTACT, _numbered("contact", _contact(glance, household))),
        (Part.ASSESSED, answered(session, hers)),
        (Part.HOMES, matched(session, hers)),
        (Part.STORY, _story(session, household, wished)),
        (Part.DOCUMENTS, documents_held(session, household)),
        (Part.LOOKED, looked_at(session, hers)),
        (Part.COPIES, asked_before(session, hers)),
    )
    for part, lines in by_hand:
        parts[part] += lines
    dated: dict[Part, list[tuple[Order, Line]]] = {part: [] for part in Part}
    for given in GIVEN:
        dated[given.part] += lines_of(session, given, hers, known)
    for part, rows in dated.items():
        parts[part] += [line for _, line in sorted(rows, key=lambda each: each[0])]
    return [(part.value, lines) for part, lines in parts.items()]


def known_of(glance: Glance, lists: dict[str, dict[str, str]]) -> Known:
    """What values are said by; other adults have no name in it."""
    people = glance.household.people
    named = {each.id: each.name or "a child" for each in people[1:] if each.role == "child"}
    return Known(lists, named | {each.id: "you" for each in people[:1]})


def _numbered(kind: str, lines: Iterable[str]) -> list[Line]:
    numbers = count()
    return [Line(f"{kind}:{next(numbers)}", words) for words in lines]


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
    return [
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


def _contact(glance: Glance, household: Household) -> list[str]:
    contact = household.safe_contact
    if contact is None:
        return ["How it is safe to reach you: not agreed"]
    ways = [glance.words["contact_method"].get(way, way) for way in contact.methods]
    held = {"A telephone number": contact.phone, "An e-mail address": contact.email,
            "A postal address": contact.address, "A word that we agreed": contact.code_word}  # fmt: skip
    return [
        f"How it is safe to reach you: {', '.join(ways) or 'not agreed'}",
        f"When: {contact.times or 'not agreed'}",
        f"Voicemail: {yes_no(contact.voicemail).lower()}",
        f"Somebody else uses the telephone or the e-mail: {yes_no(contact.shared_device).lower()}",
        f"Also: {contact.notes or 'nothing'}",
        *(f"{what}: {HELD}" for what, value in held.items() if value),
    ]


def _story(session: Session, household: Household, wished: Wished) -> list[Line]:
    query = select(HouseholdEvent).where(HouseholdEvent.household_id == household.id)
    kept = _within(session.scalars(query.order_by(HouseholdEvent.at, HouseholdEvent.id)).all(), wished)
    return [
        Line(
            f"household_event:{each.id}",
            f"{said_date(day_of(each.at))}. {KINDS.get(each.kind, each.kind)}: {each.words}",
        )
        for each in kept
    ]


def _within(lines: Collection[HouseholdEvent], wished: Wished) -> Sequence[HouseholdEvent]:
    first, last = wished.first or date.min, wished.last or date.max
    return [each for each in lines if each.kind not in wished.without and first <= day_of(each.at) <= last]
