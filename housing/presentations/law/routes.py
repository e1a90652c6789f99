"""The administrator's pages: which clocks, prompts and letters hold, how they came to be so, and a new version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.codes import setting
from housing.presentations.law import changing, queries
from housing.presentations.law.forms import (
    ClockForm,
    CutOffForm,
    LetterForm,
    PromptForm,
    VersionForm,
    of_clock,
    of_letter,
    of_prompt,
)
from housing.promises.arriving import CUT_OFF, as_time
from housing.promises.law import CLOCK, LETTER, PROMPT, Law, law_of
from housing.refusals import Refused
from pathway.duties import Clock
from pathway.letters import MAY_SAY, LetterText, fill
from pathway.prompts import Prompt
from pathway.versions import CHANGEABLE, MADE_UP, required, why_not_letter

blueprint = Blueprint("law", __name__, url_prefix="/law")
Row = TypeVar("Row", Clock, Prompt, LetterText)


@blueprint.get("")
@requires("law.edit")
def index() -> ResponseReturnValue:
    """Every clock, prompt and letter that holds today, what changes soon, and the cut-off hour."""
    authority, today = _council(), clock.today()
    with db.reading() as session:
        law = law_of(session, authority)
        running = queries.open_clocks(session, authority)
        cut_off = as_time(str(setting(session, CUT_OFF, authority=authority, on=today)))
    return render_template(
        "presentations/law/index.html",
        clocks=_now_and_soon(law.clocks, today),
        prompts=_now_and_soon(law.prompts, today),
        letters=_now_and_soon(law.letters, today),
        running=running,
        cut_off=cut_off,
        changeable=CHANGEABLE,
        today=today,
    )


@blueprint.route("/clocks/<key>", methods=["GET", "POST"])
@requires("law.edit")
def clock_of(key: str) -> ResponseReturnValue:
    """One clock: how it came to be so, and how it runs from a day on."""
    today = clock.today()
    law = _law()
    row = queries.standing([each for each in law.clocks if each.key == key], today)
    form = ClockForm(data=of_clock(row, today), today=today)

    def save() -> None:
        changing.change_clock(key=key, to=form.to(), change=form.change(), by=current_actor(), now=clock.now())

    with db.reading() as session:
        running = queries.open_clocks(session, _council()).get(key, 0)
    facts = {"row": row, "running": running, "may_change": key in CHANGEABLE}
    return _page("presentations/law/clock.html", form, save, f"{CLOCK}{key}", facts)


@blueprint.route("/prompts/<slug>", methods=["GET", "POST"])
@requires("law.edit")
def prompt_of(slug: str) -> ResponseReturnValue:
    """One thing that the law says: how it came to be said so, and how it is said from a day on."""
    today = clock.today()
    row = queries.standing([each for each in _law().prompts if each.id == slug], today)
    form = PromptForm(data=of_prompt(row, today), today=today)

    def save() -> None:
        changing.change_prompt(
            slug=slug, sentence=form.sentence.data, section=form.section.data, holds=not form.over.data,
            change=form.change(), by=current_actor(), now=clock.now(),
        )  # fmt: skip

    return _page("presentations/law/prompt.html", form, save, f"{PROMPT}{slug}", {"row": row})


@blueprint.route("/letters/<slug>", methods=["GET", "POST"])
@requires("law.edit")
def letter_of(slug: str) -> ResponseReturnValue:
    """One letter: its words, how they came to be so, and new ones, looked at with made-up facts before they count."""
    today = clock.today()
    row = queries.standing([each for each in _law().letters if each.slug == slug], today)
    form = LetterForm(data=of_letter(row, today), today=today)

    def save() -> None:
        changing.change_letter(
            slug=slug, title=form.title.data, words=form.words.data, change=form.change(), by=current_actor(),
            now=clock.now(),
        )  # fmt: skip

    look = "look" in request.form
    text = "\n\n".join(row.paragraphs)
    if look and form.validate():
        fault = why_not_letter(row, form.title.data, changing.as_paragraphs(form.words.data))
        if fault is None:
            text = form.words.data
        else:
            form.blame_question(*fault)
    facts = {
        "row": row, "shown": _made_up(row, text), "look": look, "must": sorted(required(row)),
        "may": sorted(MAY_SAY[row.recipient] - required(row)),
    }  # fmt: skip
    return _page("presentations/law/words.html", form, None if look else save, f"{LETTER}{slug}", facts)


@blueprint.route("/cut-off", methods=["GET", "POST"])
@requires("law.edit")
def cut_off() -> ResponseReturnValue:
    """After which hour what arrives counts from the next working day."""
    today = clock.today()
    with db.reading() as session:
        at = as_time(str(setting(session, CUT_OFF, authority=_council(), on=today)))
    form = CutOffForm(data={"at": at, "from_on": today}, today=today)

    def save() -> None:
        changing.change_cut_off(at=form.at.data, change=form.change(), by=current_actor(), now=clock.now())

    return _page("presentations/law/cut_off.html", form, save, CUT_OFF, {"at": at})


def _page(
    template: str, form: VersionForm, save: Callable[[], None] | None, key: str, facts: dict[str, Any]
) -> ResponseReturnValue:
    """A page with what was recorded and a form; saved, it goes back to the list. `save` None: it is only shown."""
    if save is not None and form.validate_on_submit():
        try:
            save()
            flash("Recorded. What was begun before stays as it was.", "success")
            return redirect(url_for("law.index"), 303)
        except Refused as refused:
            form.blame(refused)
    with db.reading() as session:
        changes = queries.changes(session, _council(), key)
    return render_template(template, form=form, changes=changes, **facts)


def _council() -> str:
    return current_actor().home(changing.EDIT).authority


def _law() -> Law:
    with db.reading() as session:
        return law_of(session, _council())


def _made_up(letter: LetterText, text: str) -> list[str]:
    """The paragraphs of a letter with made-up facts."""
    return fill(replace(letter, paragraphs=changing.as_paragraphs(text)), MADE_UP).split("\n\n")


def _now_and_soon(rows: Iterable[Row], today: date) -> list[Row]:
    """The rows that hold today or will."""
    return [row for row in rows if row.until_on is None or row.until_on > today]
