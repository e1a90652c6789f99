"""Reading a question set from JSON strictly: with one sentence a fault and its place, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pathway.question_sets import BandFrom, Pattern, Question, QuestionSet, Section, Step

KINDS = ("yes_no", "scale", "number", "words", "ranked")
ABOUT = ("adult", "child")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_QUESTIONS = 200
LONGEST_TEXT = 600


class Unreadable(ValueError):
    """The document is no question set; `faults` are sentences, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_question_set(document: str | bytes) -> QuestionSet:
    """A question set from its JSON text.

    Raises:
        Unreadable: with one sentence a fault.
    """
    try:
        found = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise Unreadable(["This is not a JSON document."]) from error
    faults = list(_faults(found))
    if faults:
        raise Unreadable(faults)
    return made(found)


def made(found: Mapping[str, Any]) -> QuestionSet:
    """A question set from a document that was read strictly when it was stored."""
    return QuestionSet(
        **{name: found[name] for name in ("key", "version", "title", "about", "source", "verified")},
        sections=tuple(
            Section(each["id"], each["title"], tuple(_question(question) for question in each["questions"]))
            for each in found["sections"]
        ),
        bands=tuple(
            sorted(
                (BandFrom(each["band"], each["at_least"]) for each in found.get("bands", [])),
                key=lambda each: -each.at_least,
            )
        ),
        patterns=tuple(
            Pattern(**{**each, "questions": tuple(each["questions"])}) for each in found.get("patterns", [])
        ),
    )


def _question(found: Mapping[str, Any]) -> Question:
    steps = tuple(Step(each["slug"], each["text"], each.get("score", 0)) for each in found.get("steps", []))
    return Question(**{**found, "steps": steps})


TEXTS = ("key", "version", "title", "about", "source")
SET = {*TEXTS, "verified", "sections", "bands", "patterns"}
SECTION = {"id", "title", "questions"}
QUESTION = {"id", "text", "kind", "hint", "weight", "highest", "steps", "notes"}
STEP = {"slug", "text", "score"}
PATTERN = {"id", "title", "advice", "questions", "at_least", "how_many"}


def _faults(found: Any) -> Iterator[str]:
    """Everything that is wrong, each with its place."""
    if not isinstance(found, dict):
        yield "A question set is an object with key, version, title, about, source, verified and sections."
        return
    yield from _unknown(found, SET, "The set")
    for name in TEXTS:
        yield from _text(found, name, "The set")
    if isinstance(found.get("about"), str) and found["about"] not in ABOUT:
        yield f"The set: about is {' or '.join(ABOUT)}."
    if not isinstance(found.get("verified"), bool):
        yield "The set: verified is true or false."
    yield from _sections_faults(found.get("sections"))
    yield from _bands_faults(found.get("bands", []))
    yield from _patterns_faults(found.get("patterns", []), _ids(found.get("sections")))


def _sections_faults(sections: Any) -> Iterator[str]:
    if not isinstance(sections, list) or not sections:
        yield "The set: sections is a list with at least one section."
        return
    for number, section in enumerate(sections, start=1):
        where = f"Section {number}"
        if not isinstance(section, dict):
            yield f"{where}: a section is an object with id, title and questions."
            continue
        yield from _unknown(section, SECTION, where)
        yield from _slug(section, "id", where)
        yield from _text(section, "title", where)
        questions = section.get("questions")
        if not isinstance(questions, list) or not questions:
            yield f"{where}: questions is a list with at least one question."
            continue
        for place, question in enumerate(questions, start=1):
            yield from _question_faults(question, f"{where}, question {place}")
    ids = _ids(sections)
    yield from (f"The question id “{each}” stands there more than once." for each in sorted(_twice(ids)))
    if len(ids) > MOST_QUESTIONS:
        yield f"The set: at most {MOST_QUESTIONS} questions."


def _question_faults(question: Any, where: str) -> Iterator[str]:
    if not isinstance(question, dict):
        yield f"{where}: a question is an object with id, text and kind."
        return
    yield from _unknown(question, QUESTION, where)
    yield from _slug(question, "id", where)
    yield from _text(question, "text", where)
    if question.get("kind") not in KINDS:
        yield f"{where}: kind is one of {', '.join(KINDS)}."
        return
    hint = question.get("hint", "")
    if not isinstance(hint, str) or len(hint) > LONGEST_TEXT:
        yield f"{where}: hint is a text of at most {LONGEST_TEXT} signs."
    if not isinstance(question.get("notes", False), bool):
        yield f"{where}: notes is true or false."
    yield from _whole(question, "weight", where)
    yield from _whole(question, "highest", where)
    yield from _steps_faults(question, where)


def _steps_faults(question: Mapping[str, Any], where: str) -> Iterator[str]:
    needs = question["kind"] in ("scale", "ranked")
    steps = question.get("steps", [])
    if not isinstance(steps, list) or needs != bool(steps):
        yield f"{where}: {'a list of steps is needed' if needs else 'steps belong to a scale or to what is ranked'}."
        return
    for number, step in enumerate(steps, start=1):
        at = f"{where}, step {number}"
        if not isinstance(step, dict):
            yield f"{at}: a step is an object with slug and text."
            continue
        yield from _unknown(step, STEP, at)
        yield from _slug(step, "slug", at)
        yield from _text(step, "text", at)
        yield from _whole(step, "score", at)
    slugs = [each["slug"] for each in steps if isinstance(each, dict) and isinstance(each.get("slug"), str)]
    yield from (f"{where}: the step “{each}” stands there more than once." for each in sorted(_twice(slugs)))


def _bands_faults(bands: Any) -> Iterator[str]:
    if not isinstance(bands, list):
        yield "The set: bands is a list."
        return
    totals: list[int] = []
    for number, band in enumerate(bands, start=1):
        where = f"Band {number}"
        if not isinstance(band, dict) or set(band) != {"band", "at_least"}:
            yield f"{where}: a band is an object with band and at_least."
            continue
        yield from _slug(band, "band", where)
        yield from _whole(band, "at_least", where)
        totals.append(band["at_least"] if isinstance(band["at_least"], int) else -1)
    if totals and (0 not in totals or len(set(totals)) < len(totals)):
        yield "The set: the bands begin from different totals, the lowest from 0."


def _patterns_faults(patterns: Any, known: list[str]) -> Iterator[str]:
    if not isinstance(patterns, list):
        yield "The set: patterns is a list."
        return
    for number, pattern in enumerate(patterns, start=1):
        where = f"Pattern {number}"
        if not isinstance(pattern, dict) or set(pattern) != PATTERN:
            yield f"{where}: a pattern is an object with {', '.join(sorted(PATTERN))}."
            continue
        yield from _slug(pattern, "id", where)
        yield from _text(pattern, "title", where)
        yield from _text(pattern, "advice", where)
        yield from _whole(pattern, "at_least", where)
        yield from _whole(pattern, "how_many", where)
        questions = pattern["questions"]
        if not isinstance(questions, list) or not questions or any(each not in known for each in questions):
            yield f"{where}: questions is a list of ids of this set’s questions."
        elif isinstance(pattern["how_many"], int) and not 1 <= pattern["how_many"] <= len(questions):
            yield f"{where}: how_many is from 1 to the number of its questions."


def _ids(sections: Any) -> list[str]:
    """The ids of every question that has one, in order, as often as they stand there."""
    listed = [each.get("questions") for each in _objects(sections)]
    named = [question.get("id") for questions in listed for question in _objects(questions)]
    return [each for each in named if isinstance(each, str)]


def _objects(found: Any) -> list[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _unknown(found: Mapping[str, Any], known: set[str], where: str) -> Iterator[str]:
    yield from (f"{where}: “{name}” is not known here." for name in sorted(set(found) - known))


def _text(found: Mapping[str, Any], name: str, where: str) -> Iterator[str]:
    value = found.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        yield f"{where}: {name} is a text of 1 to {LONGEST_TEXT} signs."


def _slug(found: Mapping[str, Any], name: str, where: str) -> Iterator[str]:
    value = found.get(name)
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        yield f"{where}: {name} is written in small letters, digits and hyphens."


def _whole(found: Mapping[str, Any], name: str, where: str) -> Iterator[str]:
    value = found.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        yield f"{where}: {name} is a whole number from 0 to 1000."


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
