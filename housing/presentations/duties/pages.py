"""What the pages on duties share: the case with all that is owed, a form and one call to a service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.households.case import SectionForm, back_to, saved
from housing.households.editing import EDIT
from housing.presentations.case import presented
from housing.presentations.duties.queries import Owing, owing_of
from housing.presentations.models import Presentation

HUB = "presentations.duties"


def looked(household_id: UUID, permission: str = EDIT) -> tuple[Presentation, Owing]:
    """The household's presentation and everything owed in it. Showing it is recorded.

    Raises:
        NotFound: it is not there, or not for whoever is signed in.
    """
    presentation = presented(household_id, permission)
    with db.reading() as session:
        return presentation, owing_of(session, presentation, clock.today())


def form_page(
    form: SectionForm,
    presentation: Presentation,
    save: Callable[[], object],
    *,
    title: str,
    done: str,
    button: str = "Record it",
    intro: Sequence[str] = (),
    back: str = HUB,
) -> ResponseReturnValue:
    """A page with one form: saved, it goes on to `back` with the sentence `done`; else it is shown, nothing lost."""
    household_id = presentation.household_id
    if saved(form, presentation.version, save):
        flash(done, "success")
        return back_to(back, household_id)
    return render_template(
        "presentations/duties/form.html",
        form=form,
        household=presentation.household,
        title=title,
        intro=intro,
        button=button,
        back=url_for(back, household_id=household_id),
    )
