"""Answers in words, and values carried unseen."""

from __future__ import annotations

from typing import Any

from housing.forms.cleaning import clean
from housing.forms.question import Question

SHORT = 200
LONG = 4000


class Text(Question):
    """A single line; data is a trimmed string, or None where it is blank.

    `width` is the number of characters that the input should look made for (2, 3, 4, 5, 10, 20 or 0 for full).
    `autocomplete` stays off except on sign-in fields; a shared browser must not offer one woman's name to the next.
    `inputmode` is the keyboard that a phone shows: text, numeric, decimal, tel, email.
    """

    lines = False
    data: Any

    def __init__(
        self,
        label: str,
        *,
        max_length: int = SHORT,
        width: int = 0,
        autocomplete: str = "off",
        inputmode: str = "",
        spellcheck: bool = False,
        prefix: str = "",
        suffix: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.max_length = max_length
        self.width = width
        self.autocomplete = autocomplete
        self.inputmode = inputmode
        self.spellcheck = spellcheck
        self.prefix_text = prefix
        self.suffix_text = suffix

    def read(self, typed: str) -> Any:
        cleaned = clean(typed, lines=self.lines)
        self.raw_data = [cleaned.text]
        if cleaned.had_hidden:
            raise ValueError(
                f"{self.noun} had hidden characters, which have been taken out. Check it and send it again"
            )
        if len(cleaned.text) > self.max_length:
            raise ValueError(f"{self.noun} must be {self.max_length:,} characters or fewer")
        return self.parse(cleaned.text) if cleaned.text else None

    def parse(self, text: str) -> Any:
        """Turn clean, non-blank text into the value; raises ValueError with the sentence."""
        return text


class LongText(Text):
    """Several lines, up to `max_length` characters, counted down on the page; line breaks are `\\n`."""

    kind = "long"
    lines = True

    def __init__(self, label: str, *, max_length: int = LONG, rows: int = 5, **rest: Any) -> None:
        super().__init__(label, max_length=max_length, spellcheck=True, **rest)
        self.rows = rows


class Secret(Text):
    """A password or one-time code: kept exactly as typed, and never sent back to the page.

    `autocomplete` is required: current-password, new-password or one-time-code (ASVS 6.2.7).
    """

    kind = "secret"

    def __init__(self, label: str, *, autocomplete: str, max_length: int = 128, **rest: Any) -> None:
        super().__init__(label, autocomplete=autocomplete, max_length=max_length, **rest)

    def read(self, typed: str) -> Any:
        if len(typed) > self.max_length:
            raise ValueError(f"{self.noun} must be {self.max_length:,} characters or fewer")
        return typed or None

    @property
    def typed(self) -> str:
        return ""


class Hidden(Text):
    """A value carried by the page (a version, an opaque id); what is wrong with it is said without a link."""

    kind = "hidden"

    def __init__(self, label: str = "This page", **rest: Any) -> None:
        super().__init__(label, **rest)

    @property
    def focus_id(self) -> str:
        return ""
