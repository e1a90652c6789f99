"""A new version of a clock, a prompt, a letter or the cut-off hour, from today or a day to come; never in the past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import Setting
from housing.db import transaction
from housing.presentations.letters.checking import refuse_homes
from housing.presentations.moments import following
from housing.promises.arriving import CUT_OFF
from housing.promises.law import CLOCK, LETTER, PROMPT, law_of
from housing.refusals import Refused
from pathway.duties import Counting
from pathway.letters import LetterText
from pathway.prompts import PROMPTS
from pathway.versions import why_not_clock, why_not_letter

EDIT = "law.edit"


@dataclass(frozen=True, slots=True)
class Change:
    """From which day on, where it is from, and whether somebody has checked it there."""

    from_on: date
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long a clock runs, how that is counted, and on which days somebody is reminded."""

    length: int
    counting: Counting
    warns: tuple[int, ...]


def change_clock(*, key: str, to: Length, change: Change, by: Actor, now: datetime) -> None:
    """Let a clock run otherwise from a day on; those that run go on as they were begun.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: there is no such clock.
        Refused: it cannot be so long or so counted, the day is past, or the source is missing.
    """
    with transaction() as session:
        authority = _council(by)
        row = next((each for each in law_of(session, authority).clocks if each.key == key), None)
        if row is None:
            raise NotFound("clock")
        _refuse(why_not_clock(row, to.length, to.counting, to.warns))
        value = {"length": to.length, "counting": to.counting.name, "warns": list(to.warns)}
        _put(session, authority, f"{CLOCK}{key}", value, change, by=by, now=now)


def change_prompt(
    *, slug: str, sentence: str, section: str, holds: bool, change: Change, by: Actor, now: datetime
) -> None:
    """Say otherwise, from a day on, what the law says; or that it holds no more.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: there is no such prompt.
        Refused: the words or their section are missing, or the day is past.
    """
    with transaction() as session:
        authority = _council(by)
        if all(each.id != slug for each in PROMPTS):
            raise NotFound("prompt")
        for field, words in (("sentence", sentence), ("section", section)):
            if not words.strip():
                raise Refused("Enter what the law says." if field == "sentence" else "Enter the section.", field=field)
        value = {"sentence": sentence.strip(), "section": section.strip(), "holds": holds}
        _put(session, authority, f"{PROMPT}{slug}", value, change, by=by, now=now)


def change_letter(*, slug: str, title: str, words: str, change: Change, by: Actor, now: datetime) -> None:
    """Let a letter read otherwise from a day on. Letters that were made keep their words.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: there is no such letter.
        Refused: it has a blank that it must not have or lacks one that it must have, names a home, or the day is past.
    """
    with transaction() as session:
        authority = _council(by)
        letter = _letter(law_of(session, authority).letters, slug)
        paragraphs = as_paragraphs(words)
        _refuse(why_not_letter(letter, title, paragraphs))
        refuse_homes(session, words, field="words")
        value = {"title": title.strip(), "paragraphs": list(paragraphs)}
        _put(session, authority, f"{LETTER}{slug}", value, change, by=by, now=now)


def change_cut_off(*, at: time | None, change: Change, by: Actor, now: datetime) -> None:
    """Say after which hour what arrives counts from the next working day; None: the whole day is in time.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        Refused: the day is past, or the source is missing.
    """
    with transaction() as session:
        _put(session, _council(by), CUT_OFF, f"{at:%H:%M}" if at else "", change, by=by, now=now)


def as_paragraphs(words: str) -> tuple[str, ...]:
    """A text as paragraphs: those that an empty line parts."""
    blocks = words.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def _letter(letters: Iterable[LetterText], slug: str) -> LetterText:
    found = next((each for each in letters if each.slug == slug), None)
    if found is None:
        raise NotFound("letter")
    return found


def _council(by: Actor) -> str:
    insist(by, EDIT)
    return by.home(EDIT).authority


def _refuse(fault: tuple[str, str] | None) -> None:
    if fault is not None:
        raise Refused(fault[1], field=fault[0])


def _put(session: Session, authority: str, key: str, value: Any, change: Change, *, by: Actor, now: datetime) -> None:
    if change.from_on < day_of(now):
        raise Refused("The day must be today or later: what was begun before stays as it was.", field="from_on")
    if not change.source.strip():
        raise Refused("Enter where it is from.", field="source")
    rows = select(Setting).where(Setting.authority_code == authority, Setting.key == key)
    last = session.scalar(rows.order_by(Setting.recorded_at.desc().nulls_last()).limit(1))
    said = (change.from_on, value, change.source.strip(), change.verified)
    if last is not None and (last.from_on, last.value, last.source, last.verified) == said:
        return
    row = Setting(
        id=uuid4(), key=key, authority_code=authority, from_on=change.from_on, value=value,
        source=change.source.strip(), verified=change.verified,
        recorded_at=following(now, last.recorded_at if last else None), recorded_by=by.account_id,
    )  # fmt: skip
    session.add(row)
    audit.record(session, by, "law.changed", row, now=now, facts={"key": key, "from_on": change.from_on.isoformat()})
