"""Whether somebody who was told may be told: compared with whom she has named, and with whom she must be kept from.

Names are compared as they are read, with slips of the pen and in any order; a name may stand in a longer line ("her
mother, Jane Example, by telephone"). A likeness is a reason to look, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.disclosures import Told
from housing.households.alike.models import Alias
from housing.households.contacting.models import MayBeTold
from housing.households.models import PersonOfConcern
from pathway.names import alike, print_of, words_of

NOT_NAMED, TAKEN_BACK, ANOTHER_MATTER, FEARED = "not_named", "taken_back", "another_matter", "feared"
SENTENCES = {
    NOT_NAMED: "She has not named them as somebody who may be told. Check, then tick this and say why they were told.",
    TAKEN_BACK: "They may not be told any more. Check, then tick this and say why they were told all the same.",
    ANOTHER_MATTER: "She has not said that they may be told this. Check, then tick this and say why they were told.",
}
CONFIRMED = {
    NOT_NAMED: "not named by her, confirmed",
    TAKEN_BACK: "may not be told any more, confirmed",
    ANOTHER_MATTER: "not named by her for this, confirmed",
    FEARED: "may be a person of concern, looked at by a lead",
}
MATTERS = {"place_address": "where", "home_address": "where", "area": "where", "school": "children"}  # of told_about
NEARLY = 2


def feared(session: Session, household_id: UUID, whom: str) -> bool:
    """Whether whoever was told may be somebody whom the household must be kept from."""
    own = session.scalars(select(PersonOfConcern.name).where(PersonOfConcern.household_id == household_id)).all()
    query = select(Alias.name).where(Alias.household_id == household_id, Alias.concern_id.is_not(None))
    others = session.scalars(query.where(Alias.ended_at.is_(None))).all()
    return any(named_in(name, whom) for name in (*own, *others) if name)


def not_agreed(session: Session, household_id: UUID, whom: str, told: Told, today: date) -> str | None:
    """What she has not said of somebody who was told, as a code; None where they may be told this."""
    rows = session.scalars(select(MayBeTold).where(MayBeTold.household_id == household_id)).all()
    found = [row for row in rows if named_in(row.name, whom)]
    standing = [row for row in found if _stands(row, today)]
    if not found:
        return NOT_NAMED
    if not standing:
        return TAKEN_BACK
    matter = MATTERS.get(told.what)
    covered = matter is None or any(matter in row.what for row in standing)
    return None if covered else ANOTHER_MATTER


def named_in(name: str, line: str) -> bool:
    """Whether a name, or one nearly like it, stands in a line. One word alone must be the same."""
    wanted, words = words_of(name), words_of(line)
    if len(wanted) < NEARLY:
        return bool(wanted) and wanted[0] in words
    sizes = {len(wanted) - 1, len(wanted), len(wanted) + 1} - {0, 1}
    whole = print_of(name)
    return any(alike(whole, print_of(" ".join(each))) >= NEARLY for each in _windows(words, sizes))


def _windows(words: list[str], sizes: Iterable[int]) -> Iterable[list[str]]:
    if len(words) <= min(sizes, default=0):
        yield words
    for size in sizes:
        for start in range(len(words) - size + 1):
            yield words[start : start + size]


def _stands(row: MayBeTold, today: date) -> bool:
    return row.ended_at is None and (row.until_on is None or row.until_on >= today)
