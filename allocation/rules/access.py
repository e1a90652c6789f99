"""Whether everybody can get in and live there: the law on disability, which no service can set aside."""

from __future__ import annotations

from allocation.catalogue import ACCEPT, Authority, Verdict, refuse, rule
from allocation.facts import Household, Unit

WORDS = {
    "wheelchair": "room for a wheelchair",
    "level_access_shower": "a level-access shower",
    "hearing_alerts": "alerts for people who are deaf",
    "visual_alerts": "alerts for people who are blind",
    "adapted_kitchen": "an adapted kitchen",
    "step_free": "a way in without steps",
    "ground_floor": "to be on the ground floor or have a lift",
}


@rule(
    "access",
    title="Every access need is met",
    authority=Authority.LAW,
    source="Equality Act 2010 sections 20 and 35 to 36; Homelessness Code of Guidance chapter 17",
    reads=(Household.access_needs, Unit.access_met),
)
def access(household: Household, unit: Unit) -> Verdict:
    """A home meets every access need of the household. A way in without steps is also met by room for a
    wheelchair; ground floor also by a lift."""
    unmet = sorted(household.access_needs - unit.access_met)
    if unmet:
        return refuse(f"the household needs {' and '.join(WORDS[need] for need in unmet)}")
    return ACCEPT
