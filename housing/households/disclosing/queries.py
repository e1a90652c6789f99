"""Reading the log of disclosures: of a case that somebody may see, or of the whole council for governance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from housing import codes
from housing.access import Actor
from housing.disclosures import Disclosure
from housing.households.disclosing.checking import CONFIRMED
from housing.households.disclosing.services import LISTS
from housing.households.models import Household
from housing.households.queries import visible
from housing.people.models import ConflictOfInterest
from housing.web.filters import said_moment
from pathway.calendar import london_day

GOVERN = "audit.read"
HEADING = ("case", "when", "who was told", "what", "how", "ground", "she agreed", "recorded by")
MOST_IN_FILE = 10_000
CONSENT = {True: "Yes", False: "No", None: "Not asked"}


@dataclass(frozen=True, slots=True)
class Period:
    """London days, both of them in it; None is open on that side."""

    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One disclosure as people read it; `reference` only where the page is about more than one case."""

    when: str
    whom: str
    what: str
    how: str
    ground: str
    consent: str
    by: str
    reference: str

    @property
    def cells(self) -> tuple[str, ...]:
        """As a file has them, under HEADING."""
        return (self.reference, self.when, self.whom, self.what, self.how, self.ground, self.consent, self.by)


def of_case(
    session: Session, actor: Actor, household_id: UUID, *, offset: int = 0, size: int = MOST_IN_FILE
) -> list[Line]:
    """Everything that was told of one case, newest first; nothing where it is not visible."""
    query = select(Disclosure).where(*_of_case(actor, household_id)).order_by(Disclosure.told_at.desc(), Disclosure.id)
    rows = session.scalars(query.offset(offset).limit(size)).all()
    words = _words(session, rows[0].authority_code) if rows else {}
    return [_line(row, words, "") for row in rows]


def count_of_case(session: Session, actor: Actor, household_id: UUID) -> int:
    """How many of_case finds in all."""
    return session.scalar(select(func.count(Disclosure.id)).where(*_of_case(actor, household_id))) or 0


def of_council(session: Session, actor: Actor, period: Period, *, offset: int, size: int) -> list[Line]:
    """Everything that was told in the actor's council, newest first: cases by reference, names of those told."""
    query = (
        select(Disclosure, Household.reference)
        .outerjoin(Household, Household.id == Disclosure.household_id)
        .where(*_governed(actor, period))
    )
    found = session.execute(query.order_by(Disclosure.told_at.desc(), Disclosure.id).offset(offset).limit(size)).all()
    words = _words(session, found[0][0].authority_code) if found else {}
    return [_line(row, words, reference or "No case") for row, reference in found]


def count(session: Session, actor: Actor, period: Period) -> int:
    """How many of_council finds in all."""
    return session.scalar(select(func.count(Disclosure.id)).where(*_governed(actor, period))) or 0


def _of_case(actor: Actor, household_id: UUID) -> list[ColumnElement[bool]]:
    seen = exists().where(Household.id == Disclosure.household_id, visible(actor))
    return [Disclosure.household_id == household_id, seen]


def _governed(actor: Actor, period: Period) -> list[ColumnElement[bool]]:
    """Of the actor's council, without the cases of families that the actor knows."""
    knows = exists().where(
        ConflictOfInterest.household_id == Disclosure.household_id,
        ConflictOfInterest.account_id == actor.account_id,
    )
    conditions = [
        Disclosure.authority_code.in_(sorted(actor.extent(GOVERN).authorities)),
        or_(Disclosure.household_id.is_(None), ~knows),
    ]
    if period.from_on is not None:
        conditions.append(Disclosure.told_at >= london_day(period.from_on)[0])
    if period.until_on is not None:
        conditions.append(Disclosure.told_at < london_day(period.until_on)[1])
    return conditions


def _words(session: Session, authority: str) -> dict[str, Mapping[str, str]]:
    return {field: codes.choices(session, name, authority) for field, name in LISTS.items()}


def _line(row: Disclosure, words: Mapping[str, Mapping[str, str]], reference: str) -> Line:
    def said(field: str) -> str:
        slug = getattr(row, field)
        return words[field].get(slug, slug)

    ground = said("basis") if not row.why else f"{said('basis')}: {row.why}"
    if row.confirmed:
        ground += f" ({CONFIRMED.get(row.confirmed, row.confirmed)})"
    return Line(
        when=said_moment(row.told_at),
        whom=row.told,
        what=f"{said('what')}, {row.place}" if row.place else said("what"),
        how=said("means"),
        ground=ground,
        consent=CONSENT[row.consent],
        by=row.by_name,
        reference=reference,
    )
