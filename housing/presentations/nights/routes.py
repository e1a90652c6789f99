"""The pages on hotels and other temporary places."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.households.case import options
from housing.presentations.blueprint import blueprint
from housing.presentations.duties.pages import form_page, looked
from housing.presentations.duties.queries import one
from housing.presentations.nights import services
from housing.presentations.nights.forms import ArriveForm, CouncilToldForm, LeaveForm
from housing.presentations.nights.services import KINDS, Temporary


@blueprint.route("/<uuid:household_id>/nights/arrive", methods=["GET", "POST"])
@requires("household.edit")
def nights_arrive(household_id: UUID) -> ResponseReturnValue:
    """Record that she stays in a temporary place."""
    presentation, _ = looked(household_id)
    form = ArriveForm(today=clock.today())
    with db.reading() as session:
        form.kind.options = options(codes.choices(session, KINDS, presentation.authority_code))

    def save() -> object:
        stay = Temporary(**form.answers("kind", "place", "arrived_on", "duty", "district", "why"))
        return services.arrive(
            presentation_id=presentation.id, stay=stay, by=current_actor(), now=clock.now(), version=form.opened_with
        )

    intro = ("For a family, bed and breakfast is a last resort, and for six weeks in total at most (SI 2003/3326).",)
    return form_page(
        form, presentation, save, title="In a temporary place", done="Recorded. Her nights are counted.", intro=intro
    )


@blueprint.route("/<uuid:household_id>/nights/<uuid:stay_id>/leave", methods=["GET", "POST"])
@requires("household.edit")
def nights_leave(household_id: UUID, stay_id: UUID) -> ResponseReturnValue:
    """Record that she left a temporary place."""
    presentation, owing = looked(household_id)
    one(owing.stays, stay_id)
    form = LeaveForm(today=clock.today())

    def save() -> object:
        return services.leave(
            stay_id=stay_id, left_on=form.left_on.data, safe_tonight=form.safe_tonight.truth, why=form.why.data,
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return form_page(form, presentation, save, title="She left the temporary place", done="Recorded.")


@blueprint.route("/<uuid:household_id>/nights/<uuid:stay_id>/told", methods=["GET", "POST"])
@requires("household.edit")
def nights_told(household_id: UUID, stay_id: UUID) -> ResponseReturnValue:
    """Record that the other council was told."""
    presentation, owing = looked(household_id)
    one(owing.stays, stay_id)
    form = CouncilToldForm(today=clock.today())

    def save() -> object:
        return services.tell_council(
            stay_id=stay_id, told_on=form.told_on.data, how=form.how.data or "", by=current_actor(), now=clock.now()
        )

    return form_page(form, presentation, save, title="The other council was told", done="Recorded.")
