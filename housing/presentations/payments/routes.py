"""The pages about help with money: one request, the list and its file, the budgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import HavenForm, Option
from housing.households.case import opened
from housing.presentations.documents.services import LIST as DOCUMENTS
from housing.presentations.documents.services import document_limits
from housing.presentations.payments.asking import FUND, LISTS, PURPOSE, WAY, ask
from housing.presentations.payments.budgets import set_budget
from housing.presentations.payments.deciding import NOT_APPROVED, approve, pay, refuse, withdraw
from housing.presentations.payments.forms import (
    YES,
    AskForm,
    BudgetForm,
    DecideForm,
    PayForm,
    PaymentsFilter,
    ReceiptForm,
    WithdrawForm,
)
from housing.presentations.payments.queries import (
    ASK,
    BUDGET,
    DECIDE,
    Request,
    budget_history,
    count,
    count_without_receipt,
    funds,
    listed,
    without_receipt,
)
from housing.presentations.payments.queries import one as one_request
from housing.presentations.payments.receipts import Receipt, add_receipt, document_said, offered, openable
from housing.refusals import Refused
from housing.web.downloads import csv_file
from housing.web.lists import Paging
from pathway.payments import STATES, Event, State, financial_year

blueprint = Blueprint("payments", __name__)
PAYEE = LISTS["payee_kind"]
YEARS_BACK = 3
MOVING = "moving_costs"  # of the code list `payment_purpose`
HEADINGS = (
    "Request", "Household", "Fund", "For", "Pounds asked", "Stands at", "Asked on", "Pounds paid", "Way of paying",
)  # fmt: skip


@blueprint.route("/households/<uuid:household_id>/payments/ask", methods=["GET", "POST"])
@requires(ASK)
def ask_for(household_id: UUID) -> ResponseReturnValue:
    """Ask for help with money for a household."""
    form = AskForm()
    with opened(household_id, ASK) as (session, household):
        for field, name in LISTS.items():
            form[field].options = Option.each(codes.choices(session, name, household.authority_code).items())
    if request.method == "GET" and request.args.get("move") == "yes":
        form.for_move.data, form.purpose.data = True, MOVING
    form.carry()
    if form.validate_on_submit():
        try:
            made = ask(household_id=household_id, asked=form.asked(), once=form.key, by=current_actor(),
                       now=clock.now())  # fmt: skip
            flash("Asked for. Somebody else decides", "success")
            return redirect(url_for("payments.show", payment_id=made.id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("presentations/payments/ask.html", form=form, household=household)


@blueprint.get("/payments/<uuid:payment_id>")
@requires(ASK)
def show(payment_id: UUID) -> ResponseReturnValue:
    """One request: what for, where it stands, what happened."""
    actor = current_actor()
    with db.reading() as session:
        found = one_request(session, actor, payment_id)
        authority = found.row.authority_code
        words = {name: codes.choices(session, name, authority) for name in (*LISTS.values(), NOT_APPROVED)}
        may_open = openable(session, actor, found.row.events)
    _looked(found)
    return render_template(
        "presentations/payments/show.html", request_=found, words=words, may_decide=actor.may(DECIDE),
        own=found.asked.by == actor.account_id, was_first=found.was_first(actor.account_id), State=State,
        may_open=may_open,
    )  # fmt: skip


@blueprint.route("/payments/<uuid:payment_id>/decide", methods=["GET", "POST"])
@requires(DECIDE)
def decide(payment_id: UUID) -> ResponseReturnValue:
    """Approve it, or not."""
    form, now = DecideForm(), clock.now()
    with db.reading() as session:
        found = one_request(session, current_actor(), payment_id, DECIDE)
        row = found.row
        form.reason.options = Option.each(codes.choices(session, NOT_APPROVED, row.authority_code).items())
        (fund,) = funds(session, row.authority_code, row.fund, [financial_year(clock.day_of(now))])

    def save() -> object:
        if form.answer.data == YES:
            return approve(payment_id=payment_id, by=current_actor(), now=now)
        return refuse(payment_id=payment_id, reason=form.reason.data, words=form.words.data, by=current_actor(),
                      now=now)  # fmt: skip

    return _act(found, form, "Decide a request for help with money", "Save your answer", save, fund=fund)


@blueprint.route("/payments/<uuid:payment_id>/pay", methods=["GET", "POST"])
@requires(DECIDE)
def paid(payment_id: UUID) -> ResponseReturnValue:
    """Record that it was paid."""
    found, now = _request(payment_id, DECIDE), clock.now()
    form = PayForm(today=clock.day_of(now), data={"amount": found.row.amount, "paid_on": clock.day_of(now)})

    def save() -> object:
        return pay(payment_id=payment_id, amount=form.amount.data, paid_on=form.paid_on.data,
                   reference=form.reference.data or "", by=current_actor(), now=now)  # fmt: skip

    return _act(found, form, "Record that help with money was paid", "Save the payment", save)


@blueprint.route("/payments/<uuid:payment_id>/receipt", methods=["GET", "POST"])
@requires(ASK)
def receipt(payment_id: UUID) -> ResponseReturnValue:
    """Record a receipt."""
    actor, now = current_actor(), clock.now()
    form = ReceiptForm(today=clock.day_of(now), data={"got_on": clock.day_of(now)})
    with db.reading() as session:
        found = one_request(session, actor, payment_id, ASK)
        authority = found.row.authority_code
        kinds = codes.choices(session, DOCUMENTS, authority)
        form.document.options = [Option(str(each.id), document_said(each, kinds)) for each in
                                 offered(session, actor, found.row.household_id)]  # fmt: skip
        form.file.max_bytes = document_limits(session, authority, now).most_bytes

    def save() -> object:
        file = form.file.data.read() if form.file.data else None
        given = Receipt(form.got_on.data, file, form.document.data or None, form.reference.data, form["words"].data)
        return add_receipt(payment_id=payment_id, receipt=given, by=actor, now=now)

    return _act(found, form, "Record a receipt", "Save the receipt", save)


@blueprint.route("/payments/<uuid:payment_id>/withdraw", methods=["GET", "POST"])
@requires(ASK)
def take_back(payment_id: UUID) -> ResponseReturnValue:
    """Take a request back."""
    found, form = _request(payment_id, ASK), WithdrawForm()

    def save() -> object:
        return withdraw(payment_id=payment_id, words=form.words.data or "", by=current_actor(), now=clock.now())

    return _act(found, form, "Withdraw a request for help with money", "Withdraw it", save)


@blueprint.get("/payments/receipts")
@requires(DECIDE)
def receipts() -> ResponseReturnValue:
    """Paid requests whose receipt is still missing, the one paid longest ago first."""
    actor = current_actor()
    with db.reading() as session:
        paging = Paging.of(count_without_receipt(session, actor), request.args.get("page"))
        rows = without_receipt(session, actor, offset=paging.offset, limit=paging.size)
        purposes = codes.choices(session, PURPOSE, actor.home(DECIDE).authority)
    audit.record_reading(actor, "payment.list", ("payment", paging.total), now=clock.now())
    return render_template(
        "presentations/payments/receipts.html", rows=rows, paging=paging, purposes=purposes,
        page_href=lambda page: url_for("payments.receipts", page=page),
    )  # fmt: skip


@blueprint.get("/payments")
@requires(DECIDE)
def index() -> ResponseReturnValue:
    """Every request within reach, the newest first."""
    actor, form = current_actor(), PaymentsFilter(request.args)
    state = State(form.state.data) if form.validate() and form.state.data else None
    with db.reading() as session:
        paging = Paging.of(count(session, actor, state), request.args.get("page"))
        rows = listed(session, actor, state, offset=paging.offset, limit=paging.size)
        words = {name: codes.choices(session, name, actor.home(DECIDE).authority) for name in (FUND, PURPOSE)}
        lacking = count_without_receipt(session, actor)
    audit.record_reading(actor, "payment.list", ("payment", paging.total), now=clock.now())
    return render_template(
        "presentations/payments/index.html", rows=rows, paging=paging, form=form, words=words, states=STATES,
        chosen=[STATES[state]] if state else [], state=state, budget=actor.may(BUDGET), lacking=lacking,
        page_href=lambda page: url_for("payments.index", page=page, state=state or None),
    )  # fmt: skip


@blueprint.get("/payments.csv")
@requires(DECIDE)
def index_csv() -> ResponseReturnValue:
    """The same as lines of a file: references and sums, no name and no words that somebody typed."""
    actor = current_actor()
    with db.reading() as session:
        rows = listed(session, actor)
        words = {name: codes.choices(session, name, actor.home(DECIDE).authority) for name in (FUND, PURPOSE, WAY)}
    audit.record_reading(actor, "payment.downloaded", ("payment", len(rows)), now=clock.now())
    return csv_file("help-with-money", [HEADINGS, *(_line(each, words) for each in rows)])


@blueprint.get("/payments/budget")
@requires(BUDGET)
def budgets() -> ResponseReturnValue:
    """Budget, approved, spent and left of each fund, by financial year."""
    authority, year = current_actor().home(BUDGET).authority, financial_year(clock.today())
    with db.reading() as session:
        names = codes.choices(session, FUND, authority)
        years = range(year + 1, year - YEARS_BACK - 1, -1)
        found = [(name, funds(session, authority, slug, years)) for slug, name in names.items()]
        said = budget_history(session, authority, year)
    return render_template("presentations/payments/budget.html", funds=found, said=said, year=year, names=names,
                           lists=current_actor().may(DECIDE))  # fmt: skip


@blueprint.route("/payments/budget/set", methods=["GET", "POST"])
@requires(BUDGET)
def change_budget() -> ResponseReturnValue:
    """Say what may be spent from a fund in a year."""
    form = BudgetForm(data={"year": financial_year(clock.today())})
    with db.reading() as session:
        form.fund.options = Option.each(codes.choices(session, FUND, current_actor().home(BUDGET).authority).items())
    if form.validate_on_submit():
        try:
            set_budget(by=current_actor(), now=clock.now(), **form.answers())
            flash("The budget is recorded. What was said before stays on record", "success")
            return redirect(url_for("payments.budgets"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("presentations/payments/budget_set.html", form=form)


def _request(payment_id: UUID, permission: str) -> Request:
    with db.reading() as session:
        return one_request(session, current_actor(), payment_id, permission)


def _looked(found: Request) -> None:
    audit.record_reading(current_actor(), "payment.read", ("household", found.row.household_id), now=clock.now())


def _act(
    found: Request, form: HavenForm, title: str, button: str, save: Callable[[], object], **more: object
) -> ResponseReturnValue:
    """A question page about one request: save and go back to it, or show what is wrong."""
    if form.validate_on_submit():
        try:
            done = save()
            flash("A second person has to decide too" if done is Event.FIRST_YES else "Saved", "success")
            return redirect(url_for("payments.show", payment_id=found.row.id), 303)
        except Refused as refused:
            form.blame(refused)
    _looked(found)
    return render_template("presentations/payments/act.html", request_=found, form=form, title=title, button=button,
                           **more)  # fmt: skip


def _line(found: Request, words: dict[str, dict[str, str]]) -> Sequence[object]:
    row = found.row
    return (
        row.reference, row.household.reference, words[FUND].get(row.fund, row.fund),
        words[PURPOSE].get(row.purpose, row.purpose), row.amount, STATES[found.state],
        clock.day_of(row.asked_at).isoformat(), found.paid, words[WAY].get(row.way, row.way),
    )  # fmt: skip
