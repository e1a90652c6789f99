"""Keeping what somebody chose above a list, until the next visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from housing import audit
from housing.access import Actor, Forbidden
from housing.db import transaction
from housing.places.available.models import KeptChoice


def keep_choice(*, list_name: str, answers: Mapping[str, list[str]], by: Actor, now: datetime) -> None:
    """Keep the choices as this person's for the list, instead of what was kept; none at all: keep nothing.

    Raises:
        Forbidden: nobody is signed in, so that there is nobody to keep them for.
    """
    if by.account_id is None:
        raise Forbidden(list_name)
    with transaction() as session:
        mine = (KeptChoice.account_id == by.account_id, KeptChoice.list_name == list_name)
        if answers:
            values = {"answers": dict(answers), "kept_at": now}
            added = insert(KeptChoice).values(account_id=by.account_id, list_name=list_name, **values)
            session.execute(added.on_conflict_do_update(index_elements=["account_id", "list_name"], set_=values))
        else:
            session.execute(delete(KeptChoice).where(*mine))
        audit.record(session, by, "choice.kept", ("kept_choice", list_name), now=now, facts={"chosen": sorted(answers)})
