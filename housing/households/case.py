"""What the pages of a case share: reading it (and saying so to the audit trail), saving a form, answers that may be
"none". For the edge only: it reads the clock and the request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, db
from housing.access import current_actor
from housing.forms import HavenForm, Hidden, Option
from housing.households import queries
from housing.households.asked import was_asked
from housing.households.editing import EDIT
from housing.households.models import Household
from housing.refusals import Outdated, Refused

NONE = "none"
LONGEST_VERSION = 9


class SectionForm(HavenForm):
    """A form over one household, which carries the version it was opened with."""

    version = Hidden()

    @property
    def opened_with(self) -> int | None:
        """The version sent; None where it is missing or no number, which saves without the check."""
        sent = str(self.version.data or "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_VERSION else None

    def carry(self, version: int) -> None:
        """Carry this version from now on, so that saving again is a choice and not a dead end."""
        self.version.data, self.version.raw_data = str(version), []


@contextmanager
def opened(household_id: UUID, permission: str = EDIT) -> Iterator[tuple[Session, Household]]:
    """A household for a page, and a session to read more with. Showing it is recorded.

    Raises:
        NotFound: it is not there, or not for whoever is signed in.
    """
    actor = current_actor()
    with db.reading() as session:
        household = queries.one(session, actor, household_id, permission)
        yield session, household
    if request.method != "POST":
        audit.record_reading(actor, "household.read", household, now=clock.now())


def saved(form: SectionForm, version: int, save: Callable[[], object]) -> bool:
    """Check the form and call the service; False where the page has to be shown again, with what is wrong.

    `version` is the row's as this request read it.
    """
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.carry(version)
        return False
    try:
        save()
    except Outdated as error:
        form.blame(error)
        form.carry(version)
        return False
    except Refused as error:
        form.blame(error)
        return False
    return True


def back_to(endpoint: str, household_id: UUID, **more: Any) -> ResponseReturnValue:
    """On to a page of the same household."""
    return redirect(url_for(endpoint, household_id=household_id, **more), 303)


def options(pairs: Mapping[str, str], none: str = "") -> list[Option]:
    """The options of a list; `none` is the words of "None of these", which goes alone."""
    listed = Option.each(pairs.items())
    return [*listed, Option(NONE, none, divider="or", exclusive=True)] if none else listed


def ticked(household: Household, name: str) -> tuple[str, ...]:
    """A list answer as its checkboxes show it: ("none",) where she was asked and there is none."""
    kept = tuple(getattr(household, name))
    return kept or ((NONE,) if was_asked(household, name) else ())


def answered(picked: Iterable[str]) -> list[str] | None:
    """What checkboxes say: None where nothing is ticked, which is not asked."""
    chosen = list(picked)
    return [one for one in chosen if one != NONE] if chosen else None
