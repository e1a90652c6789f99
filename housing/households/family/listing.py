"""The lists of people and of expected births, as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for

from housing.households.birthdays import how_old
from housing.households.models import Household, Person
from housing.households.words import ROLES, SEXES
from housing.web.filters import said_date

Item = dict[str, Any]


def people(household: Household, related: Mapping[str, str], today: date) -> list[Item]:
    """One line a person; the one who asks for help cannot be removed."""
    return [_person(household, person, number, related, today) for number, person in enumerate(household.people, 1)]


def births(household: Household) -> list[Item]:
    """One line a baby."""
    return [
        {
            "text": f"Baby {number}",
            "hint": f"Due on {said_date(birth.due_on)}",
            "remove": url_for("households.family.remove_birth", household_id=household.id, birth_id=birth.id),
        }
        for number, birth in enumerate(household.births, 1)
    ]


def _person(household: Household, person: Person, number: int, related: Mapping[str, str], today: date) -> Item:
    ids: dict[str, Any] = {"household_id": household.id, "person_id": person.id}
    item = {
        "text": person.name or f"Person {number}, name not given",
        "hint": _about(person, related, today),
        "change": url_for("households.family.change", **ids),
    }
    return {**item, "remove": url_for("households.family.remove", **ids)} if person.position else item


def _about(person: Person, related: Mapping[str, str], today: date) -> str:
    relation = person.relationship_to_lead
    said = (
        ROLES[person.role].split(" ")[0],
        "asks for help" if person.position == 0 else _related(related, relation),
        SEXES[person.sex].lower() if person.sex else "sex not known",
        how_old(person, today),
        "has a partner here" if person.partner_id else "",
    )
    return ", ".join(words for words in said if words)


def _related(related: Mapping[str, str], relation: str | None) -> str:
    """Nothing for "child", which has been said."""
    return related.get(relation, relation).lower() if relation and relation != "child" else ""
