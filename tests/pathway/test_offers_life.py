"""Any order of events at all, against a model that keeps two answers and an ending, and shares no table with it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pathway.calendar import LONDON
from pathway.offers import Answer, Event, EventRefused, lapses, state_of

LONG_AGO = datetime(2026, 11, 1, 9, 0, tzinfo=LONDON)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)


class OfferLife(RuleBasedStateMachine):
    """Throws every event at an offer; the model says which of them the rules of the house allow."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.made = False
        self.ended = False
        self.provider: bool | None = None
        self.hers: bool | None = None
        self.before: tuple[bool, bool | None, bool | None] | None = None

    def allowed(self, event: Event) -> bool:
        """In words: once made and not ended; each side accepts once; arrival needs both, a lapse needs one missing.

        The last answer is taken back at once or never, and not once both had accepted.
        """
        if event is Event.MADE:
            return not self.made
        if event is Event.STEPPED_BACK:
            return self.before is not None
        both = bool(self.provider and self.hers)
        wanted = {
            Event.PROVIDER_ACCEPTED: self.provider is None,
            Event.PROVIDER_DECLINED: self.provider is None,
            Event.SHE_ACCEPTED: self.hers is None,
            Event.ARRIVED: both,
            Event.LAPSED: not both,
            Event.NOT_COME: both,
        }
        return self.made and not self.ended and wanted.get(event, True)

    def remember(self, event: Event) -> None:
        """Keep what the event says about the two answers and the end."""
        self.made = True
        if event is Event.STEPPED_BACK:
            assert self.before is not None
            self.ended, self.provider, self.hers = self.before
            self.before = None
            return
        standing, both = (self.ended, self.provider, self.hers), bool(self.provider and self.hers)
        if event in (Event.PROVIDER_ACCEPTED, Event.PROVIDER_DECLINED):
            self.provider = event is Event.PROVIDER_ACCEPTED
        if event in (Event.SHE_ACCEPTED, Event.SHE_DECLINED):
            self.hers = event is Event.SHE_ACCEPTED
        self.ended = event not in (Event.MADE, Event.PROVIDER_ACCEPTED, Event.SHE_ACCEPTED, Event.NOT_COME)
        both = both or (bool(self.provider and self.hers) and not self.ended)
        said = event not in (Event.MADE, Event.LAPSED, Event.ARRIVED, Event.NOT_COME)
        self.before = standing if said and not both else None

    @rule(event=st.sampled_from(Event))
    def happens(self, event: Event) -> None:
        """The event is taken if the model allows it, and refused, changing nothing, if it does not."""
        before = state_of(self.events)
        assert before.may(event) is self.allowed(event)
        if self.allowed(event):
            self.events.append(event)
            self.remember(event)
        else:
            with pytest.raises(EventRefused) as refusal:
                state_of([*self.events, event])
            assert refusal.value.allowed == before.may_next

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Open, both answers, the end, and what may come next."""
        state = state_of(self.events)
        said = {None: Answer.WAITING, True: Answer.ACCEPTED, False: Answer.DECLINED}
        assert state.open is (self.made and not self.ended)
        assert (state.provider, state.hers) == (said[self.provider], said[self.hers])
        assert (state.ended_because is not None) is self.ended
        assert {step.event for step in state.may_next} == {
            event for event in Event if event is not Event.STEPPED_BACK and self.allowed(event)
        }
        assert state.accepted is bool(self.made and not self.ended and self.provider and self.hers)

    @invariant()
    def a_lapse_takes_nothing_that_is_promised(self) -> None:
        """Long past its time, it lapses only while an answer is missing and she could be reached."""
        state = state_of(self.events)
        waiting = state.open and not state.accepted
        assert lapses(state, at=LONG_AGO, now=NOW, can_reach_her=True) is waiting
        assert not lapses(state, at=LONG_AGO, now=NOW, can_reach_her=False)
        assert not lapses(state, at=NOW, now=LONG_AGO, can_reach_her=True)


TestLifeOfAnOffer = OfferLife.TestCase
