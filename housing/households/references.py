"""What staff say aloud instead of a name: a letter, a dash and six random signs that cannot be confused."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

# No 0 and O, 1 and I and L, and no U: read out over a bad line they are mistaken for one another.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6


def fresh(session: Session, column: InstrumentedAttribute[str], letter: str) -> str:
    """A reference that no row of the column has yet, such as "H-7K3M9Q"; the column is unique in any case."""
    while True:
        reference = f"{letter}-" + "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if session.scalar(select(column).where(column == reference)) is None:
            return reference


def tidy(typed: str) -> str:
    """A reference as somebody types it ("h7k3m9q", "H 7K3M9Q") in its one form."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{plain[:1]}-{plain[1:]}"
