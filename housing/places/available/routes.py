"""What is free: `/vacancies`, with choices that are kept until the next visit, and the same as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from housing import audit, clock, db
from housing.access import Actor, current_actor, requires
from housing.places import policy_words
from housing.places.available import queries, services, words
from housing.places.available.forms import AvailableFilter, kept, questions, restored
from housing.places.available.sheet import lines
from housing.places.blueprint import blueprint
from housing.places.words import KINDS
from housing.web import Column, Paging
from housing.web.filters import said_moment
from housing.web.lists import order_of, sortable

DEFAULT = "free"
PAGE = 50
ASKED = sorted({*questions(), "order"})
COLUMNS = (
    Column("Unit", key="unit"), Column("On those days"), Column("Free from", key="free"),
    Column("Kind and area", key="kind"), Column("Room", key="room"), Column("Last look"),
)  # fmt: skip


@blueprint.get("/vacancies")
@requires(queries.SEE)
def vacancies() -> ResponseReturnValue:
    """The council's units that would do, the first free first; never an address, no ward that is kept back."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        asked = _asked(queries.last_choice(session, actor, queries.VACANCIES), now)
        page = _page(session, actor, AvailableFilter(asked, today=clock.day_of(now)), now)
    return _shown(**page)


@blueprint.post("/vacancies")
@requires(queries.SEE)
def choose_vacancies() -> ResponseReturnValue:
    """Keep what is looked for, or forget it, and show the list."""
    actor, now = current_actor(), clock.now()
    form = AvailableFilter(request.form, today=clock.day_of(now))
    with db.reading() as session:
        page = _page(session, actor, form, now)
    cleared = "clear" in request.form
    if not cleared and not form.validate():
        return _shown(**page)
    answers = {} if cleared else kept({name: request.form.getlist(name) for name in request.form})
    services.keep_choice(list_name=queries.VACANCIES, answers=answers, by=actor, now=now)
    return redirect(url_for("places.vacancies"), 303)


@blueprint.get("/vacancies.csv")
@requires("vacancy.download")
def vacancies_csv() -> ResponseReturnValue:
    """The list as it is chosen, without addresses; it is recorded who took how many lines."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        asked = _asked(queries.last_choice(session, actor, queries.VACANCIES), now)
        page = _page(session, actor, AvailableFilter(asked, today=today), now)
    audit.record_reading(actor, "vacancies.downloaded", ("unit", len(page["found"])), now=now)
    head = f"Vacancies {page['days']}, taken by {actor.name} at {said_moment(now)}"
    answer = Response(lines(page["found"], page["wanted"], today=today, head=head), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="vacancies-{today}.csv"'
    return answer


def _asked(last: Mapping[str, list[str]], now: datetime) -> MultiDict[str, str]:
    """The choices of the address where it has any, else those of the last visit."""
    return request.args if questions() & set(request.args) else restored(last, clock.day_of(now))


def _page(session: Any, actor: Actor, form: AvailableFilter, now: datetime) -> dict[str, Any]:
    """What the page and the file show: the units that would do, in the order asked for."""
    there = queries.stock(session, actor, now=now)
    lists = policy_words.lists(session, actor.home(queries.SEE).authority)
    form.offer(areas=there.areas, providers=there.providers, lists=lists)
    wanted, today = form.wanted(), clock.day_of(now)
    order = order_of(request.args.get("order"), COLUMNS, DEFAULT)
    found = queries.in_order(queries.looked_for(session, actor, there, wanted, now=now), order)
    return {
        "form": form, "wanted": wanted, "found": found, "order": order, "today": today,
        "days": words.days(wanted, today), "chosen": form.said(), "in_all": len(there.units),
    }  # fmt: skip


def _shown(**page: Any) -> str:
    paging = Paging.of(len(page["found"]), request.args.get("page"), PAGE)
    return render_template(
        "places/available/page.html",
        **page,
        columns=sortable(COLUMNS, page["order"], lambda order: _address(order=order)),
        paging=paging,
        rows=page["found"][paging.offset : paging.offset + paging.size],
        free=sum(each.answer.free for each in page["found"]),
        page_href=lambda number: _address(page=number),
        kinds=KINDS,
        words=words,
        may_download=current_actor().may("vacancy.download"),
        csv=_address("places.vacancies_csv"),
    )


def _address(endpoint: str = "places.vacancies", **changed: Any) -> str:
    """This list's address with something changed, and the rest of what it asks."""
    asked: dict[str, Any] = {name: request.args.getlist(name) for name in ASKED if name in request.args}
    return url_for(endpoint, **{**asked, **changed})
