"""The form that all forms are: questions in order, faults as sentences, nothing typed lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from flask_wtf import FlaskForm

from housing.forms.left import left_for, note_that_it_fits
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
    `comes_back` is False where what is typed records nothing (a search, a filter): it is not kept for later.
    """

    comes_back: ClassVar[bool] = True

    class Meta:
        """What was left unfinished on this page is shown again where the page is opened."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent; on a page that is only opened, what this person left there, if anything."""
            sent = FlaskForm.Meta.wrap_formdata(self, form, formdata)
            return left_for(form) if sent is None and form.can_be_left else sent

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
        if self.faults:
            return False
        note_that_it_fits(self)
        return True

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

    @property
    def can_be_left(self) -> bool:
        """Whether what is typed here may be kept before it is saved: never a password, a code or a file, nor a search,
        nor a mere confirmation."""
        shown = {field.kind for field in self if isinstance(field, Question)} - {"hidden"}
        return self.comes_back and "csrf_token" in self and bool(shown - {"tick"}) and not shown & {"secret", "file"}

    @property
    def left_as(self) -> str:
        """What this form is called where its unfinished answers are kept: the same, however many lines it shows."""
        return type(self).__name__.rstrip("0123456789")

    @property
    def as_recorded(self) -> list[tuple[str, str]]:
        """What the record said when the page was made, by question, to see whether it has changed since.

        A date that only says today is no fact of the record.
        """
        return [
            (field.short_name, "" if field.object_data in (None, self._today) else _plain(field.object_data))
            for field in self
            if isinstance(field, Question) and field.kind != "hidden"
        ]

    def answers(self, *names: str) -> dict[str, Any]:
        """The values by name: those named, or all but the CSRF token."""
        wanted = names or [field.short_name for field in self if isinstance(field, Question)]
        return {name: self[name].data for name in wanted}


def _plain(value: Any) -> str:
    """A recorded value in a text that is the same in every process."""
    if isinstance(value, (set, frozenset)):
        return ",".join(sorted(map(str, value)))
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


class FilterForm(HavenForm):
    """The choices above a list, read from the address: `FilterForm(request.args)`.

    Codes and dates only. What a person is called, or where she lives, is never searched by GET (threat T6).
    """

    class Meta:
        csrf = False
