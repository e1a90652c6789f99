"""A name as Haven keeps it: sealed, with a fingerprint that finds the same name elsewhere without opening it."""

from __future__ import annotations

from housing.sealing import plain_form, ring


def index_of(name: str | None) -> str | None:
    """The fingerprint; None where there is no name, or nothing in it that could be compared."""
    if name is None or not plain_form(name):
        return None
    return ring().fingerprint(name)
