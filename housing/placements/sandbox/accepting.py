"""A change of what a service accepts at one property."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.intentions import IntendedChange
from housing.placements.matching.home_facts import accepted
from housing.placements.sandbox.change import Change, Document, Row
from housing.places import policy_words
from housing.places.models import AcceptancePolicy
from housing.places.policies import as_policy, intended, put_policy
from housing.places.queries import own_property, policy_on
from housing.web.filters import said_date

NOTHING = "Nothing recorded"


def read(session: Session, actor: Actor, intention: IntendedChange, now: datetime) -> Change:
    """The change that an intention of `places.policies.intend_policy` means today.

    Raises:
        NotFound: the property is not the actor's any more.
    """
    property_id, from_on, acceptance = intended(intention.says)
    home = own_property(session, actor, property_id)
    before, after = policy_on(home.policies, day_of(now)), as_policy(acceptance, property_id=home.id, from_on=from_on)
    seen = len(home.policies)

    def put(session: Session, by: Actor, at: datetime) -> object:
        return put_policy(session, home.id, acceptance, from_on=from_on, seen=seen, by=by, now=at)

    return Change(
        kind=intention.kind,
        authority=home.authority_code,
        title=f"What {home.code} accepts",
        when=f"From {said_date(from_on)}",
        rows=_rows(before, after, policy_words.lists(session, home.authority_code)),
        mark=str(seen),
        in_problem=lambda problem: with_policy(problem, str(home.id), before, after),
        put=put,
        instead={home.id: after},
        organisation_id=home.organisation_id,
        property_id=home.id,
    )


def with_policy(
    problem: Document, home_id: str, before: AcceptancePolicy | None, after: AcceptancePolicy
) -> Document | None:
    """A problem in which the property's policy has what differs between the two, and else what it had then.

    None where nothing in it would differ: the property had no free unit, or accepted so already.
    """
    if before is None:
        return None
    for place, home in enumerate(problem["properties"]):
        if home["id"] == home_id:
            changed = {**home, **_differing(home, accepted(before), accepted(after))}
            homes = [*problem["properties"][:place], changed, *problem["properties"][place + 1 :]]
            return None if changed == home else {**problem, "properties": homes}
    return None


def _differing(home: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The entries that the change touches; of the caps, each by itself."""
    changed = {name: value for name, value in after.items() if name != "caps" and before[name] != value}
    caps = dict(home.get("caps", {}))
    for key in before["caps"].keys() | after["caps"].keys():
        if before["caps"].get(key) != after["caps"].get(key):
            caps.pop(key, None)
            caps |= {key: after["caps"][key]} if key in after["caps"] else {}
    return {**changed, "caps": caps} if caps != home.get("caps", {}) else changed


def _rows(before: AcceptancePolicy | None, after: AcceptancePolicy, labels: policy_words.Lists) -> tuple[Row, ...]:
    was = policy_words.in_words(before, labels) if before else {}
    becomes = policy_words.in_words(after, labels)
    return tuple(
        Row(question, was.get(question, NOTHING), answer)
        for question, answer in becomes.items()
        if was.get(question) != answer
    )
