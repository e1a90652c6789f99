"""Stale vacancies, for every council: providers are asked to look again, and the council telephones the silent."""

from __future__ import annotations

from datetime import datetime

from housing.access import system
from housing.jobs.matching import councils
from housing.places.freshness.escalating import escalate
from housing.places.freshness.nudging import nudge
from housing.web.filters import plural

NUDGES = system("Vacancies to confirm")


def nudge_providers(now: datetime) -> str:
    """One message a day to each manager of a provider with stale units."""
    sent = sum(nudge(authority=code, by=NUDGES, now=now) for code, _ in councils())
    return f"{plural(sent, 'person', 'people')} asked to look again." if sent else "Every unit was confirmed lately."


def escalate_silent(now: datetime) -> str:
    """A task for the homelessness team about each property that has been silent for too long."""
    silent = sum(escalate(authority=code, by=NUDGES, now=now) for code, _ in councils())
    return f"{plural(silent, 'property', 'properties')} silent." if silent else "No property is silent."
