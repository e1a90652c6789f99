"""Offers, stays, moving on, and making her home safe: what the copy gives of each. Homes are never named."""

from __future__ import annotations

from housing.copies.catalogue.entries import Given, Ground, How, Part, Shown

FIRMS = {"amount": Ground.FIRM}

HOMES = (
    Given("offer", Part.HOMES, "A home was offered to you", (
        Shown("reference", "Reference"), Shown("answer_due_at", "Answer by"), Shown("ended_at", "Ended"),
        Shown("why_differs", "Why it was not the one that Haven put first"),
    ), when="made_at", left={"lapses_at": Ground.SAME, "verdicts": Ground.PLACE}),
    Given("offer_event", Part.HOMES, "What became of an offer", (
        Shown("event", "What"), Shown("reason", "Reason"), Shown("words", "Words"),
        Shown("taken_back_at", "Taken back"),
    ), by=("offer_id",)),
    Given("offer_confirming", Part.HOMES, "An offer was confirmed by hand", (Shown("reason", "Why"),), by=("offer_id",),
          left={"looked_at": Ground.HOUSEKEEPING, "said_by": Ground.STAFF}),
    Given("no_outcome", Part.HOMES, "What followed from a no", (
        Shown("side", "Whose"), Shown("reason", "Reason"), Shown("consequence", "What followed"),
        Shown("until_on", "Until"), Shown("softened", "Softened"),
    ), by=("offer_id",)),
    Given("suitability_reasoning", Part.HOMES, "Whether a home was suitable", (
        Shown("suitable", "Suitable"), Shown("answers", "", how=How.ANSWERS),
    ), by=("offer_id",)),
    Given("parking", Part.HOMES, "Matching paused", (
        Shown("until_on", "Until"), Shown("ended_at", "Ended"), Shown("ended_why", "Why"),
    )),
    Given("proposal_decision", Part.HOMES, "A proposal was decided on", (
        Shown("decision", "Decision"), Shown("reason", "Why"),
    ), by=("proposal_id",)),
    Given("match_edit", Part.HOMES, "Somebody told the matching what to do", (
        Shown("kind", "What"), Shown("reason", "Why"), Shown("lifted_at", "Lifted"),
    ), when="made_at", left={"during": Ground.HOUSEKEEPING, "cost": Ground.OTHERS}),
    Given("match_edit_lift", Part.HOMES, "That was lifted", (Shown("reason", "Why"),), by=("edit_id",)),
    Given("stay", Part.HOMES, "A stay", (
        Shown("arrived_on", "From"), Shown("kind", "Kind"), Shown("adults", "Adults"), Shown("children", "Children"),
    ), when="recorded_at"),
    Given("stay_extension", Part.HOMES, "A stay was made longer", (
        Shown("until_on", "Until"), Shown("reason", "Why"),
    ), by=("stay_id",)),
    Given("departure", Part.HOMES, "A stay ended", (
        Shown("left_on", "On"), Shown("reason", "Why", "departure_reason"),
        Shown("destination", "To", "destination"),
    ), when="recorded_at", by=("stay_id",)),
    Given("transfer", Part.HOMES, "A move to another home", (
        Shown("kind", "Kind"), Shown("reason", "Why"),
    ), by=("stay_id",)),
    Given("move_on_entry", Part.HOMES, "Moving on", (
        Shown("stage", "Step", "move_on_stage"), Shown("blockers", "In the way", "move_on_blocker"),
        Shown("destination", "To", "destination"), Shown("expected_on", "Expected on"), Shown("words", "Words"),
    )),
    Given("new_home", Part.HOMES, "A home of your own was looked at", (
        Shown("destination", "Kind", "destination"), Shown("answer", "Answer"),
        Shown("address", "Address", how=How.HELD), Shown("words", "Words"),
    ), left={"postcode": Ground.PLACE, "ward_code": Ground.PLACE, "rules": Ground.DANGER,
             "landlord": Ground.OTHERS}),
    Given("move", Part.HOMES, "You moved", (
        Shown("moved_on", "On"), Shown("destination", "To", "destination"), Shown("secured", "Made safe"),
        Shown("although", "Although"),
    )),
    Given("after_contact", Part.HOMES, "We asked how you are", (
        Shown("weeks", "Weeks after"), Shown("reached", "Reached"), Shown("safe", "Safe"), Shown("rating", "Rating"),
        Shown("her_words", "You said"), Shown("words", "Words"),
    ), by=("move_id",)),
    Given("sanctuary_job", Part.AT_HOME, "Making your home safe was asked for", (
        Shown("reference", "Reference"), Shown("priority", "Priority"), Shown("due_at", "By"),
        Shown("purpose", "For"), Shown("wanted_on", "Wanted by"),
        Shown("address", "Address", how=How.HELD), Shown("ended_at", "Ended"),
    ), when="referred_at", left={"postcode": Ground.PLACE, "ward_code": Ground.PLACE}),
    Given("sanctuary_event", Part.AT_HOME, "What became of it", (
        Shown("event", "What"), Shown("happened_on", "On"), Shown("reason", "Why"), Shown("words", "Words"),
    ), by=("job_id",), left={"facts": Ground.HOUSEKEEPING}),
    Given("sanctuary_check", Part.AT_HOME, "Whether it can be done", (
        Shown("wants_to_stay", "You want to stay"), Shown("concern_lives_there", "Somebody you fear lives there"),
        Shown("right_to_enter", "Right to enter"), Shown("order_until", "Order until"), Shown("tenure", "Tenure"),
        Shown("joint_with_concern", "Joint tenancy with somebody you fear"),
        Shown("building_suitable", "The building allows it"), Shown("answer", "Answer"), Shown("words", "Words"),
    ), by=("job_id",)),
    Given("sanctuary_survey", Part.AT_HOME, "Your home was looked at", (
        Shown("surveyed_on", "On"), Shown("words", "Words"),
    ), by=("job_id",)),
    Given("sanctuary_measure", Part.AT_HOME, "Something that would help", (
        Shown("measure", "What", "sanctuary_measure"), Shown("room", "Where", "sanctuary_room"),
        Shown("quantity", "How many"), Shown("words", "Words"),
    ), when="", by=("survey_id",), left={"estimate": Ground.FIRM}),
    Given("sanctuary_order_line", Part.AT_HOME, "Work that was ordered", (
        Shown("measure", "What", "sanctuary_measure"), Shown("room", "Where", "sanctuary_room"),
        Shown("quantity", "How many"), Shown("words", "Words"),
    ), when="", by=("order_id",), left=FIRMS),
    Given("sanctuary_line_event", Part.AT_HOME, "What became of the work", (
        Shown("event", "What"), Shown("happened_on", "On"), Shown("words", "Words"),
    ), by=("line_id",)),
    Given("sanctuary_appointment_event", Part.AT_HOME, "A visit", (
        Shown("event", "What"), Shown("words", "Words"),
    ), by=("appointment_id",)),
    Given("sanctuary_visit_instruction", Part.AT_HOME, "How a visit was to be made", (
        Shown("days", "Days"), Shown("from_at", "From"), Shown("until_at", "Until"), Shown("telephone", "By telephone"),
        Shown("number", "Number", how=How.HELD), Shown("voicemail", "Voicemail"), Shown("words", "Words"),
    ), when="recorded_at", by=("job_id",), left={
        "code_word": Ground.DANGER, "ask_for": Ground.OTHERS, "contact_mark": Ground.HOUSEKEEPING,
    }),
    Given("sanctuary_photograph", Part.AT_HOME, "A photograph of the work", (
        Shown("taken", "Taken"), Shown("removed_at", "Removed"),
    ), when="added_at", by=("line_id",)),
    Given("sanctuary_loan", Part.AT_HOME, "Lent to you", (
        Shown("item", "What", "sanctuary_loan_item"), Shown("lent_on", "On"),
    ), by=("job_id",), left={"mark": Ground.HOUSEKEEPING}),
    Given("sanctuary_loan_return", Part.AT_HOME, "Given back", (
        Shown("returned_on", "On"), Shown("condition", "Condition", "sanctuary_loan_condition"),
    ), by=("loan_id",)),
    Given("sanctuary_flag_event", Part.AT_HOME, "A mark on your home, for the fire service or the police", (
        Shown("service", "Service"), Shown("event", "What"), Shown("happened_on", "On"), Shown("review_on", "Again by"),
    ), by=("job_id",), left={"reference": Ground.STAFF}),
)  # fmt: skip
