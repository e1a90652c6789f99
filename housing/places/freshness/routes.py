"""One tap: what is shown of one unit, of all units of a property, or of all own units, is still right."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import current_actor, requires
from housing.places.blueprint import blueprint
from housing.places.freshness.confirming import Confirmed, confirm_seen
from housing.web.filters import plural


@blueprint.post("/units/<uuid:unit_id>/confirm")
@requires("unit.manage")
def confirm_unit(unit_id: UUID) -> ResponseReturnValue:
    """What is shown of one unit is right."""
    carried = next((each for each in _carried().split() if each.startswith(f"{unit_id}!")), f"{unit_id}!!!!")
    _tell(confirm_seen(seen=carried, by=current_actor(), now=clock.now()))
    return redirect(url_for("places.unit", unit_id=unit_id), 303)


@blueprint.post("/properties/<uuid:property_id>/confirm")
@requires("unit.manage")
def confirm_property(property_id: UUID) -> ResponseReturnValue:
    """What is shown of every unit of a property is right; back to that property on the page."""
    _tell(confirm_seen(seen=_carried(), by=current_actor(), now=clock.now(), property_id=property_id))
    return redirect(url_for("places.own_units", _anchor=f"property-{property_id}"), 303)


@blueprint.post("/units/confirm")
@requires("unit.manage")
def confirm_all() -> ResponseReturnValue:
    """What is shown of all own units is right."""
    _tell(confirm_seen(seen=_carried(), by=current_actor(), now=clock.now()))
    return redirect(url_for("places.own_units"), 303)


@blueprint.post("/units/confirm-homes")
@requires("unit.manage")
def confirm_homes() -> ResponseReturnValue:
    """What is shown of own homes of one unit is right; back to them on the page."""
    _tell(confirm_seen(seen=_carried(), by=current_actor(), now=clock.now()))
    return redirect(url_for("places.own_units", _anchor="homes"), 303)


def _carried() -> str:
    return request.form.get("seen", "")


def _tell(became: Confirmed) -> None:
    if became.changed:
        flash(
            f"{_listed(became.changed)} changed after you opened the page, so nothing was confirmed of "
            f"{'it' if len(became.changed) == 1 else 'them'}. Look again, then confirm",
            "important",
        )
    if became.confirmed:
        flash(f"Confirmed: what Haven shows of {_all(became.confirmed)} is right", "success")
    elif became.already:
        flash(f"{_all(became.already)[:1].upper()}{_all(became.already)[1:]} had been confirmed already", "success")


def _all(codes: tuple[str, ...]) -> str:
    return codes[0] if len(codes) == 1 else f"these {plural(len(codes), 'unit')}"


def _listed(codes: tuple[str, ...]) -> str:
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} and {codes[-1]}"
