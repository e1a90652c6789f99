"""Where a new home is, against the rules of safety that every place is judged by: one judgement, no list of homes.

The household's own facts are those of the matcher's snapshot at this moment, separations included. Nothing of where
she is in danger leaves this module: only which rule answered, and how.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from allocation.catalogue import Answer, Authority, Verdict
from allocation.problem import read_problem
from allocation.rules import rules
from allocation.screen import verdicts
from housing.households.points import locate
from housing.placements.matching.snapshot import take
from housing.places.models import Postcode, Ward
from housing.refusals import Refused

CLEAR, REFUSED, ASK, BY_HAND = "clear", "refused", "ask", "by_hand"
SAFETY = tuple(rule for rule in rules() if rule.authority is Authority.SAFETY)
NOWHERE_KNOWN = "unknown"
ROOM = {"available_from": "", "bedrooms": [{"beds": 20, "cots": 10}], "max_people": 50, "floor": 0, "lift": True,
        "features": []}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules of safety said: the answer, each rule's answer by its id, and what to find out or to know."""

    answer: str
    rules: dict[str, str]
    sentences: tuple[str, ...]
    ward_code: str | None


def check_place(
    session: Session, *, household_id: UUID, authority: str, postcode: str | None, ward_code: str | None, now: datetime
) -> Checked:
    """Judge a place by its postcode, or by the middle of its ward, inside the caller's session.

    Raises:
        Refused: neither is given or known to Haven, or the household has no open presentation.
    """
    point = locate(session, postcode=postcode, ward_code=ward_code)
    ward = _ward(session, postcode, ward_code)
    snapshot = take(session, authority, now=now, only=household_id, within=uuid4())
    found = next((each for each in snapshot.document["households"] if each["id"] == str(household_id)), None)
    if found is None:
        raise Refused("Record who is in the household first: nothing can be checked for nobody.")
    answers = _judge(snapshot.document, found, point.easting, point.northing, ward)
    said = {rule: verdict.answer for rule, verdict in answers.items()}
    return Checked(
        answer=REFUSED if Answer.REFUSE in said.values() else ASK if Answer.ASK in said.values() else CLEAR,
        rules={rule: str(answer) for rule, answer in said.items()},
        sentences=tuple(verdict.because for verdict in answers.values() if verdict.answer is not Answer.ACCEPT),
        ward_code=ward.code if ward else None,
    )


def _judge(
    document: Mapping[str, Any], found: Mapping[str, Any], easting: float, northing: float, ward: Ward | None
) -> dict[str, Verdict]:
    household = {
        **found, "support_need": "low", "funding": ["housing_benefit"], "accepts": ["dispersed"], "declined": [],
        "places": [], "pets": [], "access_needs": [],
    }  # fmt: skip
    household.pop("held", None)
    home = {
        "id": "new-home", "kind": "dispersed", "easting": easting, "northing": northing,
        "authority": ward.authority_code if ward else NOWHERE_KNOWN, "ward": ward.code if ward else NOWHERE_KNOWN,
        "sexes": ["female", "male", "other"], "boys_up_to": "any", "max_support": "very_high", "pets": [],
        "funding": ["housing_benefit"], "sleeping": "room_standard", "residents": [],
        "units": [{**ROOM, "id": "new-home-unit", "available_from": document["as_of"]}],
    }  # fmt: skip
    whole = {"format": document["format"], "as_of": document["as_of"], "households": [household], "properties": [home]}
    problem = read_problem(json.dumps(whole).encode())
    said = verdicts(problem, problem.households[0], problem.units[0])
    return {rule.id: said[rule.id] for rule in SAFETY}


def _ward(session: Session, postcode: str | None, ward_code: str | None) -> Ward | None:
    if not postcode:
        return session.get(Ward, ward_code) if ward_code else None
    codes = (postcode, postcode.replace(" ", ""))
    query = select(Ward).join(Postcode, Postcode.ward_code == Ward.code).where(Postcode.code.in_(codes)).limit(1)
    return session.scalar(query)
