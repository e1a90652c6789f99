"""A street's name out of an address as somebody typed it, and the postcode's sector."""

from __future__ import annotations

import re

from housing.sealing import plain_form

# How English streets end, in full and as they are shortened.
ENDINGS = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive",
    "cres": "crescent", "ct": "court", "gdns": "gardens", "gr": "grove", "pl": "place", "sq": "square",
    "ter": "terrace", "terr": "terrace", "pk": "park", "wy": "way", "bvd": "boulevard",
}  # fmt: skip
NAMES = frozenset(ENDINGS.values()) | {
    "row", "walk", "view", "rise", "hill", "mews", "green", "gate", "fold", "croft", "bank", "end", "common", "side",
}  # fmt: skip
NUMBER = re.compile(r"^\d+[a-z]?$")
POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z]{2}$")


def street_of(address: str) -> str | None:
    """The street of an address in one form: "made up street"; None where no line of it looks like a street.

    The last line that ends like a street counts: houses and courts come before it, towns after it.
    """
    found = None
    for line in re.split(r"[,\n;]", address):
        words = [word for word in plain_form(line).split() if not NUMBER.match(word)]
        if len(words) > 1 and ENDINGS.get(words[-1], words[-1]) in NAMES:
            found = " ".join([*words[:-1], ENDINGS.get(words[-1], words[-1])])
    return found


def sector_of(postcode: str) -> str | None:
    """The sector of a postcode, "S60 1" of "S60 1AA"; None where it is no postcode."""
    match = POSTCODE.match(re.sub(r"\s", "", postcode).upper())
    return f"{match.group(1)} {match.group(2)}" if match else None
