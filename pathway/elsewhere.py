"""Whether another council may be asked to take her case over: never where anybody of the household is at risk there.

Source: Housing Act 1996 s198(2), (2A) to (2C) and s199. Not knowing is no permission: what has not been asked, or a
place that nobody has placed, stands in the way until somebody has found out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feared:
    """A person of concern: the districts of the places they use, None where a place's district is not known.

    `known`: whether their places are known; None nobody has asked, False she does not know.
    """

    known: bool | None
    districts: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be answered before a referral. None is not known; `district` is the other council's code, if known.

    `places_checked`: a person has looked at every place on record and says that none of them is in that district.
    """

    district: str | None
    at_risk: bool | None
    connected_here: bool | None
    connected_there: bool | None
    places_checked: bool


AT_RISK = "She, or somebody who lives with her, would be at risk there. This council keeps her case (s198)."
ASK_RISK = (
    "Ask whether she, or anybody who lives with her, would be at risk there. Until it is known, nobody is referred."
)
NOBODY_KNOWS = (
    "Nobody knows where a person of concern lives or goes, so nobody can say that she would be safe there (s198). "
    "This council keeps her case."
)
PLACED_THERE = "A person of concern uses a place in that district. This council keeps her case (s198)."
NOT_THERE = "She has said that she cannot live there. This council keeps her case (s198)."
CHECK_PLACES = "Look at every place to keep away from, and confirm that none of them is in that district."
HERE = "She, or somebody who lives with her, has a local connection here. This council keeps her case (s198)."
ASK_HERE = "Find out whether anybody of the household has a local connection here."
THERE = "Nobody of the household has a local connection there, so that council cannot be asked (s198)."


def why_not(question: Question, feared: Iterable[Feared], excluded: Iterable[str | None]) -> tuple[str, str] | None:
    """The question that stands in the way and the sentence; None where the referral may be made.

    `excluded` are the districts of the areas in which she has said that she cannot live.
    """
    return _risk(question, tuple(feared), frozenset(excluded)) or _connection(question)


def _risk(asked: Question, feared: tuple[Feared, ...], excluded: frozenset[str | None]) -> tuple[str, str] | None:
    places = [district for person in feared for district in person.districts]
    unplaced = (asked.district is None and bool(places)) or None in places
    stops = (
        (asked.at_risk is True, "at_risk", AT_RISK),
        (asked.at_risk is None, "at_risk", ASK_RISK),
        (any(not person.known for person in feared), "district", NOBODY_KNOWS),
        (asked.district is not None and asked.district in places, "district", PLACED_THERE),
        (asked.district is not None and asked.district in excluded, "district", NOT_THERE),
        (unplaced and not asked.places_checked, "places_checked", CHECK_PLACES),
    )
    return next(((field, sentence) for stop, field, sentence in stops if stop), None)


def _connection(asked: Question) -> tuple[str, str] | None:
    stops = (
        (asked.connected_here is True, "connected_here", HERE),
        (asked.connected_here is None, "connected_here", ASK_HERE),
        (asked.connected_there is not True, "connected_there", THERE),
    )
    return next(((field, sentence) for stop, field, sentence in stops if stop), None)
