"""Whether accommodation is suitable: the heads under which it is reasoned for each offer. One dated table.

Where a place is: the Homelessness (Suitability of Accommodation) (England) Order 2012, SI 2012/2601, article 2. What
else has to be looked at: Housing Act 1996 section 210 and the Homelessness Code of Guidance, chapter 17. Our words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ORDER = "SI 2012/2601 article 2"
ACT = "Housing Act 1996 section 210"
LOCATION_FROM, ACT_FROM, SAFETY_FROM = date(2012, 11, 9), date(1997, 1, 20), date(2021, 7, 5)
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """One head. `asks` is the question; `hint` what to think of. In force over `[from_on, until_on)`."""

    slug: str
    title: str
    asks: str
    hint: str
    source: str
    from_on: date
    until_on: date | None = None
    needed: bool = True


HEADS = (
    Head(
        "safety", "Safety", "Is she safe there, and on the way to what she does each day?",
        "Who knows the area, where the person of concern goes, what she says herself. Write no address",
        "Homelessness Code of Guidance chapter 21", SAFETY_FROM,
    ),
    Head(
        "distance", "Distance", "Is it in this district; and if not, how far away, and why?",
        "Where it is outside: whether nothing nearer was safe, or she asked to be farther away", ORDER, LOCATION_FROM,
    ),
    Head(
        "disruption", "Work, caring and education",
        "What would moving there disrupt: anybody’s work, caring for somebody, or schooling?",
        "Each person in the household; how near exams are; who could do the caring instead", ORDER, LOCATION_FROM,
    ),
    Head(
        "medical", "Medical facilities and support",
        "How near is the medical care and other support that somebody uses now and cannot do without?",
        "A clinic, a midwife, therapy, a support group; whether it can be had near the new place", ORDER, LOCATION_FROM,
    ),
    Head(
        "amenities", "Services, amenities and transport",
        "How near are local services, amenities and transport?",
        "Shops, school, nursery, place of worship, a bus", ORDER, LOCATION_FROM,
    ),
    Head(
        "space", "Space and arrangement", "Is there room enough for everybody, and is it arranged as they need?",
        "Who sleeps where; a cot; children who stay sometimes; what a disability asks for", ACT, ACT_FROM,
    ),
    Head(
        "affordable", "What it costs", "Can she afford it, with everything else that she has to pay?",
        "Rent and service charge, what benefit covers, what stays to live on", "SI 1996/3204", ACT_FROM,
    ),
    Head(
        "else", "Anything else", "What else speaks for it or against it?",
        "Her own wishes, a pet, religion or culture, neighbours, how long it is for", ACT, ACT_FROM, needed=False,
    ),
)  # fmt: skip


def heads(on: date) -> tuple[Head, ...]:
    """The heads in force on a day, in the order of the page."""
    return tuple(head for head in HEADS if head.from_on <= on and (head.until_on is None or on < head.until_on))


def missing(answers: Mapping[str, str], on: date) -> tuple[Head, ...]:
    """The heads that have to be reasoned and are not yet; `answers` by slug."""
    return tuple(head for head in heads(on) if head.needed and not answers.get(head.slug, "").strip())
