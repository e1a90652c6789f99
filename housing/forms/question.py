"""What every question of every form shares: its words, when it is asked, and how it says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from housing.forms.left import taken

When = tuple[str, str | Sequence[str]]


class Question(Field):
    """One question. Templates show it with the macro `question(field)`; it never renders itself.

    Args:
        label: the question as the person reads it.
        noun: what error messages call it ("Date of birth"); the label where that reads well.
        hint: help shown between the label and the answer; never repeats the label.
        required: the sentence shown when nothing is answered ("Enter her first name"); None where she may leave it.
        when: `("contact", "phone")` or `("contact", ("phone", "text"))`: asked only where the question `contact` has
            that answer. Otherwise the answer is None and nothing is said about it, whatever was sent.
    """

    kind = "text"
    nothing: Any = None
    data: Any
    errors: Any

    def __init__(
        self,
        label: str,
        *,
        noun: str = "",
        hint: str = "",
        required: str | None = None,
        when: When | None = None,
        validators: Sequence[Callable[..., None]] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **rest)
        self.text = label
        self.noun = noun or label.rstrip("?")
        self.hint = hint
        self.required = required
        self.when = when

    @property
    def form(self) -> Any:
        """The form that it belongs to, for the questions that its answers reveal."""
        return self._form

    @property
    def typed(self) -> str:
        """The answer as it goes back on the page: what was typed, even where it could not be understood."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.as_text(self.data)

    def as_text(self, value: Any) -> str:
        """How a stored value looks in the input."""
        return str(value)

    @property
    def chosen(self) -> frozenset[str]:
        """The answers given, as the strings that `when` compares."""
        return frozenset() if self.data in (None, "") else frozenset({str(self.data)})

    @property
    def focus_id(self) -> str:
        """The id of the input that the error summary links to."""
        return str(self.id)

    @property
    def fault(self) -> str:
        """The first thing wrong with the answer, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    def is_asked(self, form: Any) -> bool:
        """Whether the answers so far lead to this question."""
        if self.when is None:
            return True
        name, answers = self.when
        wanted = {answers} if isinstance(answers, str) else set(answers)
        other = form[name]
        return bool(other.is_asked(form) and wanted & other.chosen)

    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return self.data is None or self.data == ""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read what is recorded, then what was sent or comes back."""
        super().process(taken(formdata, self.name, self.kind), *args, **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the first value sent; anything after it is ignored (ASVS 15.3.7). No value is no answer."""
        self.data = None
        if valuelist:
            self.data = self.read(valuelist[0])

    def read(self, typed: str) -> Any:
        """Turn what was typed into the value, None where it is blank.

        Raises:
            ValueError: with the sentence to show.
        """
        return typed

    def pre_validate(self, form: Any) -> None:
        """One fault at a time: not asked, not understood, not answered, then whether the value will do."""
        if not self.is_asked(form):
            self.data = self.nothing
            self.errors = []
            raise StopValidation()
        if self.errors:
            raise StopValidation()
        if self.is_blank():
            raise StopValidation(self.required)
        sentence = self.objection()
        if sentence:
            raise StopValidation(sentence)

    def objection(self) -> str | None:
        """What is wrong with a value that was understood: a sentence, or None."""
        return None
