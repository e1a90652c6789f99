"""What an agency outside Haven is told: the facts she agrees to, in words, frozen on the day; never an address.

Ages, not dates of birth. Nothing of people of concern: the agency asks her itself. The number only where she agrees to
it, and never one that is marked unsafe.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from housing import codes
from housing.households.birthdays import how_old
from housing.households.contacting.models import UnsafeMark
from housing.households.models import Household, Person
from housing.households.queries import called
from housing.households.sending import digest
from housing.households.words import ACCESS_NEEDS, SUPPORT_NEEDS
from housing.presentations.models import Presentation
from housing.presentations.plan.queries import given as given_plan
from housing.presentations.plan.queries import last_version
from housing.web.filters import phone, said_date
from pathway.safe_contact import Reached

FACTS = {
    "people": "Her name, and who is in the household, with ages",
    "reach": "How and when it is safe to reach her",
    "number": "Her telephone number",
    "risk": "How high the risk is, and when it was assessed",
    "needs": "The support, access and language that they need",
    "plan": "Her housing plan, as she last had it",
}
NUMBER = "number"
NOT_KNOWN = "Not recorded."
NO_CONTACT = "Nobody has agreed with her how to be in touch. Ask her worker; do not call, write or leave a message."
YES_NO = {True: "yes", False: "no", None: "not asked, so no"}


@dataclass(frozen=True, slots=True)
class Case:
    """What the paper is made from: a case whose household is loaded with its people, births and contact."""

    session: Session
    presentation: Presentation
    today: date

    @property
    def household(self) -> Household:
        """Who it is about."""
        return self.presentation.household


def write(case: Case, *, purpose: str, also: str | None, facts: Collection[str]) -> str:
    """The paper: paragraphs parted by empty lines, headings begun with "# "."""
    parts = ["# What you are asked to do", purpose]
    for slug, heading in FACTS.items():
        if slug in facts:
            parts += [f"# {heading}", WRITERS[slug](case)]
    if also:
        parts += ["# What she wants you to know", also]
    parts += [
        "# Before you do anything",
        "Never contact a person of concern, or anybody who might tell them. Where she is stays with her: ask her. "
        "Until you say yes to us, her worker here stays hers. Tell us who will work with her, and how she reaches "
        "them.",
    ]
    return "\n\n".join(parts)


def safe_number(case: Case) -> str | None:
    """Her telephone number, where there is one and nobody marked it unsafe."""
    contact = case.household.safe_contact
    if contact is None or contact.phone is None:
        return None
    marked = exists().where(
        UnsafeMark.household_id == case.household.id,
        UnsafeMark.value_index == digest(Reached.PHONE, contact.phone),
        UnsafeMark.lifted_at.is_(None),
    )
    return None if case.session.scalar(select(marked)) else contact.phone


def _people(case: Case) -> str:
    lines = [called(case.household)]
    lines += [_person(person, case.today) for person in case.household.people]
    lines += [f"A child due on {said_date(birth.due_on)}" for birth in case.household.births]
    return "\n".join(lines)


def _person(person: Person, today: date) -> str:
    kind = {("child", "female"): "Girl", ("child", "male"): "Boy", ("child", None): "Child"}
    who = kind.get((person.role, person.sex), "Child" if person.role == "child" else "Adult")
    return f"{who}, {how_old(person, today)}"


def _reach(case: Case) -> str:
    contact = case.household.safe_contact
    if contact is None or not contact.methods:
        return NO_CONTACT
    labels = codes.choices(case.session, "contact_method", case.household.authority_code)
    lines = [f"Only by: {', '.join(labels.get(each, each) for each in contact.methods).lower()}."]
    lines.append(f"When: {contact.hours.words if contact.hours else 'no hours are agreed, so ask her worker'}.")
    lines += [contact.times] if contact.times else []
    lines.append(f"A message on voicemail: {YES_NO[contact.voicemail]}.")
    if contact.shared_device is not False:
        lines.append("Somebody else may look at her telephone or e-mail: leave nothing there.")
    if contact.code_word is not None:
        lines.append("A code word is agreed: her worker tells it to you by telephone, never in writing.")
    return "\n".join(lines)


def _number(case: Case) -> str:
    number = safe_number(case)
    return phone(number) if number else "No safe number is recorded: ask her worker."


def _risk(case: Case) -> str:
    if not case.presentation.risks:
        return NOT_KNOWN
    last = case.presentation.risks[-1]
    return f"{last.band.capitalize()}, assessed on {said_date(last.at)}."


def _needs(case: Case) -> str:
    her = case.household
    support = SUPPORT_NEEDS.get(her.support_need or "", "not recorded").lower()
    access = ", ".join(ACCESS_NEEDS.get(each, each).lower() for each in her.access_needs) or "none recorded"
    interpreter = f"yes, {her.language or 'language not recorded'}" if her.interpreter else YES_NO[her.interpreter]
    return f"Support: {support}.\nAccess: {access}.\nInterpreter: {interpreter.removesuffix(', so no')}."


def _plan(case: Case) -> str:
    version = last_version(case.session, case.presentation.id)
    if version is None:
        return NOT_KNOWN
    goals = given_plan(version).goals
    return "\n".join(f"{goal}: {line.words} ({line.who.lower()})" for goal, lines in goals.items() for line in lines)


WRITERS: dict[str, Callable[[Case], str]] = {
    "people": _people, "reach": _reach, NUMBER: _number, "risk": _risk, "needs": _needs, "plan": _plan,
}  # fmt: skip
