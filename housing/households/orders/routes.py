"""The pages on orders: a list with their ends, one to add, one to say what became of it; the risk from a person."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import clock, codes
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.case import back_to, opened, saved
from housing.households.concerns import concern_of
from housing.households.danger.listing import called
from housing.households.models import Household
from housing.households.orders import queries, services
from housing.households.orders.forms import ChangeForm, OrderForm, RiskForm
from housing.households.orders.services import LISTS, current_of

blueprint = Blueprint("orders", __name__, url_prefix="/<uuid:household_id>/orders")
LIST = "households.orders.index"


@blueprint.get("")
@requires("household.edit")
def index(household_id: UUID) -> ResponseReturnValue:
    """Every order with its end, and the risk from each person of concern."""
    today = clock.today()
    with opened(household_id) as (session, household):
        kinds = codes.choices(session, LISTS["kind"], household.authority_code)
        levels = codes.choices(session, LISTS["level"], household.authority_code)
        found = queries.orders_of(session, household.id, today)
        risks = queries.risks_of(session, household.id)
    return render_template(
        "households/orders/list.html", household=household, found=found, kinds=kinds, levels=levels, risks=risks,
        names=_names(household), today=today,
    )  # fmt: skip


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """Record an order."""
    with opened(household_id) as (session, household):
        form = OrderForm(today=clock.today())
        _offer(session, household, form)

    def save() -> None:
        services.record_order(
            household_id=household_id, order=form.order(), key=form.row_key, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to(LIST, household_id)
    return _page(form, household, "Add an order")


@blueprint.route("/<uuid:thread>", methods=["GET", "POST"])
@requires("household.edit")
def change(household_id: UUID, thread: UUID) -> ResponseReturnValue:
    """Say what became of an order."""
    with opened(household_id) as (session, household):
        kept = current_of(session, household.id, thread)
        form = ChangeForm(obj=kept, data={"concern": kept.concern_id}, today=clock.today())
        _offer(session, household, form)

    def save() -> None:
        services.change_order(
            household_id=household_id, thread=thread, order=form.order(), by=current_actor(), now=clock.now(),
            version=form.opened_with,
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(LIST, household_id)
    return _page(form, household, "What became of an order")


@blueprint.route("/risk/<uuid:concern_id>", methods=["GET", "POST"])
@requires("household.edit")
def risk(household_id: UUID, concern_id: UUID) -> ResponseReturnValue:
    """Say how dangerous a person of concern is held to be."""
    with opened(household_id) as (session, household):
        person = concern_of(household, concern_id)
        form = RiskForm(obj=queries.risks_of(session, household.id).get(person.id))
        levels = codes.choices(session, LISTS["level"], household.authority_code)
        form.level.options = Option.each(levels.items())

    def save() -> None:
        services.hold_risk(
            household_id=household_id, concern_id=concern_id, level=form.level.data, why=form.why.data,
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(LIST, household_id)
    return _page(form, household, "The risk from a person of concern")


def _offer(session: Session, household: Household, form: OrderForm) -> None:
    form.concern.options = Option.each(_names(household).items())
    form.kind.options = Option.each(codes.choices(session, LISTS["kind"], household.authority_code).items())


def _names(household: Household) -> dict[UUID, str]:
    return {person.id: called(person, number) for number, person in enumerate(household.concerns, 1)}


def _page(form: OrderForm | RiskForm, household: Household, title: str) -> str:
    back = url_for(LIST, household_id=household.id)
    return render_template("households/item.html", form=form, household=household, title=title, back=back)
