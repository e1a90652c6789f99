"""What goes between services: handovers outside Haven, referrals from and to other councils, works before a move."""

from __future__ import annotations

from housing.copies.catalogue.entries import Given, Ground, Left, Part, Shown

BETWEEN_SERVICES = (
    Given("plan_assessment", Part.PLAN, "What your plan rests on", (
        Shown("circumstances", "Why you are homeless"), Shown("home", "The home that you need"),
        Shown("support", "The support that you need"),
    )),
    Given("elsewhere_step", Part.DUTIES, "What became of asking another council", (
        Shown("step", "What"), Shown("on", "On"), Shown("until_on", "Answer by"), Shown("reference", "Reference"),
        Shown("words", "Words"),
    ), by=("referral_id",), left={"officer": Ground.STAFF}),
    Given("received_referral", Part.DUTIES, "Another service sent you to us", (
        Shown("kind", "Under"), Shown("sender", "Who"), Shown("reference", "Reference"), Shown("agreed", "You agreed"),
        Shown("started_on", "From"), Shown("notes", "Notes"),
    ), when="received_at", left={"officer": Ground.STAFF}),
    Given("received_referral_outcome", Part.DUTIES, "What we answered them", (
        Shown("outcome", "What"), Shown("on", "On"), Shown("words", "Words"),
    ), by=("referral_id",)),
    Given("outside_handover", Part.CASE, "Another agency was asked to take your case", (
        Shown("agency", "Agency"), Shown("purpose", "What for"), Shown("paper", "It was told"),
        Shown("answer_by", "Answer by"), Shown("closed_at", "Ended"),
    ), when="offered_at", left={"to_whom": Ground.STAFF, "facts": Ground.SAME}),
    Given("outside_handover_event", Part.CASE, "What became of asking that agency", (
        Shown("event", "What"), Shown("how", "How"), Shown("happened_on", "On"), Shown("words", "Words"),
    ), by=("handover_id",), left={"who": Ground.STAFF, "reach": Ground.STAFF}),
    Given("new_home_works", Part.HOMES, "Making your new home safe", (
        Shown("kind", "What"), Shown("told", "Who was asked"), Shown("happened_on", "On"),
    ), by=("new_home_id",)),
    Given("move_called_off", Part.HOMES, "You did not move there", (
        Shown("reason", "Why", "move_off_reason"), Shown("works", "The works"), Shown("words", "Words"),
    ), by=("new_home_id",)),
    Left("held_telling", Ground.DANGER, "that somebody who is feared may have been told: a lead looks at it first"),
    Left("held_telling_decision", Ground.DANGER, "what a lead decided on that"),
    Left("number_print", Ground.HOUSEKEEPING, "a digest by which numbers are compared, not readable as a number"),
    Left("unfinished_answers", Ground.STAFF, "what a worker typed and has not saved: no record, gone within days"),
)  # fmt: skip
