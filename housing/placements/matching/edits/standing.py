"""Which pins and bans count: for a run, and at the moment before an offer. For the matcher, not for a page."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload

from housing.placements.matching import words
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit
from housing.placements.models import MatchRun
from housing.places.models import Property, Unit
from housing.refusals import Refused
from housing.web.filters import said_date, said_moment


class Banned(Refused):
    """Somebody said that this unit is not for this household, and that still stands; says who, why, until when."""

    def __init__(self, ban: MatchEdit) -> None:
        super().__init__(said_of_ban(ban), field="unit")
        self.ban = ban


def for_run(session: Session, authority: str, on: date) -> list[MatchEdit]:
    """The pins and bans of a council that count on a day, oldest first; reasons stay sealed.

    Also the pins that have run out since the last run of an earlier day: this run says that they did.
    """
    earlier = (
        select(func.coalesce(func.max(MatchRun.as_of), on))
        .where(MatchRun.authority_code == authority, MatchRun.as_of < on)
        .scalar_subquery()
    )
    end = func.upper(MatchEdit.during)
    ran_out = and_(MatchEdit.kind == PIN, end <= on, end > earlier)
    query = (
        select(MatchEdit)
        .where(MatchEdit.authority_code == authority, MatchEdit.lifted_at.is_(None))
        .where(or_(MatchEdit.during.contains(on), ran_out))
        .options(defer(MatchEdit.reason))
        .order_by(MatchEdit.made_at, MatchEdit.id)
    )
    return list(session.scalars(query))


def refuse_banned(session: Session, household_id: UUID, unit_id: UUID, on: date) -> None:
    """Stop an offer of a banned pair.

    Raises:
        Banned: a ban of this pair stands.
    """
    unit = joinedload(MatchEdit.unit).joinedload(Unit.property)
    query = (
        select(MatchEdit)
        .where(MatchEdit.kind == BAN, MatchEdit.household_id == household_id, MatchEdit.unit_id == unit_id)
        .where(MatchEdit.lifted_at.is_(None), MatchEdit.during.contains(on))
        .options(unit.defer(Property.address), unit.defer(Property.postcode))
    )
    ban = session.scalar(query)
    if ban is not None:
        raise Banned(ban)


def said_of_ban(ban: MatchEdit) -> str:
    """Who said that a unit is not for a household, why, until when, and what to do; its unit must be loaded."""
    code = words.unit_code(ban.unit.property.code, ban.unit.code)
    return (
        f"{ban.made_by_name} said at {said_moment(ban.made_at)} that {code} is not to be proposed for this household, "
        f"to the end of {said_date(ban.last_on)}: {_sentence(ban.reason)} To offer it, lift that first."
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
