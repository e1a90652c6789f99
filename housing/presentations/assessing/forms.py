"""The question pages on her situation and on the risk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from housing.forms import Choice, DateParts, LongText, Option, WholeNumber, YesNoNotKnown
from housing.households.case import SectionForm
from housing.presentations.models import RiskEntry
from housing.presentations.recording import Risk
from housing.presentations.situation import STAYING_WORDS, band_entered
from pathway.risk import RiskBand

ELSEWHERE, HOTEL, SAFE, NOWHERE, UNKNOWN = STAYING_WORDS
REVEALED = {HOTEL: ("nights_in_hotel",), SAFE: ("wrong_kind",)}


class SituationForm(SectionForm):
    """Where she is now. She may leave any of it out."""

    safe_tonight = YesNoNotKnown("Does she have somewhere safe to stay tonight?")
    staying = Choice(
        "Where is she staying now?",
        options=[
            *(
                Option(slug, words.capitalize(), reveals=REVEALED.get(slug, ()))
                for slug, words in STAYING_WORDS.items()
                if slug != UNKNOWN
            ),
            Option(UNKNOWN, "Not known", divider="or"),
        ],
    )
    nights_in_hotel = WholeNumber(
        "How many nights in hotels in total?",
        noun="Number of nights",
        hint="Over all stays under this application. Leave it empty if it is not known",
        maximum=999,
        when=("staying", HOTEL),
    )
    wrong_kind = YesNoNotKnown(
        "Is it the wrong kind of place for her?",
        hint="For example, too small, or without the support that she needs",
        when=("staying", SAFE),
    )
    place_known = YesNoNotKnown("Does a person of concern know where she is staying?")
    children_apart = YesNoNotKnown("Do any of her children have to live apart from her?")
    planned_move = YesNoNotKnown(
        "Is this a planned move?", hint="She is safe where she is, and moves on in her own time"
    )

    def facts(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        where = self.staying.data
        known = where is not None and where != UNKNOWN
        safe = self.safe_tonight.truth
        return {
            "nowhere_safe_tonight": None if safe is None else not safe,
            "place_known": self.place_known.truth,
            "in_hotel": where == HOTEL if known else None,
            "nights_in_hotel": self.nights_in_hotel.data,
            "in_safe_accommodation": where == SAFE if known else None,
            "wrong_kind": self.wrong_kind.truth,
            "planned_move": self.planned_move.truth,
            "children_apart": self.children_apart.truth,
            "staying": where,
        }


def stored_situation(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    nowhere = kept.get("nowhere_safe_tonight")
    same = ("place_known", "nights_in_hotel", "wrong_kind", "planned_move", "children_apart")
    return {
        **{name: kept.get(name) for name in same},
        "safe_tonight": None if nowhere is None else not nowhere,
        "staying": kept.get("staying") or _staying(kept),
    }


def _staying(kept: Mapping[str, Any]) -> str | None:
    if kept.get("in_hotel"):
        return HOTEL
    if kept.get("in_safe_accommodation"):
        return SAFE
    return ELSEWHERE if kept.get("in_hotel") is False and kept.get("in_safe_accommodation") is False else None


class RiskForm(SectionForm):
    """The DASH as somebody else scored it, and what the officer thinks."""

    total = WholeNumber("DASH total")
    band = Choice(
        "Risk band",
        hint="May be above what the total alone gives, never below",
        options=Option.each((band.value, band.value.capitalize()) for band in RiskBand),
    )
    judgement = YesNoNotKnown("In your judgement, is she at high risk whatever the total says?", noun="Judgement")
    escalation = YesNoNotKnown("Are incidents coming more often, or getting worse?", noun="Escalation")
    further_abuse_on = DateParts(
        "When was the last abuse that she has told you of?",
        noun="The day of the last abuse",
        hint="Leave it empty if it is not known. Within 12 months of a MARAC it is heard again",
        bound="today or past",
    )
    reason = LongText("Why, if the band is above the total’s", noun="The reason", max_length=1000, rows=3)

    def limit(self, highest: int) -> None:
        """The most ticks that the form in use has."""
        self.total.maximum = highest
        self.total.hint = f"The number of ticks, from 0 to {highest}. Leave it empty if the DASH is not done"

    def risk(self) -> Risk:
        """The answers as the service takes them."""
        return Risk(
            total=self.total.data,
            band=self.band.data,
            judgement=self.judgement.truth,
            escalation=self.escalation.truth,
            reason=self.reason.data,
            further_abuse_on=self.further_abuse_on.data,
        )


def stored_risk(last: RiskEntry, on: date) -> dict[str, Any]:
    """The last assessment as the form shows it: a band that follows from the other answers is left open."""
    same = {name: getattr(last, name) for name in ("total", "judgement", "escalation", "reason")}
    return {**same, "band": band_entered(last, on)}
