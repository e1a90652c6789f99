"""What keeps a household safe, given to another record of the same people: rows of its own, the first ones untouched.

Who must be kept away and where they go, areas that are closed, numbers and addresses marked unsafe, who must be kept
apart, who may not know of the case, and who alone may. Never copied: how to reach her, which is one person's own;
assessments, orders and plans, which were made of other people than these.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import inspect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing.db import Base
from housing.households import editing
from housing.households.alike.models import Alias
from housing.households.birthdays import birth_of, columns
from housing.households.contacting.models import UnsafeMark
from housing.households.models import CasePerson, ConcernPlace, ExcludedArea, Household, PersonOfConcern
from housing.households.separations.models import PERSON, Separation
from housing.people.models import ConflictOfInterest

DANGERS, AREAS, UNSAFE, APART, BARRED, RESTRICTED = "dangers", "areas", "unsafe", "apart", "barred", "restricted"
SAID = {
    DANGERS: "the people of concern and the places they use",
    AREAS: "where they cannot live",
    UNSAFE: "numbers and addresses marked unsafe",
    APART: "whom they must be kept apart from",
    "contact": "how it is safe to reach them",
    "births": "expected births",
}


def clone(row: Base, **other: Any) -> dict[str, Any]:
    """The columns of a row for another row like it, with a new id and what is `other`."""
    columns = inspect(type(row)).column_attrs
    kept = {column.key: getattr(row, column.key) for column in columns if column.key != "id"}
    fresh = {"id": uuid4()} if "id" in {column.key for column in columns} else {}
    return {**fresh, **kept, **other}


def keep_safe(session: Session, source: Household, target: Household, *, dangers: bool = True) -> list[str]:
    """Give `target` what keeps `source` safe, where it has not got it; what was given, as codes of SAID and others.

    Both have their concerns and excluded areas loaded. Who may not know of one case may not know of the other, whatever
    was asked for; the rest goes unless `dangers` is False.
    """
    given = [BARRED] if _barred(session, source.id, target.id) else []
    given += [RESTRICTED] if _restricted(session, source, target) else []
    if not dangers:
        return given
    wanted = {
        DANGERS: _concerns(session, source, target),
        AREAS: _areas(source, target),
        UNSAFE: _unsafe(session, source.id, target.id),
        APART: _apart(session, source.id, target.id),
    }
    return [*given, *(name for name, copied in wanted.items() if copied)]


def _concerns(session: Session, source: Household, target: Household) -> bool:
    known = {concern.name_index: concern for concern in target.concerns if concern.name_index is not None}
    more = [_more(concern, known[concern.name_index]) for concern in source.concerns if concern.name_index in known]
    new = [concern for concern in source.concerns if concern.name_index is None or concern.name_index not in known]
    position = max((concern.position for concern in target.concerns), default=-1)
    for number, concern in enumerate(new, position + 1):
        places = [ConcernPlace(**_without(clone(place), "concern_id")) for place in concern.places]
        row = PersonOfConcern(**clone(concern, household_id=target.id, position=number), places=places)
        target.concerns.append(row)
        session.flush()
        aliases = session.scalars(select(Alias).where(Alias.concern_id == concern.id, Alias.ended_at.is_(None)))
        session.add_all(Alias(**clone(each, household_id=target.id, concern_id=row.id)) for each in aliases.all())
    target.concerns_asked = target.concerns_asked or source.concerns_asked
    return bool(new) or any(more)


def _more(source: PersonOfConcern, target: PersonOfConcern) -> bool:
    """What one record of somebody says that another record of them does not: a number, when born, places."""
    number = target.phone is None and source.phone is not None
    if number:
        target.phone = source.phone
    birth = birth_of(target) is None and birth_of(source) is not None
    if birth:
        editing.put(target, **columns(birth_of(source)))
    return _places(source, target) or number or birth


def _places(source: PersonOfConcern, target: PersonOfConcern) -> bool:
    """The places of one record of somebody, where another record of them has not got them."""
    known = {(place.easting, place.northing, place.radius_m) for place in target.places}
    new = [place for place in source.places if (place.easting, place.northing, place.radius_m) not in known]
    target.places.extend(ConcernPlace(**clone(place, concern_id=target.id)) for place in new)
    if new:
        target.places_known = True
    return bool(new)


def _areas(source: Household, target: Household) -> bool:
    known = {(area.area_code, area.outside) for area in target.excluded}
    new = [area for area in source.excluded if (area.area_code, area.outside) not in known]
    target.excluded.extend(ExcludedArea(**clone(area, household_id=target.id)) for area in new)
    if "excluded" in source.asked:
        target.asked = sorted({*target.asked, "excluded"})
    return bool(new)


def _unsafe(session: Session, source: UUID, target: UUID) -> bool:
    rows = session.scalars(select(UnsafeMark).where(UnsafeMark.household_id == source, UnsafeMark.lifted_at.is_(None)))
    return _insert(session, UnsafeMark, (clone(row, household_id=target) for row in rows.all()))


def _apart(session: Session, source: UUID, target: UUID) -> bool:
    """Separations that a person recorded; those that Haven finds by itself it finds again."""
    rows = session.scalars(
        select(Separation).where(
            (Separation.household_id == source) | (Separation.other_household_id == source),
            Separation.found == PERSON, Separation.ended_at.is_(None),
        )
    )  # fmt: skip
    new = []
    for row in rows.all():
        end = "household_id" if row.household_id == source else "other_household_id"
        if target not in (row.household_id, row.other_household_id):
            new.append(clone(row, **{end: target}))
    return _insert(session, Separation, new)


def _barred(session: Session, source: UUID, target: UUID) -> bool:
    rows = session.scalars(select(ConflictOfInterest).where(ConflictOfInterest.household_id == source))
    return _insert(session, ConflictOfInterest, (clone(row, household_id=target) for row in rows.all()))


def _restricted(session: Session, source: Household, target: Household) -> bool:
    if not source.restricted:
        return False
    named = session.scalars(select(CasePerson).where(CasePerson.household_id == source.id))
    _insert(session, CasePerson, (clone(row, household_id=target.id) for row in named.all()))
    target.restricted = True
    return True


def _insert(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> bool:
    """Whether any row was new."""
    found = list(rows)
    if not found:
        return False
    return bool(session.scalars(insert(model).on_conflict_do_nothing().returning(model), found).all())


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}
