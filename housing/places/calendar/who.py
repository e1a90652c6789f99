"""Who lives in a unit, or for whom it is held: said only to those who may see that household.

Places know no households. The slices above put one function into `app.extensions[WHO]`, which answers for a page's
session, whoever is looking and some households, those of them that this person may be told, in a constant number of
queries. Everybody else is "a household".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from housing.access import Actor

WHO = "haven.who_is_where"


@dataclass(frozen=True, slots=True)
class Who:
    """A household by its reference; `has_page`: this person may open its page."""

    id: UUID
    reference: str
    has_page: bool


Teller = Callable[[Session, Actor, Collection[UUID]], Mapping[UUID, Who]]


def who(app: Flask, session: Session, actor: Actor, households: Collection[UUID]) -> Mapping[UUID, Who]:
    """Those of the households that this person may be told, by id."""
    tell: Teller | None = app.extensions.get(WHO)
    return tell(session, actor, households) if tell and households else {}
