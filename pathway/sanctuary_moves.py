"""The stages of a sanctuary job, what can happen to it, and from where: data, read by pathway.sanctuary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a job stands; the value is the slug that addresses and reports use."""

    NOT_REFERRED = "not_referred"
    REFERRED = "referred"
    NOT_ELIGIBLE = "not_eligible"
    ELIGIBLE = "eligible"
    CONSENT_ASKED = "consent_asked"
    CONSENT_REFUSED = "consent_refused"
    CONSENTED = "consented"
    SURVEYED = "surveyed"
    QUOTED = "quoted"
    AWAITING_APPROVAL = "awaiting_approval"
    NOT_APPROVED = "not_approved"
    APPROVED = "approved"
    ORDERED = "ordered"
    BOOKED = "booked"
    DONE = "done"
    SIGNED_OFF = "signed_off"
    REVIEWED_AT_3 = "reviewed_at_3"
    REVIEWED_AT_6 = "reviewed_at_6"
    CLOSED = "closed"
    NOT_POSSIBLE = "not_possible"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"

    @property
    def label(self) -> str:
        """The stage in two words, for a board: "Consent asked"."""
        return LABELS[self]

    @property
    def words(self) -> str:
        """Where the job is, as the end of a sentence: "the owner has been asked"."""
        return WORDS[self]


class Event(StrEnum):
    """What can happen to a job; the value is the slug that is stored."""

    REFERRED = "referred"
    CHECKED = "checked"
    FOUND_ELIGIBLE = "found_eligible"
    FOUND_NOT_ELIGIBLE = "found_not_eligible"
    MADE_URGENT = "made_urgent"
    CONSENT_ASKED = "consent_asked"
    CONSENT_CHASED = "consent_chased"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    SURVEYED = "surveyed"
    FIRE_ADVICE = "fire_advice"
    QUOTED = "quoted"
    PUT_FORWARD = "put_forward"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    ORDERED = "ordered"
    EMERGENCY_ORDERED = "emergency_ordered"
    ORDER_ACCEPTED = "order_accepted"
    ORDER_RETURNED = "order_returned"
    APPOINTMENT_MADE = "appointment_made"
    APPOINTMENT_MISSED = "appointment_missed"
    ATTENDED = "attended"
    EXTRA_ASKED = "extra_asked"
    EXTRA_APPROVED = "extra_approved"
    EXTRA_REFUSED = "extra_refused"
    WORK_DONE = "work_done"
    SENT_BACK = "sent_back"
    INVOICED = "invoiced"
    SIGNED_OFF = "signed_off"
    NOTHING_MORE = "nothing_more"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    REVIEWED_AT_3 = "reviewed_at_3"
    REVIEWED_AT_6 = "reviewed_at_6"
    EQUIPMENT_RETURNED = "equipment_returned"
    OUTCOME_AT_6 = "outcome_at_6"
    OUTCOME_AT_12 = "outcome_at_12"
    CLOSED = "closed"
    REOPENED = "reopened"
    NOT_POSSIBLE = "not_possible"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"


class Track(StrEnum):
    """Which part of a job an event moves."""

    PAPER = "paper"
    WORKS = "works"
    KEPT = "kept"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can happen. `to` None: nothing moves, and it is kept as what happened.

    `starts` are stages of the event's own track (paper), or of the whole job. `begins_works`: allowed from a stage of
    the paper track while nothing is ordered.
    """

    event: Event
    title: str
    track: Track
    starts: frozenset[Stage]
    to: Stage | None = None
    begins_works: bool = False


LABELS = {
    Stage.NOT_REFERRED: "Not referred",
    Stage.REFERRED: "Referred",
    Stage.NOT_ELIGIBLE: "Not eligible",
    Stage.ELIGIBLE: "Eligible",
    Stage.CONSENT_ASKED: "Consent asked",
    Stage.CONSENT_REFUSED: "Consent refused",
    Stage.CONSENTED: "Consent given",
    Stage.SURVEYED: "Surveyed",
    Stage.QUOTED: "Quoted",
    Stage.AWAITING_APPROVAL: "To be approved",
    Stage.NOT_APPROVED: "Not approved",
    Stage.APPROVED: "Approved",
    Stage.ORDERED: "Ordered",
    Stage.BOOKED: "Visit arranged",
    Stage.DONE: "Work done",
    Stage.SIGNED_OFF: "Signed off",
    Stage.REVIEWED_AT_3: "Reviewed at 3 months",
    Stage.REVIEWED_AT_6: "Reviewed at 6 months",
    Stage.CLOSED: "Closed",
    Stage.NOT_POSSIBLE: "Not possible",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.RELEASED: "Released: she moves",
}
WORDS = {
    Stage.NOT_REFERRED: "nobody has referred her yet",
    Stage.REFERRED: "it has not been found yet whether this is possible",
    Stage.NOT_ELIGIBLE: "this has been found not to be possible as things are",
    Stage.ELIGIBLE: "the owner has not been asked yet",
    Stage.CONSENT_ASKED: "the owner has been asked and has not answered",
    Stage.CONSENT_REFUSED: "the owner said no",
    Stage.CONSENTED: "the home has not been surveyed yet",
    Stage.SURVEYED: "there is no quote for the survey that stands",
    Stage.QUOTED: "no quote has been approved yet",
    Stage.AWAITING_APPROVAL: "a second person has to approve the cost",
    Stage.NOT_APPROVED: "the cost was not approved",
    Stage.APPROVED: "the cost is approved and nothing is ordered",
    Stage.ORDERED: "the works are ordered and no visit is arranged",
    Stage.BOOKED: "the contractor’s visit is arranged",
    Stage.DONE: "the work is done and not signed off",
    Stage.SIGNED_OFF: "the works are signed off",
    Stage.REVIEWED_AT_3: "the works are signed off and were reviewed at 3 months",
    Stage.REVIEWED_AT_6: "the works are signed off and were reviewed at 6 months",
    Stage.CLOSED: "the job is closed",
    Stage.NOT_POSSIBLE: "the job ended because it was not possible",
    Stage.WITHDRAWN: "she asked to stop",
    Stage.RELEASED: "it was released because she moves",
}

_S = Stage
_ASKING = frozenset({_S.ELIGIBLE, _S.CONSENT_ASKED, _S.CONSENT_REFUSED})
_PAPER = frozenset(
    {
        _S.REFERRED, _S.NOT_ELIGIBLE, *_ASKING, _S.CONSENTED, _S.SURVEYED, _S.QUOTED, _S.AWAITING_APPROVAL,
        _S.NOT_APPROVED, _S.APPROVED,
    }
)  # fmt: skip
_WITH_CONTRACTOR = frozenset({_S.ORDERED, _S.BOOKED})
_WORKS = frozenset({*_WITH_CONTRACTOR, _S.DONE})
_AFTER = frozenset({_S.SIGNED_OFF, _S.REVIEWED_AT_3, _S.REVIEWED_AT_6})
_OPEN = _PAPER | _WORKS | _AFTER
_OVER = frozenset({_S.CLOSED, _S.NOT_POSSIBLE, _S.WITHDRAWN, _S.RELEASED})
_PRICED = frozenset({_S.SURVEYED, _S.QUOTED, _S.AWAITING_APPROVAL, _S.NOT_APPROVED, _S.APPROVED})


def _paper(event: Event, title: str, starts: frozenset[Stage], to: Stage | None = None) -> Move:
    return Move(event, title, Track.PAPER, starts, to)


def _works(
    event: Event, title: str, starts: frozenset[Stage], to: Stage | None = None, *, begins: bool = False
) -> Move:
    return Move(event, title, Track.WORKS, starts, to, begins)


def _kept(event: Event, title: str, starts: frozenset[Stage]) -> Move:
    return Move(event, title, Track.KEPT, starts)


def _ends(event: Event, title: str, starts: frozenset[Stage], to: Stage) -> Move:
    return Move(event, title, Track.ENDING, starts, to)


def _at(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


# Two things beside the table (pathway.sanctuary): a survey before the owner's consent is kept, and counts once they
# consent; and emergency works, signed off, leave the paper where it stands.
MOVES = (
    _paper(Event.REFERRED, "Referred", _at(_S.NOT_REFERRED), _S.REFERRED),
    _kept(Event.CHECKED, "Facts recorded", _OPEN),
    _paper(Event.FOUND_ELIGIBLE, "Found possible", _at(_S.REFERRED, _S.NOT_ELIGIBLE), _S.ELIGIBLE),
    _paper(Event.FOUND_NOT_ELIGIBLE, "Found not possible", _PAPER - {_S.NOT_ELIGIBLE}, _S.NOT_ELIGIBLE),
    _kept(Event.MADE_URGENT, "Made urgent", _PAPER | _WITH_CONTRACTOR),
    _paper(Event.CONSENT_ASKED, "Owner asked", _at(_S.ELIGIBLE, _S.CONSENT_REFUSED), _S.CONSENT_ASKED),
    _paper(Event.CONSENT_CHASED, "Owner reminded", _at(_S.CONSENT_ASKED)),
    _paper(Event.CONSENT_GIVEN, "Owner consented", _ASKING, _S.CONSENTED),
    _paper(Event.CONSENT_REFUSED, "Owner refused", _PAPER - _at(_S.REFERRED, _S.NOT_ELIGIBLE, _S.CONSENT_REFUSED),
           _S.CONSENT_REFUSED),
    _paper(Event.SURVEYED, "Home surveyed", _ASKING | _PRICED | {_S.CONSENTED}, _S.SURVEYED),
    _kept(Event.FIRE_ADVICE, "Fire service advised", _OPEN),
    _paper(Event.QUOTED, "Quote recorded", _PRICED - {_S.AWAITING_APPROVAL}, _S.QUOTED),
    _paper(Event.PUT_FORWARD, "Put to a second person", _at(_S.QUOTED), _S.AWAITING_APPROVAL),
    _paper(Event.APPROVED, "Cost approved", _at(_S.QUOTED, _S.AWAITING_APPROVAL), _S.APPROVED),
    _paper(Event.NOT_APPROVED, "Cost not approved", _at(_S.QUOTED, _S.AWAITING_APPROVAL), _S.NOT_APPROVED),
    _works(Event.ORDERED, "Works ordered", _at(_S.APPROVED), _S.ORDERED, begins=True),
    _works(Event.EMERGENCY_ORDERED, "Emergency works ordered", _PAPER - _at(_S.NOT_ELIGIBLE, _S.CONSENT_REFUSED),
           _S.ORDERED, begins=True),
    _works(Event.ORDER_ACCEPTED, "Contractor accepted the order", _at(_S.ORDERED)),
    _works(Event.ORDER_RETURNED, "Contractor returned the order", _WITH_CONTRACTOR),
    _works(Event.APPOINTMENT_MADE, "Visit arranged", _WITH_CONTRACTOR, _S.BOOKED),
    _works(Event.APPOINTMENT_MISSED, "Visit did not happen", _at(_S.BOOKED), _S.ORDERED),
    _works(Event.ATTENDED, "Contractor came", _at(_S.BOOKED)),
    _works(Event.EXTRA_ASKED, "Extra work asked for", _WORKS),
    _works(Event.EXTRA_APPROVED, "Extra work approved", _WORKS),
    _works(Event.EXTRA_REFUSED, "Extra work refused", _WORKS),
    _works(Event.WORK_DONE, "Work done", _at(_S.BOOKED), _S.DONE),
    _works(Event.SENT_BACK, "Work sent back", _at(_S.DONE), _S.ORDERED),
    _kept(Event.INVOICED, "Invoice received", _OPEN | _OVER),
    _works(Event.SIGNED_OFF, "Signed off", _at(_S.DONE), _S.SIGNED_OFF),
    _works(Event.NOTHING_MORE, "The emergency works are enough", _PAPER, _S.SIGNED_OFF),
    _kept(Event.FLAGGED, "Address flagged", _OPEN),
    _kept(Event.UNFLAGGED, "Flag removed", _OPEN | _OVER),
    _works(Event.REVIEWED_AT_3, "Reviewed at 3 months", _at(_S.SIGNED_OFF), _S.REVIEWED_AT_3),
    _works(Event.REVIEWED_AT_6, "Reviewed at 6 months", _at(_S.SIGNED_OFF, _S.REVIEWED_AT_3), _S.REVIEWED_AT_6),
    _kept(Event.EQUIPMENT_RETURNED, "Equipment returned", _AFTER | _OVER),
    _kept(Event.OUTCOME_AT_6, "Outcome at 6 months", _AFTER | _OVER),
    _kept(Event.OUTCOME_AT_12, "Outcome at 12 months", _AFTER | _OVER),
    _ends(Event.CLOSED, "Closed", _AFTER, _S.CLOSED),
    _ends(Event.REOPENED, "Opened again", _at(_S.CLOSED), _S.SIGNED_OFF),
    _ends(Event.NOT_POSSIBLE, "Ended: not possible", _PAPER, _S.NOT_POSSIBLE),
    _ends(Event.WITHDRAWN, "She asked to stop", _OPEN, _S.WITHDRAWN),
    _ends(Event.RELEASED, "Released: she moves", _OPEN, _S.RELEASED),
)  # fmt: skip
