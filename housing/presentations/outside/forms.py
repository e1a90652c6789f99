"""The question pages of a handover to an agency: what is offered, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from housing.forms import Choice, Choices, DateParts, LongText, Option, Text
from housing.households.adding import AddForm
from housing.presentations.endings import BY_ANOTHER_SERVICE, ending
from housing.presentations.outside.paper import FACTS
from housing.presentations.outside.services import Offered
from housing.presentations.outside.standing import Happened
from pathway.outside import Step

ENDING = ending(BY_ANOTHER_SERVICE)
NEEDS = {need.slug: need.sentence for need in (ENDING.needs if ENDING else ())}
QUESTIONS = {
    Step.GIVEN: "The paper was given to the agency",
    Step.COPY: "She was given her copy",
    Step.CHASED: "I asked again",
    Step.ACCEPTED: "They have said yes: our part ends",
    Step.REFUSED: "They have said no",
    Step.REVOKED: "We take it back",
}
REVEALS = {
    Step.GIVEN: ("given",), Step.COPY: ("copy",), Step.ACCEPTED: ("who", "reach", "confirmed"),
    Step.REFUSED: ("refusal",), Step.REVOKED: ("withdrawal",),
}  # fmt: skip


class OfferForm(AddForm):
    """To which agency, for what, and what she agrees that they are told."""

    consent = Choice("Which agency?", noun="The agency", required="Select the agency")
    to_whom = Text(
        "To whom there, and by which secure way?", noun="To whom", required="Enter to whom it goes, and by which way",
        hint="A named person, and a secure e-mail address or the place where it is handed over", max_length=200,
    )  # fmt: skip
    purpose = LongText(
        "What are they asked to do?", noun="What they are asked", required="Enter what they are asked to do",
        hint="The agency reads this. No address", max_length=1000, rows=3,
    )  # fmt: skip
    facts = Choices(
        "What does she agree that they are told?", noun="What they are told", options=Option.each(FACTS.items()),
        required="Select what she agrees that they are told", hint="Read it to her first. Where she is is never told",
    )  # fmt: skip
    also = LongText(
        "What does she want them to know?", noun="What she wants them to know", max_length=2000, rows=4,
        hint="In her words. No address. Leave it empty if there is nothing",
    )  # fmt: skip

    def offered(self) -> Offered:
        """The answers as the service takes them; the agency was checked against the list."""
        return Offered(
            consent_id=UUID(self.consent.data), to_whom=self.to_whom.data or "", purpose=self.purpose.data or "",
            facts=self.facts.data, also=self.also.data,
        )  # fmt: skip


class StepForm(AddForm):
    """What happened, and what that asks."""

    step = Choice("What happened?", noun="What happened", required="Select what happened")
    given = Choice("How was it given to them?", noun="How it was given", required="Select how it was given",
                   when=("step", Step.GIVEN.value))  # fmt: skip
    copy = Choice("How was she given it?", noun="How she was given it", required="Select how she was given it",
                  when=("step", Step.COPY.value))  # fmt: skip
    who = Text(
        "Who works with her there?", noun="Who works with her", required="Enter who works with her there",
        max_length=200, when=("step", Step.ACCEPTED.value),
    )  # fmt: skip
    reach = Text(
        "How does she reach them?", noun="How she reaches them", required="Enter how she reaches them",
        hint="So that we can tell her if she asks us", max_length=200, when=("step", Step.ACCEPTED.value),
    )  # fmt: skip
    confirmed = Choices(
        "What has been confirmed?", noun="What has been confirmed", options=Option.each(NEEDS.items()),
        when=("step", Step.ACCEPTED.value),
    )  # fmt: skip
    refusal = LongText("Why do they refuse?", noun="Why they refuse", required="Enter why they refuse",
                       max_length=1000, rows=3, when=("step", Step.REFUSED.value))  # fmt: skip
    withdrawal = LongText("Why do we take it back?", noun="Why we take it back", required="Enter why we take it back",
                          max_length=1000, rows=3, when=("step", Step.REVOKED.value))  # fmt: skip
    happened_on = DateParts(
        "On which day?", noun="The day", required="Enter the day", hint="For example, 27 3 2026", bound="today or past"
    )

    def offer(self, steps: Iterable[Step], *, given: dict[str, str], copy: dict[str, str]) -> None:
        """What can be recorded now, and the ways; what belongs to another step is not asked."""
        steps = tuple(steps)
        for name in {name for step, names in REVEALS.items() if step not in steps for name in names}:
            del self[name]
        self.step.options = [Option(each.value, QUESTIONS[each], reveals=REVEALS.get(each, ())) for each in steps]
        for name, ways in (("given", given), ("copy", copy)):
            if name in self:
                self[name].options = Option.each(ways.items())

    def happened(self) -> Happened:
        """The answers as the service takes them."""
        on: date = self.happened_on.data
        return Happened(
            on, how=self._said("given", "copy"), words=self._said("refusal", "withdrawal"), who=self._said("who"),
            reach=self._said("reach"),
        )  # fmt: skip

    @property
    def agreed_to(self) -> tuple[str, ...]:
        """What has been confirmed."""
        return tuple(self.confirmed.data or ()) if "confirmed" in self else ()

    def _said(self, *names: str) -> str | None:
        return next((self[name].data for name in names if name in self and self[name].data), None)
