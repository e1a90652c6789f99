"""Every fact that a council asks for, what is recorded of it, and what waits for it: which rule, which duty or letter.

Nothing here is mandatory. What waits is said with the words of what waits for it: a rule of the matcher by its title
(allocation.rules), a duty, a clock or a letter by what staff call it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from allocation.rules import rules
from housing.households.asked import was_asked
from housing.households.birthdays import birth_of
from housing.presentations.page.glance import NOT_ASKED, Glance
from housing.presentations.situation import STAYING

TITLES = {rule.id: rule.title for rule in rules()}
BAND, LETTERS = "Priority band", "Every letter and message to her"
DECISION = "Letter on the decision (Housing Act 1996 section 184)"
HOTEL = "Clock of 42 nights in a hotel (SI 2003/3326)"


@dataclass(frozen=True, slots=True)
class Known:
    """What the page knows besides the presentation: lines of rooms of their own, None where nobody has asked."""

    glance: Glance
    today: date
    overnight: str | None
    relations: str | None
    equality: str | None
    contact: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is called, where it is changed, how it is said, whether it is missing, and what waits for it.

    `rules` are ids of the matcher's rules, which ask until it is known.
    """

    slug: str
    text: str
    section: str
    endpoint: str
    said: Callable[[Known], str]
    missing: Callable[[Known], bool]
    rules: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def waits(self) -> tuple[str, ...]:
        """What waits for it, in words."""
        return (*(TITLES[rule] for rule in self.rules), *self.others)


def _everybody(known: Known, wanted: Callable[..., bool]) -> bool:
    people = known.glance.household.people
    return not people or not all(wanted(person) for person in people)


def _ages(known: Known) -> str:
    people = known.glance.household.people
    sure = sum(person.born is not None for person in people)
    partly = sum(person.born is None and birth_of(person) is not None for person in people)
    said = f"Known of {sure} of {len(people)}"
    return f"{said}, partly of {partly}" if partly else said


def _sexes(known: Known) -> str:
    people = known.glance.household.people
    return f"Known of {sum(person.sex is not None for person in people)} of {len(people)}"


def _situation(name: str) -> Callable[[Known], bool]:
    return lambda known: known.glance.presentation.situation.get(name) is None


def _answer(name: str, words: tuple[str, str]) -> Callable[[Known], str]:
    def said(known: Known) -> str:
        answer = known.glance.presentation.situation.get(name)
        return NOT_ASKED if answer is None else words[0] if answer else words[1]

    return said


def _nights(known: Known) -> str:
    kept = known.glance.presentation.situation
    if kept.get(STAYING) != "hotel":
        return "Not in a hotel" if kept.get(STAYING) else NOT_ASKED
    nights = kept.get("nights_in_hotel")
    return NOT_ASKED if nights is None else f"{nights} so far"


def _risk_open(known: Known) -> bool:
    risks = known.glance.presentation.risks
    return not risks or (risks[-1].band != "high" and None in (risks[-1].judgement, risks[-1].escalation))


def _list(name: str) -> Callable[[Known], bool]:
    return lambda known: not was_asked(known.glance.household, name)


SITUATION, CONTACT, RISK = "presentations.situation", "households.contact.edit", "presentations.risk"
PEOPLE, DANGER, NEEDS = "households.family.people", "households.danger.people", "households.wanting.needs"
MONEY, WISHES, AREAS = "households.wanting.money", "households.wanting.wishes", "households.around.areas"
NEAR = "households.around.near"
SAFETY, WHO, WANTED = "Is she safe?", "Who they are", "What they need"

FACTS: Sequence[Fact] = (
    Fact("safe", "Somewhere safe tonight", SAFETY, SITUATION, lambda k: k.glance.staying,
         _situation("nowhere_safe_tonight"), others=(BAND, "Interim accommodation (section 188)")),
    Fact("place-known", "Whether the place is known to somebody dangerous", SAFETY, SITUATION,
         _answer("place_known", ("It is known", "It is not known")), _situation("place_known"), others=(BAND,)),
    Fact("hotel", "Nights in a hotel", SAFETY, SITUATION, _nights, lambda k: _nights(k) == NOT_ASKED,
         others=(BAND, HOTEL)),
    Fact("contact", "Safe contact", SAFETY, CONTACT, lambda k: k.contact, lambda k: k.contact == NOT_ASKED,
         others=(LETTERS,)),
    Fact("language", "Interpreter", SAFETY, CONTACT, lambda k: k.glance.language,
         lambda k: k.glance.household.interpreter is None, others=("First assessment in her own language", LETTERS)),
    Fact("risk", "Risk", SAFETY, RISK, lambda k: k.glance.risk, _risk_open, others=(BAND, "MARAC referral")),
    Fact("concerns", "People of concern and their places", SAFETY, DANGER, lambda k: k.glance.concerns,
         lambda k: not k.glance.household.concerns_asked
         or any(each.places_known is None for each in k.glance.household.concerns),
         rules=("danger-zone", "threat-on-site"), others=("Referral to another district (section 198)",)),
    Fact("born", "Dates of birth", WHO, PEOPLE, _ages, lambda k: _everybody(k, lambda each: each.born is not None),
         rules=("boys-age", "people", "beds"), others=("Priority need of somebody of 16 or 17", DECISION)),
    Fact("sex", "Sex of each person", WHO, PEOPLE, _sexes, lambda k: _everybody(k, lambda each: each.sex is not None),
         rules=("sex-accepted", "boys-age", "beds")),
    Fact("relations", "How they are related to one another", WHO, "households.relations.index",
         lambda k: k.relations or NOT_ASKED, lambda k: k.relations is None),
    Fact("births", "Expected births", WHO, PEOPLE, lambda k: k.glance.births, lambda k: k.glance.births == NOT_ASKED,
         rules=("people", "beds"), others=(BAND, HOTEL)),
    Fact("overnight", "Children who stay some nights", WHO, "households.overnight.index",
         lambda k: k.overnight or NOT_ASKED, lambda k: k.overnight is None,
         others=("Suitability of an offer (SI 2012/2601 article 2)",)),
    Fact("equality", "Equality questions", WHO, "households.equality.ask", lambda k: k.equality or NOT_ASKED,
         lambda k: k.equality is None, others=("Report on equality of outcome",)),
    Fact("access", "Access needs", WANTED, NEEDS, lambda k: k.glance.access, _list("access_needs"), rules=("access",)),
    Fact("support", "Support", WANTED, NEEDS, lambda k: k.glance.support,
         lambda k: k.glance.household.support_need is None, rules=("support",),
         others=("Personalised housing plan (section 189A)",)),
    Fact("pets", "Animals", WANTED, NEEDS, lambda k: k.glance.pets, _list("pets"), rules=("pets",)),
    Fact("immigration", "Public funds", WANTED, MONEY,
         lambda k: k.glance.label("immigration", k.glance.household.immigration),
         lambda k: k.glance.household.immigration is None, others=(DECISION, "Migrant victims’ concession")),
    Fact("funding", "Ways of paying", WANTED, MONEY, lambda k: k.glance.funding,
         lambda k: not k.glance.household.funding, rules=("funding",)),
    Fact("kinds", "Kinds of home agreed to", WANTED, WISHES, lambda k: k.glance.kinds, _list("accepts"),
         rules=("agreed-kind",)),
    Fact("stay", "Whether she wants to stay at home", WANTED, WISHES,
         lambda k: {True: "Yes", False: "No", None: NOT_ASKED}[k.glance.household.wants_to_stay],
         lambda k: k.glance.household.wants_to_stay is None, others=("Making her home safe",)),
    Fact("areas", "Where they cannot live", WANTED, AREAS, lambda k: k.glance.areas,
         lambda k: k.glance.areas == NOT_ASKED, rules=("excluded-area", "outside-authority"),
         others=("Referral to another district (section 198)",)),
    Fact("near", "What they need to be near", WANTED, NEAR, lambda k: k.glance.near_places,
         lambda k: not k.glance.household.near_asked, rules=("place-limit",),
         others=("Suitability of an offer (SI 2012/2601 article 2)",)),
)  # fmt: skip


def holds_up(known: Known) -> dict[str, list[Fact]]:
    """What waits, each with the missing facts that it waits for, in the order of the facts."""
    found: dict[str, list[Fact]] = {}
    for fact in FACTS:
        if fact.missing(known):
            for waits in fact.waits:
                found.setdefault(waits, []).append(fact)
    return found
