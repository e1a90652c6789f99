"""Requests for help with money, asked for and decided through the services."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

from housing.access import Actor, Role
from housing.presentations.payments.asking import Asked, ask
from housing.presentations.payments.budgets import set_budget
from housing.presentations.payments.models import Payment
from tests.housing.households.factories import NOW, Town, person

ASKED = Asked("prevention", "household_items", Decimal(120), "supplier", "voucher", "A cooker (made up)")
YEAR = 2026


def request(household_id: UUID, by: Actor, *, pounds: str = "120", fund: str = "prevention") -> Payment:
    """Somebody asks for so much."""
    asked = replace(ASKED, amount=Decimal(pounds), fund=fund)
    return ask(household_id=household_id, asked=asked, once=uuid4(), by=by, now=NOW)


def budget(by: Actor, pounds: str, *, fund: str = "prevention") -> None:
    """What may be spent this year."""
    set_budget(fund=fund, year=YEAR, amount=Decimal(pounds), why="Cabinet (made up)", by=by, now=NOW)


def another_desk(people: Town) -> Actor:
    """A second person of the homelessness team."""
    (grant,) = people.homelessness.grants
    return person("Hugo Demo", Role.HOMELESSNESS, grant.organisation_id)
