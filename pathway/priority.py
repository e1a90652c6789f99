"""How urgent a household is: facts to a band from 1 (most urgent) to 5, every step shown.

A question that nobody has answered never makes a household less urgent than the answer "no" would. How each is
read until somebody asks is in `_read`, and why in docs/adr/0021.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from pathway.bands import FACTS, FIRST_FACTS, HOTEL_BAND, STEPS, Answer, Situation, StepRule, first_band
from pathway.thresholds import HotelNights

__all__ = ["Banding", "Question", "Situation", "Step", "band_for"]


@dataclass(frozen=True, slots=True)
class Step:
    """One band's step. `held` is what is known; `taken` is how it is read until somebody has asked."""

    band: int
    title: str
    facts: tuple[str, ...]
    held: Answer
    taken: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Something to find out. `could_be` is the most urgent band to which the answer, with others, could lead."""

    fact: str
    ask: str
    because: str
    could_be: int


@dataclass(frozen=True, slots=True)
class Banding:
    """The band with every step, what puts her first within it, and what to ask, most urgent first.

    `could_be` is the most urgent band that answers still to come could give; `settled` says that none can change it.
    """

    band: int
    because: str
    steps: tuple[Step, ...]
    first_because: tuple[str, ...]
    to_ask: tuple[Question, ...]
    could_be: int
    settled: bool


def band_for(situation: Situation, hotel: HotelNights) -> Banding:
    """Band one household. `hotel` is the limit on hotel nights in force (`pathway.thresholds.hotel_nights`)."""
    known = _implied(situation)
    taken = _read(known)
    band = first_band(taken)
    steps = tuple(_step(rule, known, taken) for rule in STEPS)
    questions = _questions(known, band)
    first = _first_because(known, hotel) if band == HOTEL_BAND else ()
    order = _first_questions(known) if band == HOTEL_BAND and not first else ()
    return Banding(
        band=band,
        because=next((step.title for step in steps if step.taken), "Nothing more urgent holds"),
        steps=steps,
        first_because=first,
        to_ask=questions + order,
        could_be=min((band, *(question.could_be for question in questions))),
        settled=not questions,
    )


def _implied(s: Situation) -> Situation:
    """A hotel is never safe accommodation (SI 2021/991 reg 2), so that knowing one answers the other."""
    if s.in_safe_accommodation and s.in_hotel is None:
        return replace(s, in_hotel=False)
    if s.in_hotel and s.in_safe_accommodation is None:
        return replace(s, in_safe_accommodation=False)
    return s


def _read(s: Situation) -> Situation:
    """How facts that are not known are taken until somebody asks: as the more urgent answer, with two exceptions.

    A risk nobody has assessed is not taken as high, or else nobody known to be at high risk would come first; and
    a household known to have a hotel or safe accommodation is not taken to have nowhere safe. (Whether a move is
    planned changes no band.)
    """
    roof = bool(s.in_hotel or s.in_safe_accommodation)
    return replace(
        s,
        nowhere_safe_tonight=not roof if s.nowhere_safe_tonight is None else s.nowhere_safe_tonight,
        high_risk=bool(s.high_risk),
        place_known=s.place_known is not False,
        in_hotel=s.in_hotel is not False,
        in_safe_accommodation=s.in_safe_accommodation is not False,
        wrong_kind=s.wrong_kind is not False,
        planned_move=bool(s.planned_move),
    )


def _step(rule: StepRule, known: Situation, taken: Situation) -> Step:
    facts = tuple(f"{FACTS[fact][0]}: {_words(getattr(known, fact), getattr(taken, fact))}" for fact in rule.facts)
    return Step(rule.band, rule.title, facts, rule.holds(known), bool(rule.holds(taken)))


def _words(known: Answer, taken: Answer) -> str:
    said = "yes" if taken else "no"
    return f"not known, taken as {said} until somebody asks" if known is None else said


def _questions(known: Situation, band: int) -> tuple[Question, ...]:
    """Every fact not known whose answer could change the band, whatever the other answers turn out to be."""
    unknown = [fact for fact in FACTS if getattr(known, fact) is None]
    every = product((True, False), repeat=len(unknown))
    bands = {answers: first_band(replace(known, **dict(zip(unknown, answers, strict=True)))) for answers in every}
    found = []
    for place, fact in enumerate(unknown):
        could_be = _could_be(place, bands)
        if could_be is not None:
            found.append(Question(fact, FACTS[fact][1], _because(could_be, band), could_be))
    return tuple(sorted(found, key=lambda question: question.could_be))


def _could_be(place: int, bands: dict[tuple[bool, ...], int]) -> int | None:
    """The most urgent band among the answers where this one makes a difference; None where it makes none."""
    pairs = ((bands[yes], bands[(*yes[:place], False, *yes[place + 1 :])]) for yes in bands if yes[place])
    return min((min(pair) for pair in pairs if pair[0] != pair[1]), default=None)


def _because(could_be: int, band: int) -> str:
    if could_be < band:
        return f"the answer could make this band {could_be}"
    return f"the answer helps to settle the band, which is {band} until then"


def _first_because(s: Situation, hotel: HotelNights) -> tuple[str, ...]:
    nights = s.nights_in_hotel
    reasons = (
        (nights is not None and nights >= hotel.nearing, f"{nights} nights in hotels, of {hotel.limit} at most"),
        (s.children_apart, "Her children have to live apart from her"),
        (s.pregnant, "Somebody in the household is pregnant"),
    )
    return tuple(sentence for holds, sentence in reasons if holds)


def _first_questions(s: Situation) -> tuple[Question, ...]:
    because = f"the answer could put her among the first of band {HOTEL_BAND}"
    missing = (fact for fact in FIRST_FACTS if getattr(s, fact) is None)
    return tuple(Question(fact, FIRST_FACTS[fact], because, HOTEL_BAND) for fact in missing)
