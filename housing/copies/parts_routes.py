"""The pages on the parts of a copy: line by line, while it is prepared and when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import NotFound, current_actor, requires
from housing.copies import queries, services
from housing.copies.blueprint import blueprint
from housing.copies.content import Line, from_json
from housing.copies.forms import LinesForm
from housing.copies.handing_routes import found_copy
from housing.copies.models import SubjectCopy
from housing.forms import Option
from housing.refusals import Refused
from housing.web import Paging
from pathway.leaving_out import REASONS, reasons

LINES = 40


@blueprint.route("/<uuid:copy_id>/parts/<int:number>", methods=["GET", "POST"])
@requires("copy.prepare")
def part(household_id: UUID, copy_id: UUID, number: int) -> ResponseReturnValue:
    """One part, a page of lines at a time: which are left out while it is prepared, and why."""
    actor = current_actor()
    with db.reading() as session:
        copy = found_copy(session, household_id, copy_id)
        marks = queries.marks(session, copy_id)
    page = _page_of(copy, number)
    form = _lines_form(page, marks)
    if form.validate_on_submit():
        try:
            services.leave_out(
                copy_id=copy_id, shown=[line.key for line in page.lines], ticked=form.lines.data,
                reason=form.reason.data, by=actor, now=clock.now(),
            )  # fmt: skip
            flash("Kept", "success")
            return redirect(page.after(household_id, copy_id), 303)
        except Refused as refused:
            form.blame(refused)
    facts = {"copy": copy_id, "part": number}
    audit.record_reading(actor, "copy.read", ("household", household_id), now=clock.now(), facts=facts)
    return render_template(
        "copies/part.html",
        form=form, page=page, marks=marks, household_id=household_id, copy=copy, state=queries.state(copy),
        reasons={row.slug: row.title for row in REASONS},
        page_href=lambda at: url_for("copies.part", household_id=household_id, copy_id=copy_id, number=number, page=at),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a part: `number` counts the parts from 1, `of` is how many there are."""

    title: str
    number: int
    of: int
    paging: Paging
    lines: tuple[Line, ...]

    def after(self, household_id: UUID, copy_id: UUID) -> str:
        """Where one goes on: the next page, the next part, or back to the copy."""
        here: dict[str, Any] = {"household_id": household_id, "copy_id": copy_id}
        if self.paging.page < self.paging.pages:
            return url_for("copies.part", number=self.number, page=self.paging.page + 1, **here)
        if self.number < self.of:
            return url_for("copies.part", number=self.number + 1, **here)
        return url_for("copies.show", **here)


def _page_of(copy: SubjectCopy, number: int) -> _Page:
    passages = from_json(copy.content).passages
    if not 1 <= number <= len(passages):
        raise NotFound("part")
    passage = passages[number - 1]
    paging = Paging.of(len(passage.lines), request.args.get("page"), LINES)
    lines = passage.lines[paging.offset : paging.offset + paging.size]
    return _Page(passage.title, number, len(passages), paging, lines)


def _lines_form(page: _Page, marks: dict[str, str]) -> LinesForm:
    titles = {row.slug: row.title for row in REASONS}
    form = LinesForm(data={"lines": [line.key for line in page.lines if line.key in marks]})
    form.lines.options = [
        Option(line.key, line.text, hint=f"Left out: {titles[marks[line.key]]}" if line.key in marks else "")
        for line in page.lines
    ]
    form.reason.options = [Option(slug, row.title) for slug, row in reasons(clock.today()).items()]
    return form
