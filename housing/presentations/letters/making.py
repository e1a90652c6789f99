"""Making a letter from what is recorded: once, as long as it would read the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.households.queries import PARTS
from housing.people.models import Authority
from housing.presentations import opening
from housing.presentations.duties.models import DecisionReview, HousingDecision
from housing.presentations.duties.queries import Owing, owing_of
from housing.presentations.duties.reviewing import OUTCOMES, due_on
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.letters.models import Letter
from housing.presentations.models import Presentation
from housing.presentations.nights.models import TemporaryStay
from housing.promises.running import clock_of
from housing.refusals import Refused
from housing.web.filters import plural, said_date
from pathway.clocks import last_day
from pathway.decisions import kind
from pathway.duty_endings import DUTIES, Duty
from pathway.letters import BlankLeft, LetterText, Recipient, fill, letter_for

REACH_US = "letter.reach_us"
GOES_ON = "This duty goes on until it ends in a way that the law names, and you are told so in writing."


@dataclass(frozen=True, slots=True)
class Writable:
    """A letter that can be written: about which row, the words in force, and what it says of the row."""

    about: UUID
    words: LetterText
    says: Mapping[str, str]
    label: str


def writable(owing: Owing, presentation: Presentation, today: date) -> list[Writable]:
    """Every letter that what is recorded calls for, the newest decision first."""
    found = [_of_decision(each, owing, today) for each in reversed(owing.decisions)]
    found += [_of_review(review, each, owing, today) for each in owing.decisions for review in each.reviews]
    found += [_of_stay(stay, presentation, owing, today) for stay in owing.stays if stay.district]
    return [each for each in found if each is not None]


def make_letter(*, presentation_id: UUID, about: UUID, by: Actor, now: datetime) -> Letter:
    """Make the letter about a decision, a review or a stay; the one that is there, where it would read the same.

    Raises:
        NotFound: not there, or not for this person, or there is no such letter.
        Refused: it would hold an address, or something that it says is not known.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id)
        household = _household(session, presentation)
        today = day_of(now)
        owing = owing_of(session, presentation, today)
        found = next((each for each in writable(owing, presentation, today) if each.about == about), None)
        if found is None:
            raise NotFound("letter")
        text = _text(session, presentation, household, found, by, now)
        refuse_addresses(session, presentation.household_id, text)
        query = select(Letter).where(Letter.presentation_id == presentation_id, Letter.about == about)
        same = next((each for each in session.scalars(query) if each.text == text), None)
        if same is not None:
            return same
        letter = Letter(
            id=uuid4(), presentation_id=presentation.id, template=found.words.slug, template_from=found.words.from_on,
            title=found.words.title, to_her=found.words.recipient is Recipient.HER, about=about, text=text, at=now,
            by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(letter)
        timeline.tell(session, household.id, "letter", f"Written: {letter.title}.", by=by, now=now)
        audit.record(session, by, "letter.made", letter, now=now, facts={"template": letter.template})
    return letter


def _text(
    session: Session, presentation: Presentation, household: Household, found: Writable, by: Actor, now: datetime
) -> str:
    lead = household.people[0].name if household.people else None
    council = session.get_one(Authority, presentation.authority_code).name
    today = day_of(now)
    values = {
        "dear": f"Dear {lead}," if lead else "Hello,",
        "council": council,
        "reference": presentation.reference,
        "today": said_date(today),
        "officer": by.name,
        "reach_us": setting(session, REACH_US, authority=presentation.authority_code, on=today),
        **found.says,
    }
    try:
        return fill(found.words, values)
    except BlankLeft as error:
        raise Refused(f"This letter cannot be written yet: {', '.join(error.names)} is missing.") from error


def _of_decision(decision: HousingDecision, owing: Owing, today: date) -> Writable | None:
    what, words = kind(decision.kind), letter_for("decision", decision.kind, today, owing.law.letters)
    if what is None or words is None:
        return None
    duty = next((each for each in owing.duties if each.id == decision.duty_id), None)
    said = ""
    if duty is not None:
        entry = next((each for each in owing.clocks if each.subject_id == duty.id), None)
        row = clock_of(entry) if entry else owing.law.clock(DUTIES[Duty(duty.kind)][1], duty.started_on)
        last = last_day(row, duty.started_on)
        said = f"This duty runs until {said_date(last)}." if last else GOES_ON
    says = {
        "decision": what.title, "section": what.section, "decided_on": said_date(decision.decided_on),
        "reasons": decision.reasons or "", "clock": said, "review_days": _review_days(owing, today),
    }  # fmt: skip
    return Writable(decision.id, words, says, f"{what.title}, {said_date(decision.decided_on)}")


def _of_review(review: DecisionReview, decision: HousingDecision, owing: Owing, today: date) -> Writable | None:
    last = review.events[-1] if review.ended_at is not None else None
    words = letter_for("review", last.event if last else "asked", today, owing.law.letters)
    what = kind(decision.kind)
    if words is None or what is None:
        return None
    says = {"decision": what.title, "due_on": said_date(due_on(review, owing.clocks))}
    says["review_days"] = _review_days(owing, today)
    if last is not None:
        says |= {"outcome": OUTCOMES[last.event], "reasons": last.words or ""}
    return Writable(review.id, words, says, f"{words.title}: {what.title}")


def _of_stay(stay: TemporaryStay, presentation: Presentation, owing: Owing, today: date) -> Writable | None:
    words = letter_for("stay", "stay", today, owing.law.letters)
    if words is None:
        return None
    duty = DUTIES[Duty(stay.duty)] if stay.duty in tuple(Duty) else None
    says = {
        "other_council": stay.district or "",
        "people": plural(len(presentation.household.people), "person", "people"),
        "available_on": said_date(stay.arrived_on),
        "duty": f"section {duty[2].removeprefix('s')}" if duty else "its powers to help",
    }
    return Writable(stay.id, words, says, f"{words.title}: {stay.district}")


def _review_days(owing: Owing, today: date) -> str:
    return str(owing.law.clock("review-request", today).length)


def _household(session: Session, presentation: Presentation) -> Household:
    """The household with its people, into the same session's copy of it."""
    query = select(Household).where(Household.id == presentation.household_id).options(PARTS["people"])
    return session.scalars(query).one()
