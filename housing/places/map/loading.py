"""Storing a council's outline."""

from __future__ import annotations

from datetime import datetime

from housing import audit
from housing.access import Actor
from housing.db import transaction
from housing.people.models import Authority
from housing.places.map.models import Boundary
from housing.places.map.outline import BadOutline, read_outline


def load_boundary(*, text: str, authority: str | None, source: str | None, by: Actor, now: datetime) -> Boundary:
    """Store the outline of a file as the council's; what was stored before stays on record. Its row.

    `authority`: the council's ONS code, where the file does not say it. `source`: what stands under the map.

    Raises:
        BadOutline: the file cannot be used, does not say whose it is, or is of a council that Haven does not have.
    """
    outline = read_outline(text)
    code = authority or outline.authority
    if code is None:
        raise BadOutline("The file does not say which council it is of. Say it: --authority CODE.")
    if authority and outline.authority and authority != outline.authority:
        raise BadOutline(f"The file is of {outline.authority}, not of {authority}.")
    told = source or outline.source
    if not told:
        raise BadOutline("Say whose data it is and under which licence: --source TEXT. The map shows it.")
    with transaction() as session:
        if session.get(Authority, code) is None:
            raise BadOutline(f"Haven has no council {code}. Add it first (haven add-council).")
        row = Boundary(
            authority_code=code, rings=outline.rings, source=told, recorded_at=now, recorded_by=by.account_id
        )
        session.add(row)
        facts = {"authority": code, "points": sum(len(ring) for ring in outline.rings)}
        audit.record(session, by, "boundary.loaded", row, now=now, facts=facts)
    return row
