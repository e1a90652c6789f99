"""Keyed digests of names: made from a name as it is opened, kept, and read back to be compared.

A job keeps them in step with the names, so that no page and no service has to remember it: whatever changed a name or
a date of birth, the digest of what the print was made from is another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from housing.households.alike.models import Alias, NamePrint
from housing.households.models import Household, Person, PersonOfConcern
from housing.sealing import ring
from pathway.names import Piece, Print, print_of

DIGITS = 16  # 64 bits of each digest: enough that no two keys of a council meet by chance
MOST_AT_ONCE = 2000


def digest(key: str) -> str:
    """A key of a name as it is kept: keyed, so that nobody finds a name by trying names."""
    return ring().fingerprint(f"piece {key.encode().hex()}")[:DIGITS]


def printed(name: str) -> Print:
    """A name's print in digests."""
    return print_of(name, digest)


def stored(found: Print) -> list[dict[str, Any]]:
    """A print's pieces as they are kept."""
    return [
        {"w": piece.words, "e": piece.exact, "n": piece.near, "s": piece.sound, "l": piece.long_sound, "a": piece.whole}
        for piece in found.pieces
    ]


def read(pieces: Sequence[dict[str, Any]]) -> Print:
    """A print from what was kept."""
    found = tuple(
        Piece(tuple(each["w"]), each["e"], tuple(each["n"]), each["s"], each["l"], each["a"]) for each in pieces
    )
    return Print(max((max(piece.words) for piece in found), default=-1) + 1, found)


def keep_in_step(session: Session) -> int:
    """Make a print of every name of an adult, of a person of concern or of an alias that has none or another; how many.

    Prints of names that are not there any more go.
    """
    session.execute(delete(NamePrint).where(NamePrint.id.in_(_gone())))
    rows = [_row(each) for query in _wanting() for each in session.execute(query.limit(MOST_AT_ONCE))]
    if rows:
        new = insert(NamePrint)
        keep = {name: new.excluded[name] for name in ("basis", "keys", "pieces", "household_id", "compared_at")}
        session.execute(
            new.on_conflict_do_update(index_elements=["person_id", "concern_id", "alias_id"], set_=keep), rows
        )
    return len(rows)


def _row(each: Row[Any]) -> dict[str, Any]:
    made = printed(each.name)
    return {
        "authority_code": each.authority_code,
        "household_id": each.household_id,
        "person_id": each.person_id,
        "concern_id": each.concern_id,
        "alias_id": each.alias_id,
        "basis": each.basis,
        "keys": sorted(made.keys),
        "pieces": stored(made),
        "compared_at": None,
    }


def _wanting() -> tuple[Select[Any], ...]:
    """Names with what their print would be made from, where it is not there or was made from something else."""
    people = _of(Person, Person.id, null(), null(), _basis(Person)).where(Person.role == "adult")
    feared = _of(PersonOfConcern, null(), PersonOfConcern.id, null(), _basis(PersonOfConcern))
    others = _of(Alias, Alias.person_id, Alias.concern_id, Alias.id, _joined(Alias.name_index))
    return people, feared, others.where(Alias.ended_at.is_(None))


def _of(model: Any, person: Any, concern: Any, alias: Any, basis: ColumnElement[str]) -> Select[Any]:
    uuid, kept = NamePrint.id.type, aliased(NamePrint)
    person, concern, alias = cast(person, uuid), cast(concern, uuid), cast(alias, uuid)
    same = and_(
        kept.person_id.is_not_distinct_from(person),
        kept.concern_id.is_not_distinct_from(concern),
        kept.alias_id.is_not_distinct_from(alias),
    )
    query: Select[Any] = select(
        Household.authority_code, model.household_id, person.label("person_id"), concern.label("concern_id"),
        alias.label("alias_id"), model.name, basis.label("basis"),
    )  # fmt: skip
    return (
        query.join(Household, Household.id == model.household_id)
        .outerjoin(kept, same)
        .where(model.name_index.is_not(None))
        .where(or_(kept.id.is_(None), kept.basis != basis, kept.household_id != model.household_id))
    )


def _basis(model: type[Person] | type[PersonOfConcern]) -> ColumnElement[str]:
    if model is Person:
        return _joined(Person.name_index, Person.born, Person.born_from, Person.born_until)
    feared = PersonOfConcern
    partly = cast(feared.born_from, String) + "|" + cast(feared.born_until, String)  # null where not: leaves no trace
    return func.concat_ws("|", _joined(feared.name_index, feared.born), partly)


def _joined(*parts: Any) -> ColumnElement[str]:
    said = [func.coalesce(cast(part, String), literal("")) for part in parts]
    return func.concat_ws("|", *said)


def _gone() -> Select[UUID]:
    """Prints of people whose name was taken back, or who are no adults, and of aliases that have ended."""
    unnamed = or_(Person.name_index.is_(None), Person.role != "adult")
    return (
        select(NamePrint.id)
        .outerjoin(Person, Person.id == NamePrint.person_id)
        .outerjoin(PersonOfConcern, PersonOfConcern.id == NamePrint.concern_id)
        .outerjoin(Alias, Alias.id == NamePrint.alias_id)
        .where(
            or_(
                and_(NamePrint.person_id.is_not(None), NamePrint.alias_id.is_(None), unnamed),
                and_(
                    NamePrint.concern_id.is_not(None),
                    NamePrint.alias_id.is_(None),
                    PersonOfConcern.name_index.is_(None),
                ),
                Alias.ended_at.is_not(None),
            )
        )
    )
