"""The pages on letters: which there are, writing one, reading and printing it, and how it was given."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.case import SectionForm, back_to, saved
from housing.households.queries import READ
from housing.households.sending import Allowed, Channel, may_send
from housing.presentations.blueprint import blueprint
from housing.presentations.case import presented
from housing.presentations.duties.pages import form_page, looked
from housing.presentations.letters import giving, making
from housing.presentations.letters.forms import GiveForm, WriteForm
from housing.presentations.letters.giving import HOW, ways
from housing.presentations.letters.making import writable
from housing.presentations.letters.paper import Unwritable, as_pdf
from housing.presentations.letters.queries import count_letters, letter_of, letters_of
from housing.web import Paging

LIST = "presentations.letters"


@blueprint.get("/<uuid:household_id>/letters")
@requires("household.read")
def letters(household_id: UUID) -> ResponseReturnValue:
    """Every letter of the case."""
    presentation = presented(household_id, READ)
    with db.reading() as session:
        paging = Paging.of(count_letters(session, household_id), request.args.get("page"))
        found = letters_of(session, household_id, offset=paging.offset, size=paging.size)
    return render_template(
        "presentations/letters/index.html",
        household=presentation.household,
        presentation=presentation,
        letters=found,
        how=HOW,
        paging=paging,
        page_href=lambda number: url_for(LIST, household_id=household_id, page=number),
    )


@blueprint.route("/<uuid:household_id>/letters/new", methods=["GET", "POST"])
@requires("household.edit")
def letter_write(household_id: UUID) -> ResponseReturnValue:
    """Write a letter from what is recorded."""
    presentation, owing = looked(household_id)
    form = WriteForm()
    possible = writable(owing, presentation, clock.today())
    form.about.options = [Option(str(each.about), each.words.title, hint=each.label) for each in possible]
    made: list[UUID] = []

    def save() -> None:
        letter = making.make_letter(
            presentation_id=presentation.id, about=UUID(form.about.data), by=current_actor(), now=clock.now()
        )
        made.append(letter.id)

    if possible and saved(form, presentation.version, save):
        return back_to("presentations.letter", household_id, letter_id=made[0])
    return render_template(
        "presentations/letters/new.html", form=form, household=presentation.household, possible=possible
    )


@blueprint.get("/<uuid:household_id>/letters/<uuid:letter_id>")
@requires("household.read")
def letter(household_id: UUID, letter_id: UUID) -> ResponseReturnValue:
    """One letter as it reads, to be printed or saved, with how it may reach her."""
    presentation, now = presented(household_id, READ), clock.now()
    with db.reading() as session:
        found = letter_of(session, household_id, letter_id)
        asked = {each: may_send(session, household_id, each, now) for each in (Channel.IN_PERSON, Channel.POST)}
    return render_template(
        "presentations/letters/letter.html",
        household=presentation.household,
        presentation=presentation,
        letter=found,
        paragraphs=found.text.split("\n\n"),
        how=HOW,
        answers=[("In person", asked[Channel.IN_PERSON]), ("By post", asked[Channel.POST])],
        allowed=Allowed,
    )


@blueprint.get("/<uuid:household_id>/letters/<uuid:letter_id>/file")
@requires("household.read")
def letter_file(household_id: UUID, letter_id: UUID) -> ResponseReturnValue:
    """One letter as a PDF, to be kept or printed."""
    presentation = presented(household_id, READ)
    with db.reading() as session:
        found = letter_of(session, household_id, letter_id)
    audit.record_reading(current_actor(), "letter.taken", found, now=clock.now())
    try:
        paper = as_pdf(found.title, found.text, at=found.at)
    except Unwritable as error:
        flash(f"The file cannot show “{error.signs}”. Print this page instead: it shows every sign.")
        return redirect(url_for("presentations.letter", household_id=household_id, letter_id=letter_id), 303)
    answer = Response(paper, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="letter-{presentation.reference}.pdf"'
    return answer


@blueprint.route("/<uuid:household_id>/letters/<uuid:letter_id>/given", methods=["GET", "POST"])
@requires("household.edit")
def letter_given(household_id: UUID, letter_id: UUID) -> ResponseReturnValue:
    """Record how a letter was given."""
    presentation = presented(household_id)
    with db.reading() as session:
        found = letter_of(session, household_id, letter_id)
    form: SectionForm = _give_form(found.to_her)

    def save() -> object:
        return giving.give_letter(
            letter_id=letter_id, **form.answers("how", "given_on"), by=current_actor(), now=clock.now()
        )

    return form_page(
        form, presentation, save, title="The letter was given", done="Recorded.", back=LIST,
        intro=(
            f"{found.title}. It is asked again at this moment whether she may be reached like that."
            if found.to_her
            else f"{found.title}. The name and the address follow separately, by the secure way agreed.",
        ),
    )  # fmt: skip


def _give_form(to_her: bool) -> GiveForm:
    form = GiveForm(today=clock.today())
    form.how.options = Option.each(ways(to_her).items())
    return form
