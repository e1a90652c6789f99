"""Every message's words. They say that something waits, and where to sign in; never who, where or what about.

A text may be read by anybody who picks up the telephone, so it holds a reference at most (security.md T8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject and a body; `$reference` and the like are filled from the message's facts."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to leave."""

    subject: str
    body: str


WORDINGS = {
    "referral_waits": Wording("A referral is waiting", "Referral $reference is waiting for your answer."),
    "referral_answered": Wording("A referral has been answered", "Offer $reference has been answered."),
    "offer_accepted": Wording("An offer has been accepted", "Offer $reference has been accepted by both sides."),
    "offer_ended": Wording("An offer has ended", "Offer $reference has ended. The place is free again."),
    "answer_taken_back": Wording("An answer was taken back", "The last answer to offer $reference was taken back."),
    "not_come": Wording("Somebody was expected", "Please look at offer $reference when you sign in."),
    "unit_left": Wording("A unit is empty", "Somebody has moved. Please look at your units when you sign in."),
    "arrival_recorded": Wording("An arrival has been recorded", "The arrival for $reference has been recorded."),
    "counter_allegation": Wording("A record needs your judgement", "Please look at $reference when you sign in."),
    "units_stale": Wording("A list needs another look", "Some entries that you keep have not been confirmed lately."),
    "urgent_task": Wording("Something urgent is waiting", "Please look at your tasks: one of them is urgent."),
    "task_escalated": Wording("Something is overdue", "Please look at your tasks: one was not done in time."),
    "task_given": Wording("A task is for you", "Please look at your tasks: a colleague has given you one."),
    "case_given": Wording("A case is yours", "Please look at $reference when you sign in: you are its worker."),
    "handover_waits": Wording("A handover is waiting", "Case $reference is waiting for your answer."),
    "handover_answered": Wording("A handover has ended", "The handover of case $reference has been answered."),
    "naming_waits": Wording("Something waits for a second person", "Please sign in: a second person is needed."),
    "naming_answered": Wording("A second person has answered", "What waited for a second person has been answered."),
    "case_named": Wording("You are named for a case", "Please look at $reference when you sign in."),
    "run_made": Wording("Today's matching run is ready", "Run $reference is ready to be looked at."),
    "sanctuary_waits": Wording("A job is waiting", "Job $reference is waiting for you."),
    "sanctuary_moved": Wording("A job has moved on", "Job $reference has moved on."),
    "sanctuary_ordered": Wording("An order is waiting", "Order $reference is waiting for you."),
    "sanctuary_stopped": Wording("An order has been stopped", "Order $reference has been stopped. Do not attend."),
    "sanctuary_visit_agreed": Wording("A visit is agreed", "The visit for order $reference is agreed."),
    "sanctuary_visit_off": Wording("A visit is called off", "The visit for order $reference is off. Do not attend."),
    "sanctuary_sent_back": Wording("Work has been sent back", "Something of order $reference was sent back to you."),
}


def compose(wording: str, facts: Mapping[str, object]) -> Letter:
    """Fill a wording.

    Raises:
        KeyError: there is no such wording, or a fact that it needs is missing.
    """
    chosen = WORDINGS[wording]
    body = Template(chosen.body).substitute({name: str(value) for name, value in facts.items()})
    return Letter(chosen.subject, f"{body}\n\nSign in to Haven to see it.\n")
