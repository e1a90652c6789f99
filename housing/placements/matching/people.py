"""Who is in a household, in a few words without names: "2 people: woman, 34; girl, 8; a baby expected"."""

from __future__ import annotations

from datetime import date

from housing.households.birthdays import birth_of
from housing.households.models import Household, Person
from housing.web.filters import plural
from pathway.births import said

CALLED = {
    ("adult", "female"): "woman", ("adult", "male"): "man",
    ("child", "female"): "girl", ("child", "male"): "boy", ("child", None): "child",
}  # fmt: skip


def in_words(household: Household, on: date) -> str:
    """Everybody of a household whose people and births are loaded, with ages on a day."""
    parts = [_one(person, on) for person in household.people]
    expected = len(household.births)
    if expected:
        parts.append("a baby expected" if expected == 1 else f"{expected} babies expected")
    return (
        f"{plural(len(household.people), 'person', 'people')}: {'; '.join(parts)}" if parts else "nobody recorded yet"
    )


def _one(person: Person, on: date) -> str:
    called = CALLED.get((person.role, person.sex)) or ("child" if person.role == "child" else "adult")
    known = birth_of(person)
    return f"{called}, age not known" if known is None else f"{called}, {said(known, on)}"
