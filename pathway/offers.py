"""The life of an offer as one table. The provider and she answer in either order; accepted needs both.

She may say no until she arrives. A provider that has said yes no longer declines: the council withdraws the offer,
with the reason, since somebody is counting on it. The last answer can be taken back until the next step is taken:
once both have accepted, names and an address may have been shown, and only saying no or withdrawing changes anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pathway.calendar import utc


class Event(StrEnum):
    """What can happen to an offer; the value is the slug that is stored."""

    MADE = "made"
    PROVIDER_ACCEPTED = "provider_accepted"
    PROVIDER_DECLINED = "provider_declined"
    SHE_ACCEPTED = "she_accepted"
    SHE_DECLINED = "she_declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ARRIVED = "arrived"
    NOT_COME = "not_come"
    STEPPED_BACK = "stepped_back"


class Phase(StrEnum):
    """Where an offer is: not made, one of four that are open, or one of five endings."""

    NOT_MADE = "not_made"
    WAITING_FOR_BOTH = "waiting_for_both"
    WAITING_FOR_HER = "waiting_for_her"
    WAITING_FOR_PROVIDER = "waiting_for_provider"
    ACCEPTED = "accepted"
    PROVIDER_DECLINED = "provider_declined"
    SHE_DECLINED = "she_declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ARRIVED = "arrived"


class Answer(StrEnum):
    """What one side has said so far."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


_OUT = {Event.SHE_DECLINED: Phase.SHE_DECLINED, Event.WITHDRAWN: Phase.WITHDRAWN}
_LAPSE = {Event.LAPSED: Phase.LAPSED}
LIFE: dict[Phase, dict[Event, Phase]] = {
    Phase.NOT_MADE: {Event.MADE: Phase.WAITING_FOR_BOTH},
    Phase.WAITING_FOR_BOTH: {
        Event.PROVIDER_ACCEPTED: Phase.WAITING_FOR_HER,
        Event.PROVIDER_DECLINED: Phase.PROVIDER_DECLINED,
        Event.SHE_ACCEPTED: Phase.WAITING_FOR_PROVIDER,
        **_OUT,
        **_LAPSE,
    },
    Phase.WAITING_FOR_HER: {Event.SHE_ACCEPTED: Phase.ACCEPTED, **_OUT, **_LAPSE},
    Phase.WAITING_FOR_PROVIDER: {
        Event.PROVIDER_ACCEPTED: Phase.ACCEPTED,
        Event.PROVIDER_DECLINED: Phase.PROVIDER_DECLINED,
        **_OUT,
        **_LAPSE,
    },
    Phase.ACCEPTED: {Event.ARRIVED: Phase.ARRIVED, **_OUT, Event.NOT_COME: Phase.ACCEPTED},
    Phase.PROVIDER_DECLINED: {},
    Phase.SHE_DECLINED: {},
    Phase.WITHDRAWN: {},
    Phase.LAPSED: {},
    Phase.ARRIVED: {},
}

# What the side that said it may take back while nothing has followed from it.
ANSWERS = frozenset(
    {Event.PROVIDER_ACCEPTED, Event.PROVIDER_DECLINED, Event.SHE_ACCEPTED, Event.SHE_DECLINED, Event.WITHDRAWN}
)

MAY = {
    Event.MADE: "The offer can be made",
    Event.PROVIDER_ACCEPTED: "The provider can accept",
    Event.PROVIDER_DECLINED: "The provider can decline, with a reason",
    Event.SHE_ACCEPTED: "She can accept",
    Event.SHE_DECLINED: "She can say no, without giving a reason",
    Event.WITHDRAWN: "The council can withdraw it, with a reason",
    Event.LAPSED: "It can lapse, once its time is over and she could safely be reached",
    Event.ARRIVED: "Her arrival can be recorded",
    Event.NOT_COME: "It can be said that she was expected and has not come",
    Event.STEPPED_BACK: "The last answer can be taken back",
}
IS = {
    Phase.NOT_MADE: "This offer has not been made yet.",
    Phase.WAITING_FOR_BOTH: "This offer is waiting for the provider and for her.",
    Phase.WAITING_FOR_HER: "The provider has accepted; this offer is waiting for her.",
    Phase.WAITING_FOR_PROVIDER: "She has accepted; this offer is waiting for the provider.",
    Phase.ACCEPTED: "She and the provider have both accepted this offer.",
    Phase.PROVIDER_DECLINED: "This offer has ended: the provider declined.",
    Phase.SHE_DECLINED: "This offer has ended: she said no.",
    Phase.WITHDRAWN: "This offer has ended: it was withdrawn.",
    Phase.LAPSED: "This offer has ended: its time was over.",
    Phase.ARRIVED: "This offer has ended well: she has arrived.",
}
_ANSWERS = {
    Event.PROVIDER_ACCEPTED: ("provider", Answer.ACCEPTED),
    Event.PROVIDER_DECLINED: ("provider", Answer.DECLINED),
    Event.SHE_ACCEPTED: ("hers", Answer.ACCEPTED),
    Event.SHE_DECLINED: ("hers", Answer.DECLINED),
}


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that may happen next, and the sentence that offers it."""

    event: Event
    sentence: str


@dataclass(frozen=True, slots=True)
class OfferState:
    """An offer as its events leave it: each side's last answer, and what may happen next.

    `last` is the answer that can still be taken back, None where there is none.
    """

    phase: Phase
    provider: Answer
    hers: Answer
    may_next: tuple[Next, ...]
    last: Event | None = None

    @property
    def open(self) -> bool:
        """The unit is held for her: the offer is made and has not ended."""
        return self.phase is not Phase.NOT_MADE and bool(self.may_next)

    def may(self, event: Event) -> bool:
        """Whether that event is among those that may happen next."""
        return self.last is not None if event is Event.STEPPED_BACK else event in LIFE[self.phase]

    @property
    def accepted(self) -> bool:
        """Both sides have accepted, and she has not arrived yet."""
        return self.phase is Phase.ACCEPTED

    @property
    def ended_because(self) -> str | None:
        """The sentence that says how it ended; None while it has not."""
        return None if self.may_next else self.words

    @property
    def words(self) -> str:
        """Where the offer is, as a sentence."""
        return IS[self.phase]


class EventRefused(ValueError):
    """The event cannot happen now. The text is the sentence for the page; `allowed` is what can."""

    def __init__(self, state: OfferState) -> None:
        nexts = "; ".join(step.sentence for step in state.may_next)
        super().__init__(f"{state.words} {f'What can happen now: {nexts}.' if nexts else 'Nothing more can happen.'}")
        self.allowed = state.may_next


def state_of(events: Iterable[Event]) -> OfferState:
    """The state that a sequence of events leads to, oldest first; no events at all is an offer not made yet.

    Raises:
        EventRefused: an event that the table does not allow where it stands.
    """
    now, before = _state(Phase.NOT_MADE, Answer.WAITING, Answer.WAITING), None
    for event in events:
        if not now.may(event):
            raise EventRefused(now)
        if event is Event.STEPPED_BACK and before is not None:
            now, before = replace(before, last=None), None
        else:
            now, before = _after(now, event), now
    return now


def lapses(state: OfferState, *, at: datetime | None, now: datetime, can_reach_her: bool | None) -> bool:
    """Whether the offer lapses at `now`: its time `at` has come, an answer is missing, and she could safely be reached.

    Not knowing whether she can be reached is no reason to take a place from her. `at` None: no time was set.

    Raises:
        ValueError: a moment that does not say which time zone it is in.
    """
    present = utc(now)
    over = at is not None and utc(at) <= present
    return over and can_reach_her is True and state.may(Event.LAPSED)


def _after(state: OfferState, event: Event) -> OfferState:
    phase = LIFE[state.phase][event]
    answers = {"provider": state.provider, "hers": state.hers}
    if event in _ANSWERS:
        side, answer = _ANSWERS[event]
        answers[side] = answer
    last = event if event in ANSWERS and Phase.ACCEPTED not in (phase, state.phase) else None
    return _state(phase, answers["provider"], answers["hers"], last)


def _state(phase: Phase, provider: Answer, hers: Answer, last: Event | None = None) -> OfferState:
    return OfferState(phase, provider, hers, tuple(Next(event, MAY[event]) for event in LIFE[phase]), last)
