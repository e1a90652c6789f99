"""How her safe contact was before, as a page shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.contacting.models import SafeContactRecord
from housing.web.filters import said_moment
from pathway.sanctuary_visits import VisitRule

MOST = 50
KNOWN = {True: "Yes", False: "No", None: "Not asked"}


@dataclass(frozen=True, slots=True)
class Before:
    """One record: from when on it held, who entered it, and its rows for a summary list. The number is not in it."""

    title: str
    rows: list[dict[str, str]]


def records(session: Session, household_id: UUID, methods: Mapping[str, str]) -> list[Before]:
    """The newest records first; who may know of the case is the caller's to have asked."""
    query = select(SafeContactRecord).where(SafeContactRecord.household_id == household_id)
    found = session.scalars(query.order_by(SafeContactRecord.at.desc(), SafeContactRecord.id).limit(MOST))
    return [_shown(record, methods) for record in found]


def _shown(record: SafeContactRecord, methods: Mapping[str, str]) -> Before:
    kept: dict[str, Any] = json.loads(record.answers)
    given = [name for name in ("phone", "email", "address") if kept.get(name)]
    rows = {
        "How": ", ".join(methods.get(each, each) for each in kept.get("methods", ())) or "Not agreed",
        "When": ". ".join(filter(None, (_hours(kept), kept.get("times")))) or "Not agreed",
        "Recorded": ", ".join({"phone": "Number", "email": "e-mail", "address": "postal address"}[n] for n in given)
        or "No number and no address",
        "Voicemail": KNOWN[kept.get("voicemail")],
        "Shared telephone or e-mail": KNOWN[kept.get("shared_device")],
        "Also": kept.get("notes") or "Nothing else",
    }
    return Before(
        f"From {said_moment(record.at)}, entered by {record.by_name}",
        [{"key": key, "value": value, "href": ""} for key, value in rows.items()],
    )


def _hours(kept: Mapping[str, Any]) -> str:
    days, begins, ends = kept.get("days"), kept.get("from_at"), kept.get("until_at")
    if not days or not begins or not ends:
        return ""
    return VisitRule(frozenset(days), time.fromisoformat(begins), time.fromisoformat(ends)).words
