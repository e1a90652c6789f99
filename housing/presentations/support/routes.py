"""The pages on support: contacts, schools, packs and referrals of one household."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes
from housing.access import current_actor, requires
from housing.forms import HavenForm, Option
from housing.households.blueprint import blueprint as households
from housing.households.case import back_to, opened, saved
from housing.households.models import Household, Person
from housing.presentations.support import contacts, packs, referrals, schools
from housing.presentations.support.forms import ContactForm, MoveForm, PackForm, ReferralForm, SchoolForm
from housing.web import Column, Paging

blueprint = Blueprint("support", __name__, url_prefix="/<uuid:household_id>/support")
INDEX = "households.support.index"
COLUMNS = (Column("When"), Column("How"), Column("What about"), Column("What comes next"), Column("Worker"))
LISTS = (contacts.LIST, packs.LIST, referrals.SERVICES, *referrals.OUTCOMES.values())


@blueprint.get("")
@requires("household.edit")
def index(household_id: UUID) -> ResponseReturnValue:
    """Everything that is done for her beside a home."""
    with opened(household_id) as (session, household):
        lists = {name: codes.choices(session, name, household.authority_code) for name in LISTS}
        paging = Paging.of(contacts.count(session, household.id), request.args.get("page"))
        log = contacts.contacts_of(session, household.id, offset=paging.offset, size=paging.size)
        kept = schools.schools_of(session, household.id)
        given = packs.packs_of(session, household.id)
        sent = referrals.referrals_of(session, household.id)
    children = [(child, kept.get(child.id), named(household, child)) for child in schools.children(household)]
    return render_template(
        "presentations/support/index.html", household=household, lists=lists, log=log, paging=paging, given=given,
        children=children, referrals=sent, columns=COLUMNS, today=clock.today(),
        page_href=lambda number: url_for(INDEX, household_id=household_id, page=number),
    )  # fmt: skip


@blueprint.route("/contacts/add", methods=["GET", "POST"])
@requires("household.edit")
def contact(household_id: UUID) -> ResponseReturnValue:
    """Write down a contact with her, or a try."""
    with opened(household_id) as (session, household):
        form = ContactForm(today=clock.today())
        form.how.options = Option.each(codes.choices(session, contacts.LIST, household.authority_code).items())
    against: list[str | None] = []

    def save() -> None:
        against.append(
            contacts.log_contact(
                household_id=household_id, contacted=form.contacted(), key=form.row_key, by=current_actor(),
                now=clock.now(),
            )
        )  # fmt: skip

    if saved(form, household.version, save):
        if against[0]:
            flash(f"Recorded, against what she agreed: {against[0]}")
        return back_to(INDEX, household_id)
    return _page(form, household, "Record a contact")


@blueprint.route("/schools/<uuid:person_id>", methods=["GET", "POST"])
@requires("household.edit")
def school(household_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Say where a child goes to school."""
    with opened(household_id) as (session, household):
        child = schools.child_of(household, person_id)
        form = SchoolForm(obj=schools.schools_of(session, household.id).get(child.id), today=clock.today())

    def save() -> None:
        schools.save_schooling(
            household_id=household_id, person_id=person_id, schooling=form.schooling(), by=current_actor(),
            now=clock.now(), version=form.opened_with,
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(INDEX, household_id)
    return _page(form, household, "A child’s school")


@blueprint.route("/packs/add", methods=["GET", "POST"])
@requires("household.edit")
def pack(household_id: UUID) -> ResponseReturnValue:
    """Record essentials that were given."""
    with opened(household_id) as (session, household):
        form = PackForm(today=clock.today(), data={"given_on": clock.today()})
        form["items"].options = Option.each(codes.choices(session, packs.LIST, household.authority_code).items())

    def save() -> None:
        packs.give_pack(
            household_id=household_id, pack=form.pack(), key=form.row_key, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to(INDEX, household_id)
    return _page(form, household, "Record an essentials pack")


@blueprint.route("/referrals/add", methods=["GET", "POST"])
@requires("household.edit")
def referral(household_id: UUID) -> ResponseReturnValue:
    """Record that another service was asked to help."""
    with opened(household_id) as (session, household):
        form = ReferralForm(today=clock.today())
        services = codes.choices(session, referrals.SERVICES, household.authority_code)
        form.service.options = Option.each(services.items())

    def save() -> None:
        referrals.send_referral(
            household_id=household_id, sent=form.sent(), key=form.row_key, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to(INDEX, household_id)
    return _page(form, household, "Refer to another service")


@blueprint.route("/referrals/<uuid:referral_id>", methods=["GET", "POST"])
@requires("household.edit")
def referral_moved(household_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Say what became of a referral."""
    with opened(household_id) as (session, household):
        referrals.one(session, household.id, referral_id)
        form = MoveForm()
        for event, name in referrals.OUTCOMES.items():
            form[event].options = Option.each(codes.choices(session, name, household.authority_code).items())

    def save() -> None:
        referrals.move_referral(
            household_id=household_id, referral_id=referral_id, event=form.event.data, outcome=form.outcome,
            words=form.words.data, by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if saved(form, household.version, save):
        return back_to(INDEX, household_id)
    return _page(form, household, "What became of a referral")


def named(household: Household, child: Person) -> str:
    """What a page calls a child whose name was not given."""
    return child.name or f"Child {schools.children(household).index(child) + 1}, name not given"


def _page(form: HavenForm, household: Household, title: str) -> str:
    back = url_for(INDEX, household_id=household.id)
    return render_template("households/item.html", form=form, household=household, title=title, back=back)


households.register_blueprint(blueprint)
