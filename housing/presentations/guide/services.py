"""The administrator changes the guide: a row more, another version from a day on, no more from a day on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role, insist
from housing.clock import day_of
from housing.db import transaction
from housing.people.models import Authority
from housing.presentations.guide import queries
from housing.presentations.guide.models import GuideRow
from housing.refusals import Refused
from pathway.conditions import CONDITIONS, KEEPINGS
from pathway.promises import Unit
from pathway.stages import OPEN

EDIT, READ = "guide.edit", "guide.read"
OWING = (Role.OFFICER, Role.HOMELESSNESS, Role.REFUGE, Role.SANCTUARY)
COUNTED = (Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.EVERY)
LONGEST, LONGEST_SLUG = 400, 40
SAME_DAY_SAID, AT_ONCE_SAID = "the same day", "at once"
SOURCE = "Set by the council in Haven"


@dataclass(frozen=True, slots=True)
class Said:
    """What a row is to say from `from_on` on; `length` None where the unit has none."""

    stage: str
    owed: str
    by_role: str
    unit: str
    length: int | None
    from_on: date
    only: str = ""
    kept_by: str = ""
    carries: bool = False
    source: str = SOURCE


def add_row(*, said: Said, by: Actor, now: datetime) -> str:
    """Owe something more; the slug by which the row is known from now on.

    Raises:
        Refused: an answer cannot be, the day is past, or the stage owes the same already.
    """
    authority = _insist(by)
    with transaction() as session:
        session.get_one(Authority, authority, with_for_update=True)  # one change of a guide after another
        _check(said, now)
        standing = queries.rows(session, authority, said.from_on)
        if any(row.stage == said.stage and row.owed.casefold() == said.owed.casefold() for row in standing):
            raise Refused("This stage owes it already. Change that row instead.", field="owed")
        last = session.scalar(select(func.max(GuideRow.position))) or 0
        slug = _free_slug(session, said.owed)
        _put(session, authority, slug, last + 1, said, by=by, now=now)
    return slug


def change_row(*, slug: str, said: Said, by: Actor, now: datetime) -> None:
    """Say it differently from a day on. What was in force stays readable; tasks that are made stay as they are.

    Saying what is said already changes nothing.

    Raises:
        NotFound: there is no such row.
        Refused: an answer cannot be, or the day is past.
    """
    authority = _insist(by)
    with transaction() as session:
        session.get_one(Authority, authority, with_for_update=True)  # one change of a guide after another
        _check(said, now)
        before = queries.history(session, authority, slug)
        if before[0].authority_code == authority and _same(before[0], said):
            return
        _put(session, authority, slug, before[0].position, said, by=by, now=now)


def retire_row(*, slug: str, from_on: date, by: Actor, now: datetime) -> None:
    """Owe it no more from a day on; tasks that are made stay until somebody has done them.

    Raises:
        NotFound: there is no such row.
        Refused: the day is past, or it is owed no more already.
    """
    authority = _insist(by)
    with transaction() as session:
        session.get_one(Authority, authority, with_for_update=True)  # one change of a guide after another
        _not_past(from_on, now)
        queries.history(session, authority, slug)
        row = next((row for row in queries.rows(session, authority, from_on) if row.slug == slug), None)
        if row is None:
            raise Refused("It is owed no more on that day already.", field="from_on")
        said = Said(
            row.stage, row.owed, row.by_role, row.unit, row.length, from_on, row.only_for, row.kept_by, row.carries,
            row.source,
        )  # fmt: skip
        _put(session, authority, slug, row.position, said, retired=True, words=row.said, by=by, now=now)


def put_said(unit: str, length: int) -> str:
    """The words of lengths of nought, which the unit's own words do not say well."""
    if length:
        return ""
    return {Unit.HOURS: AT_ONCE_SAID, Unit.DAYS: SAME_DAY_SAID}.get(Unit(unit), "")


def _insist(by: Actor) -> str:
    """The council whose guide this person may change."""
    insist(by, EDIT)
    return by.home(EDIT).authority


def _put(
    session: Session,
    authority: str,
    slug: str,
    position: int,
    said: Said,
    *,
    by: Actor,
    now: datetime,
    retired: bool = False,
    words: str | None = None,
) -> None:
    length = said.length or 0
    row = GuideRow(
        authority_code=authority, slug=slug, position=position, stage=said.stage, owed=said.owed, by_role=said.by_role,
        unit=said.unit, length=length, said=put_said(said.unit, length) if words is None else words,
        only_for=said.only, kept_by=said.kept_by, carries=said.carries, source=said.source, verified=False,
        retired=retired, from_on=said.from_on, recorded_at=now, recorded_by=by.account_id,
    )  # fmt: skip
    session.add(row)
    audit.record(
        session, by, "guide.retired" if retired else "guide.changed", row, now=now,
        facts={"slug": slug, "from": said.from_on},
    )  # fmt: skip


def _check(said: Said, now: datetime) -> None:
    _not_past(said.from_on, now)
    for wrong, sentence, field in (
        (said.stage not in {stage.value for stage in OPEN}, "Select a stage.", "stage"),
        (said.by_role not in {role.value for role in OWING}, "Select who owes it.", "by_role"),
        (said.unit not in {unit.value for unit in Unit}, "Select by when it is owed.", "unit"),
        (said.only not in CONDITIONS, "Select for whom it is owed.", "only"),
        (said.kept_by not in {"", *KEEPINGS}, "Select what keeps it.", "kept_by"),
    ):
        if wrong:
            raise Refused(sentence, field=field)
    _check_length(said)


def _check_length(said: Said) -> None:
    if Unit(said.unit) not in COUNTED:
        return
    least = 1 if said.unit == Unit.EVERY else 0
    if said.length is None or not least <= said.length <= LONGEST:
        raise Refused(f"Enter how many, from {least} to {LONGEST}.", field="length")


def _not_past(from_on: date, now: datetime) -> None:
    if from_on < day_of(now):
        raise Refused("The day must be today or in the future: what was in force stays as it was.", field="from_on")


def _same(row: GuideRow, said: Said) -> bool:
    now_said = (
        row.stage,
        row.owed,
        row.by_role,
        row.unit,
        row.length,
        row.only_for,
        row.kept_by,
        row.carries,
        row.source,
    )
    then = (
        said.stage, said.owed, said.by_role, said.unit, said.length or 0, said.only, said.kept_by, said.carries,
        said.source,
    )  # fmt: skip
    return now_said == then and row.from_on == said.from_on and not row.retired


def _free_slug(session: Session, owed: str) -> str:
    """A slug made from the words, with a number where there is such a one."""
    plain = unicodedata.normalize("NFKD", owed).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or "owed"
    taken = set(session.scalars(select(GuideRow.slug).where(GuideRow.slug.startswith(slug, autoescape=True))))
    return next(name for name in (slug, *(f"{slug}-{number}" for number in range(2, 10_000))) if name not in taken)
