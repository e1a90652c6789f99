"""Children who stay some nights, as pages and the options say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.models import Household
from housing.households.overnight.models import OvernightChild
from housing.web.filters import plural
from pathway.births import Birth, How, said

EVERY = "overnight_every"


def children(session: Session, household_id: UUID) -> list[OvernightChild]:
    """The children who stay with a household that the caller has opened, as they were added."""
    query = select(OvernightChild).where(OvernightChild.household_id == household_id, OvernightChild.ended_at.is_(None))
    return list(session.scalars(query.order_by(OvernightChild.made_at, OvernightChild.id)))


def birth(child: OvernightChild) -> Birth | None:
    """What is known of a child's date of birth."""
    if child.born_from is None or child.born_until is None:
        return None
    return Birth(child.born_from, child.born_until, How(child.born_how or How.DAY))


def wish(household: Household, found: Iterable[OvernightChild], every: Mapping[str, str], today: date) -> str | None:
    """What she wishes for in a line without names, for her options and her summary; None where nobody has asked."""
    ones = list(found)
    if not ones:
        return "None" if "overnight" in household.asked else None
    wanted = sum(child.space_wanted is True for child in ones)
    listed = "; ".join(line(child, every, today) for child in ones)
    room = f". Room to sleep is wanted for {wanted}" if wanted else ""
    return f"{plural(len(ones), 'child', 'children')}: {listed}{room}"


def line(child: OvernightChild, every: Mapping[str, str], today: date) -> str:
    """One child without a name: "girl of 7, 2 nights each fortnight"."""
    called = {"female": "girl", "male": "boy"}.get(child.sex or "", "child")
    known = birth(child)
    age = f" of {said(known, today)}" if known is not None else ", age not known"
    often = every.get(child.every or "", "").lower()
    nights = f", {plural(child.nights, 'night')} {often}".rstrip() if child.nights else ""
    return f"{called}{age}{nights}"


def stored(child: OvernightChild) -> dict[str, Any]:
    """What the form shows of a child."""
    return {
        "name": child.name, "sex": child.sex, "nights": child.nights, "every": child.every,
        "space_wanted": child.space_wanted, "note": child.note,
    }  # fmt: skip
