"""An acceptance policy in words, question by question, as the pages of a property and of a change show it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.places.models import AcceptancePolicy
from housing.places.words import CAPS, SEXES, SUPPORT, boys
from housing.web.filters import said_date

LISTS = {"pets": "pet", "funding": "funding_route", "services": "service", "restrictions": "restriction"}
Lists = Mapping[str, Mapping[str, str]]


def lists(session: Session, authority: str) -> dict[str, dict[str, str]]:
    """The council's code lists that a policy is made of, by the policy's field."""
    return {name: choices(session, code, authority) for name, code in LISTS.items()}


def in_words(policy: AcceptancePolicy, labels: Lists) -> dict[str, str]:
    """{question: answer} in the order of the page, without the day it begins."""

    def listed(name: str, slugs: list[str], nothing: str) -> str:
        return _listed(labels.get(name, SEXES), slugs) or nothing

    support = SUPPORT[policy.max_support] if policy.max_support else "Not known"
    caps = [f"{CAPS.get(key, key)}: {most} at most" for key, most in sorted(policy.caps.items())]
    return {
        "Adults": listed("sexes", policy.sexes, "Nobody"),
        "Boys": boys(policy.boys_any, policy.boys_up_to),
        "Highest support need": support,
        "Pets": listed("pets", policy.pets, "Assistance animals only"),
        "Ways of paying": listed("funding", policy.funding, "None"),
        "By and for": listed("services", policy.services, "Everybody"),
        "At one time": "; ".join(caps) or "No limit",
        "Talk to us first about": listed("restrictions", policy.restrictions, "Nothing in particular"),
        "Notes": policy.notes or "None",
    }


def as_rows(policy: AcceptancePolicy, labels: Lists) -> list[dict[str, str]]:
    """The same as rows of a summary list, the first day before them."""
    words = {"From": said_date(policy.from_on), **in_words(policy, labels)}
    return [{"key": question, "value": answer} for question, answer in words.items()]


def to_settle(policy: AcceptancePolicy | None, labels: Mapping[str, str]) -> list[str]:
    """What has to be settled with the service before an offer, since no rule reads it: a line each, none where nothing.

    `labels` is the code list of restrictions.
    """
    if policy is None:
        return []
    return [*(labels.get(slug, slug) for slug in policy.restrictions), *([policy.notes] if policy.notes else [])]


def _listed(labels: Mapping[str, str], slugs: list[str]) -> str:
    return ", ".join(labels.get(slug, slug.replace("_", " ")) for slug in slugs)
