"""The pages of the rule book."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import NotFound, current_actor, requires
from housing.placements.rule_book import queries
from housing.placements.rule_book.texts import ANSWERS, book, texts

blueprint = Blueprint("rules", __name__, url_prefix="/rules")


@blueprint.get("")
@requires("rule.read")
def index() -> ResponseReturnValue:
    """Every rule, side rule and level of the objective."""
    with db.reading() as session:
        counts = queries.counts(session, current_actor(), today=clock.today())
    return render_template("rules/index.html", book=book(), counts=counts)


@blueprint.get("/<rule_id>")
@requires("rule.read")
def one(rule_id: str) -> ResponseReturnValue:
    """One of them, in full."""
    text = texts().get(rule_id)
    if text is None:
        raise NotFound("rule")
    actor = current_actor()
    with db.reading() as session:
        counts = queries.counts(session, actor, today=clock.today())
    return render_template("rules/one.html", text=text, counts=counts, answers=ANSWERS, may=actor.may)
