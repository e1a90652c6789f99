"""Code lists and local settings: data that a council edits, not literals in code.

A code list is what a person may choose from (why a provider declined, where somebody moved on to). A
setting is a number or a rule of local practice, in force from a day; what nobody has verified yet says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Select, UniqueConstraint, or_, select
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.orm import Mapped, Session, mapped_column

from housing.db import Base, Id

Lists = dict[str, dict[str, str]]
KEPT = "codes"  # in a session's info, with the council: its lists, read once


class Code(Base):
    """One choice of one list. `authority_code` is None where every council shares it."""

    __tablename__ = "code"
    __table_args__ = (
        UniqueConstraint("list", "slug", "authority_code", postgresql_nulls_not_distinct=True),
        CheckConstraint("slug ~ '^[a-z0-9_]+$'", name="slug"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    list: Mapped[str]
    slug: Mapped[str]
    label: Mapped[str]
    position: Mapped[int]
    authority_code: Mapped[str | None] = mapped_column(ForeignKey("authority.code"))
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Base):
    """A value of local practice or law, in force from a day; `verified` is False where nobody has checked it.

    Of two of one day the last recorded counts; `recorded_at` is None for what came with Haven.
    """

    __tablename__ = "setting"
    __table_args__ = (
        UniqueConstraint("key", "authority_code", "from_on", "recorded_at", postgresql_nulls_not_distinct=True),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    key: Mapped[str]
    authority_code: Mapped[str | None] = mapped_column(ForeignKey("authority.code"))
    from_on: Mapped[date]
    value: Mapped[Any] = mapped_column(JSONB)
    source: Mapped[str]
    verified: Mapped[bool]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))


def choices(session: Session, name: str, authority: str | None = None) -> dict[str, str]:
    """A list's choices as {slug: label}, in order: the shared ones and the council's own."""
    kept: Lists | None = session.info.get((KEPT, authority))
    if kept is not None:
        return dict(kept.get(name, {}))
    query = _choices(authority).where(Code.list == name)
    return {slug: label for _, slug, label in session.execute(query)}


def keep_lists(session: Session, authority: str) -> None:
    """Read every list of a council at once: for a use case that asks many and changes none."""
    lists: Lists = {}
    for name, slug, label in session.execute(_choices(authority)):
        lists.setdefault(name, {})[slug] = label
    session.info[(KEPT, authority)] = lists


def keep_every_list(session: Session, authority: str) -> Lists:
    """As `keep_lists`; answers every list with the choices that are no longer offered too, for what was once chosen."""
    ours = or_(Code.authority_code.is_(None), Code.authority_code == authority)
    query = select(Code.list, Code.slug, Code.label, Code.active).where(ours).order_by(Code.position, Code.slug)
    every: Lists = {}
    offered: Lists = {}
    for name, slug, label, active in session.execute(query):
        every.setdefault(name, {})[slug] = label
        if active:
            offered.setdefault(name, {})[slug] = label
    session.info[(KEPT, authority)] = offered
    return every


def _choices(authority: str | None) -> Select[str, str, str]:
    ours = or_(Code.authority_code.is_(None), Code.authority_code == authority)
    return select(Code.list, Code.slug, Code.label).where(Code.active, ours).order_by(Code.position, Code.slug)


def setting(session: Session, key: str, *, authority: str | None, on: date) -> Any:
    """A setting's value on a day: the council's own where it has one, else the shared one.

    Raises:
        KeyError: nobody has set it.
    """
    return settings(session, (key,), authority=authority, on=on)[key]


def settings(session: Session, keys: Sequence[str], *, authority: str | None, on: date) -> dict[str, Any]:
    """The values of several settings on a day, in one query.

    Raises:
        KeyError: nobody has set one of them.
    """
    query = (
        select(Setting.key, Setting.value)
        .ext(distinct_on(Setting.key))
        .where(Setting.key.in_(keys), Setting.from_on <= on)
        .where(or_(Setting.authority_code.is_(None), Setting.authority_code == authority))
        .order_by(
            Setting.key,
            Setting.authority_code.is_(None),
            Setting.from_on.desc(),
            Setting.recorded_at.desc().nulls_last(),
        )
    )
    found: dict[str, Any] = dict(session.execute(query).all())
    return {key: found[key] for key in keys}
