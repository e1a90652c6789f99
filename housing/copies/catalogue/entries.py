"""How a table stands in her copy: read row by row, written by hand, or left out with the ground. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """The parts of a copy, in the order in which she would ask."""

    HER = "You"
    HOUSEHOLD = "Your household"
    TOLD = "What you told us"
    CONTACT = "How you can be reached"
    SAFETY = "Keeping you safe"
    ASSESSED = "Assessments"
    DUTIES = "Duties, decisions and letters"
    PLAN = "Your plan"
    HOMES = "Homes: what was offered, and where you stayed"
    AT_HOME = "Making your home safe"
    MONEY = "Money and immigration status"
    SUPPORT = "Support"
    DISCLOSED = "Who was told what"
    CASE = "How your case was run"
    STORY = "What happened, day by day"
    DOCUMENTS = "Documents that we hold"
    LOOKED = "Who looked at your case"
    COPIES = "Copies that you asked for"


class How(StrEnum):
    """How a value is said where its type does not say it."""

    PLAIN = "as it is, or by its code list"
    MONEY = "pounds"
    PERSON = "who of the household, others unnamed"
    ANSWERS = "JSON: each answer after what it answers"
    HELD = "only that it is held"
    OUTSIDE = "as it is, unless it is somebody who uses Haven"


class Ground(StrEnum):
    """Why a table or a column is not given, as a person reads it."""

    HOUSEKEEPING = "It says nothing about her: keys, counts, and what Haven works with."
    SAME = "The same stands elsewhere in the copy."
    OTHERS = "It is about somebody else. UK GDPR Article 15(4); Data Protection Act 2018 Schedule 2 paragraph 16."
    DANGER = "It could put somebody in danger, or help to find somebody. Data Protection Act 2018 Schedule 3."
    PLACE = "It says where a home is, or which one; homes are never written down in a copy."
    STAFF = "It is about our workers, and names them."
    FIRM = "It is about a firm or a service, and what it is paid."


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: what it is called, and the code list that has its words."""

    column: str
    label: str
    listed: str = ""
    how: How = How.PLAIN


@dataclass(frozen=True, slots=True)
class Given:
    """A table given row by row.

    `when`: the column of the day, "" for none. `by`: the foreign keys on the way to her case, any of which leads there,
    where the table has neither household_id nor presentation_id. `left`: columns not given, each with its ground; what
    only keeps house is known by itself (see `reading.keeps_house`). `unless`: {column: beginnings}, rows not given.
    """

    table: str
    part: Part
    said: str
    shown: tuple[Shown, ...]
    when: str = "at"
    by: tuple[str, ...] = ()
    left: Mapping[str, Ground] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A table of which a part is written by hand (housing.copies.gathering); `what` says what is given of it."""

    table: str
    part: Part
    what: str


@dataclass(frozen=True, slots=True)
class Left:
    """A table of which nothing is given, with the ground and, for whoever reviews it, why it falls under that."""

    table: str
    ground: Ground
    why: str
