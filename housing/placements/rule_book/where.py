"""Where the facts of each rule are edited: in words, with the page that leads there for those who may open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A place where a fact is recorded.

    `endpoint` is the list on which the household or unit is found first, called `link`; "" where no page leads there.
    """

    words: str
    endpoint: str = ""
    permission: str = ""
    link: str = ""


def _household(section: str, which: str = "The household") -> Where:
    return Where(f"{which}: {section}", "households.index", "household.read", "Households")


def _service(question: str) -> Where:
    return Where(f"The property: What you accept, {question}", "places.own_units", "unit.manage", "My units")


PEOPLE = _household("People in the household")
CONCERNS = _household("People of concern, and the places they use")
AREAS = _household("Where she cannot live")
NEEDS = _household("Needs")
RESIDENTS = "Those who live there"
UNIT = Where("The unit: kept with it since it was entered")
SETTING = Where("The council's setting for how soon a home is needed (matching.needed_within_days)")
PUBLISHED = Where("Nowhere: it is the published order, in the engine itself")

WHERE: Mapping[str, tuple[Where, ...]] = {
    "danger-zone": (
        CONCERNS,
        Where(
            "The council's usual distances for kinds of place",
            "distances.every",
            "distance.set",
            "Usual distances to keep",
        ),
    ),
    "excluded-area": (AREAS,),
    "outside-authority": (AREAS,),
    "threat-on-site": (CONCERNS,),
    "is-a-threat": (_household("People of concern, and the places they use", RESIDENTS),),
    "kept-apart": (CONCERNS, _household("People of concern, and the places they use", RESIDENTS)),
    "available": (Where("The unit: Available from a day", "places.own_units", "unit.manage", "My units"), SETTING),
    "agreed-kind": (_household("What she wants"),),
    "declined-before": (Where("The offer: her answer, or the service's", "offers.index", "offer.make", "Offers"),),
    "people": (PEOPLE, UNIT),
    "beds": (PEOPLE, UNIT),
    "sex-accepted": (PEOPLE, _service("whom")),
    "boys-age": (PEOPLE, _service("boys")),
    "access": (NEEDS, UNIT),
    "support": (NEEDS, _service("support")),
    "funding": (_household("Money and immigration"), _service("ways of paying")),
    "pets": (NEEDS, _service("pets")),
    "place-limit": (_household("What she needs to be near"),),
    "one-home-each": (PUBLISHED,),
    "apart-together": (CONCERNS,),
    "threats-together": (CONCERNS,),
    "caps": (_service("limits"),),
    "level-placed": (_household("Urgency, worked out from what is recorded"),),
    "level-waited": (_household("The day on which it asked for help"),),
    "level-kept": (PUBLISHED,),
    "level-cost": (_household("What she wants, and what she needs to be near"), UNIT),
    "level-ties": (PUBLISHED,),
}
