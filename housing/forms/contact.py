"""Postcodes, telephone numbers and e-mail addresses: any way people write them in, one way out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from housing.forms.text import Text

# The six forms of a United Kingdom postcode and GIR 0AA, with the letters that each place allows.
# Source: Royal Mail, Programmers' Guide to the Postcode Address File; BS 7666.
_POSTCODE = re.compile(
    r"(GIR|[A-PR-UWYZ](?:\d|\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d|[A-HK-Y]\d\d|[A-HK-Y]\d[ABEHMNPRVWXY]))(\d[ABD-HJLNP-UW-Z]{2})",
    re.ASCII,
)
_DISTRICT = re.compile(r"[A-PR-UWYZ](?:\d\d?|\d[A-HJKPSTUW]|[A-HK-Y]\d\d?|[A-HK-Y]\d[ABEHMNPRVWXY])", re.ASCII)
_NOISE = re.compile(r"[\s.\-()]")


def read_postcode(text: str) -> str | None:
    """ "s60 1aa", "S601AA" and "S60-1AA" are all "S60 1AA"; None where it cannot be a postcode."""
    found = _POSTCODE.fullmatch(_NOISE.sub("", text).upper())
    return f"{found[1]} {found[2]}" if found else None


def mentions_postcode(text: str) -> bool:
    """Whether a full postcode stands anywhere in a text, in one word or in two."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    pairs = (first + second for first, second in pairwise(words))
    return any(read_postcode(each) for each in (*words, *pairs))


def read_district(text: str) -> str | None:
    """The first half of a postcode, "S60", from itself or from a full postcode; None where it cannot be one."""
    full = read_postcode(text)
    if full:
        return full.split(" ")[0]
    plain = _NOISE.sub("", text).upper()
    return plain if _DISTRICT.fullmatch(plain) else None


def read_phone(text: str) -> str | None:
    """The number in E.164 form ("+441632960001"), read as a United Kingdom one unless it says otherwise.

    A number of a possible length is accepted even where the range is unknown: refusing a number that works would
    cost more than keeping one that does not.
    """
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Postcode(Text):
    """A full postcode; data is "S60 1AA" or None. `district_is_enough` also takes "S60"."""

    def __init__(self, label: str = "Postcode", *, district_is_enough: bool = False, **rest: Any) -> None:
        super().__init__(label, max_length=20, width=10, **rest)
        self.district_is_enough = district_is_enough

    def parse(self, text: str) -> str:
        read = read_postcode(text) or (read_district(text) if self.district_is_enough else None)
        if read is None:
            like = "S60 1AA or S60" if self.district_is_enough else "S60 1AA"
            raise ValueError(f"Enter a full UK postcode, like {like}")
        return read


class Phone(Text):
    """A telephone number; data is E.164 or None. Show it with the filter `phone`."""

    def __init__(self, label: str = "Telephone number", **rest: Any) -> None:
        super().__init__(label, max_length=40, width=20, inputmode="tel", **rest)

    def as_text(self, value: str) -> str:
        return phonenumbers.format_number(phonenumbers.parse(value, "GB"), phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def parse(self, text: str) -> str:
        read = read_phone(text)
        if read is None:
            raise ValueError("Enter a telephone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192")
        return read


class Email(Text):
    """An e-mail address; data has its domain in lower case, or is None. Nothing is asked of the network."""

    def __init__(self, label: str = "E-mail address", **rest: Any) -> None:
        super().__init__(label, max_length=254, inputmode="email", **rest)

    def parse(self, text: str) -> str:
        try:
            return validate_email(text, check_deliverability=False, test_environment=True).normalized
        except EmailNotValidError:
            raise ValueError("Enter an e-mail address in the correct format, like name@example.com") from None
