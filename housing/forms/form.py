"""The form that all forms are: questions in order, faults as sentences, nothing typed lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_wtf import FlaskForm

from housing.forms.question import Question


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary: the sentence, and the id of the input it is about ("" where there is none)."""

    sentence: str
    target: str = ""


class HavenForm(FlaskForm):
    """A page's questions.

    In a route::

        form = MemberForm(obj=member, today=clock.today())
        if form.validate_on_submit():
            try:
                people.add_member(by=actor, now=clock.now(), **form.answers())
                return redirect(...)
            except HavenError as error:
                form.blame(error)
        return render_template("households/member.html", form=form)

    `today` is needed where a `DateParts` has a `bound`. A subclass compares answers with one another in `check`.
    """

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        self._today = today
        super().__init__(*args, **kwargs)

    def need_today(self) -> date:
        """The date that answers are compared with.

        Raises:
            RuntimeError: the route made the form without `today=`; a fault of ours, not of the person's.
        """
        if self._today is None:
            raise RuntimeError(f"{type(self).__name__} has a date bound: make it with today=")
        return self._today

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every question, then, where each is in order by itself, how they fit together."""
        if super().validate(extra_validators):
            self.check()
        return not self.faults

    def check(self) -> None:
        """For subclasses: compare answers with one another; say what is wrong with `blame_question`."""

    def blame_question(self, name: str | None, sentence: str) -> None:
        """Put a sentence on a question, or on the form where it has no such question."""
        target = self._fields.get(name) if name else None
        if target is None:
            self.form_errors.append(sentence)
        else:
            target.errors = [*target.errors, sentence]

    def blame(self, error: Exception, questions: Mapping[str, str] | None = None) -> None:
        """Put a domain error's sentence on the question that its `field` names, or on the form.

        `questions` maps the domain's names to this form's where they differ (`{"unit_id": "unit"}`).

        Raises:
            ValueError: the error carries no sentence; nobody should be shown an empty one.
        """
        sentence = str(error).strip()
        if not sentence:
            raise ValueError(f"{type(error).__name__} carries no sentence to show") from error
        field = getattr(error, "field", None)
        self.blame_question((questions or {}).get(field, field) if field else None, sentence)

    @property
    def faults(self) -> list[Fault]:
        """Everything wrong, in the order of the page, for the error summary."""
        on_questions = [
            Fault(str(sentence), field.focus_id if isinstance(field, Question) else "")
            for field in self
            for sentence in field.errors
        ]
        return [*(Fault(str(sentence)) for sentence in self.form_errors), *on_questions]

    @property
    def questions(self) -> list[Question]:
        """The questions that the page shows by itself: all but hidden ones and those that an answer reveals."""
        revealed = {name for field in self for option in getattr(field, "options", ()) for name in option.reveals}
        return [
            field
            for field in self
            if isinstance(field, Question) and field.kind != "hidden" and field.short_name not in revealed
        ]

    @property
    def carried(self) -> list[Question]:
        """Values that the page carries unseen."""
        return [field for field in self if isinstance(field, Question) and field.kind == "hidden"]

    @property
    def sends_a_file(self) -> bool:
        """Whether the page's form must be sent in parts."""
        return any(getattr(field, "kind", "") == "file" for field in self)

    def answers(self, *names: str) -> dict[str, Any]:
        """The values by name: those named, or all but the CSRF token."""
        wanted = names or [field.short_name for field in self if isinstance(field, Question)]
        return {name: self[name].data for name in wanted}


class FilterForm(HavenForm):
    """The choices above a list, read from the address: `FilterForm(request.args)`.

    Codes and dates only. What a person is called, or where she lives, is never searched by GET (threat T6).
    """

    class Meta:
        csrf = False
