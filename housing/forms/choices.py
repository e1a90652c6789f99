"""Answers picked from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from housing.forms.question import Question

NOT_LISTED = "Select an answer from the list"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be picked.

    `reveals` names the questions shown under it when it is picked (give them `when` too, so that the server agrees).
    `divider` is a word shown above it ("or"). `exclusive` is for "None of these" among checkboxes.
    """

    value: str
    text: str
    hint: str = ""
    reveals: tuple[str, ...] = ()
    divider: str = ""
    exclusive: bool = False

    @classmethod
    def each(cls, pairs: Iterable[tuple[object, str]]) -> list[Self]:
        """Options from `(value, text)` pairs, in their order."""
        return [cls(str(value), text) for value, text in pairs]


class Choice(Question):
    """One answer of several: radios, or a select where `as_list` is set.

    `options` may be given here or set on the field in the route before `validate()`. `coerce` turns the picked string
    into the value (an enum, `UUID`, `int`); data is that value, or None.
    """

    kind = "radios"

    def __init__(
        self,
        label: str,
        *,
        options: Sequence[Option] = (),
        coerce: Callable[[str], Any] = str,
        as_list: bool = False,
        inline: bool = False,
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.options: Sequence[Option] = list(options)
        self.coerce = coerce
        self.inline = inline
        if as_list:
            self.kind = "select"

    def read(self, typed: str) -> Any:
        if not typed:
            return None
        try:
            return self.coerce(typed)
        except (ValueError, KeyError, TypeError, ArithmeticError):
            raise ValueError(NOT_LISTED) from None

    @property
    def chosen(self) -> frozenset[str]:
        """As the page shows it: what was sent, else what is stored."""
        if self.raw_data:
            return frozenset({str(self.raw_data[0])})
        return super().chosen

    def objection(self) -> str | None:
        """Only what was offered can be picked."""
        if not self.chosen <= {option.value for option in self.options}:
            return NOT_LISTED
        return super().objection()


class Choices(Question):
    """Any number of answers: checkboxes; data is a tuple in the options' order, empty where none is picked."""

    kind = "checkboxes"
    nothing = ()
    inline = False
    data: Any

    def __init__(
        self, label: str, *, options: Sequence[Option] = (), coerce: Callable[[str], Any] = str, **rest: Any
    ) -> None:
        super().__init__(label, **rest)
        self.options: Sequence[Option] = list(options)
        self.coerce = coerce

    def process_data(self, value: Iterable[Any] | None) -> None:
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = tuple(valuelist)

    @property
    def chosen(self) -> frozenset[str]:
        """As the page shows it: what was sent, else what is stored."""
        return frozenset(map(str, self.data if self.raw_data is None else self.raw_data))

    def is_blank(self) -> bool:
        return not self.data

    def objection(self) -> str | None:
        """Only what was offered, and "None of these" alone."""
        picked = [option for option in self.options if option.value in self.chosen]
        if not self.chosen <= {option.value for option in self.options}:
            return NOT_LISTED
        alone = next((option for option in picked if option.exclusive), None)
        if alone is not None and len(picked) > 1:
            return f"Select the answers that apply, or select “{alone.text}”"
        self.data = tuple(self.coerce(option.value) for option in picked)
        return super().objection()


class Known(StrEnum):
    """Yes, no, or asked and not known. Not asked is None."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class YesNoNotKnown(Choice):
    """A question of fact where not knowing is an answer; data is a `Known`, `truth` is True, False or None."""

    data: Any

    def __init__(
        self,
        label: str,
        *,
        yes_reveals: tuple[str, ...] = (),
        no_reveals: tuple[str, ...] = (),
        not_known: bool = True,
        **rest: Any,
    ) -> None:
        options = [Option("yes", "Yes", reveals=yes_reveals), Option("no", "No", reveals=no_reveals)]
        if not_known:
            options.append(Option("not-known", "Not known"))
        inline = not (yes_reveals or no_reveals)
        super().__init__(label, options=options, coerce=Known, inline=inline, **rest)

    def process_data(self, value: Known | bool | None) -> None:
        self.data = value if isinstance(value, Known) or value is None else Known.YES if value else Known.NO

    @property
    def truth(self) -> bool | None:
        """True, False, or None for both "not known" and not answered."""
        return {Known.YES: True, Known.NO: False}.get(self.data) if self.data else None


class Tick(Question):
    """One checkbox to agree to or confirm; data is True or False."""

    kind = "tick"
    nothing = False
    data: Any

    def process_data(self, value: object) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = bool(valuelist) and valuelist[0] == "yes"

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset({"yes"}) if self.data else frozenset()

    def is_blank(self) -> bool:
        return not self.data
