"""Her household, how she is reached, duties, letters, plan, and how her case was run: what the copy gives of each."""

from __future__ import annotations

from housing.copies.catalogue.entries import Given, Ground, How, Part, Shown

CASE = (
    Given("alias", Part.HOUSEHOLD, "Another name", (
        Shown("person_id", "Of", how=How.PERSON), Shown("name", "Name"), Shown("kind", "Kind", "alias_kind"),
        Shown("ended_at", "Until"),
    ), when="made_at", unless={"person_id": ("None",)}),
    Given("overnight_child", Part.HOUSEHOLD, "A child who stays sometimes", (
        Shown("name", "Name"), Shown("born_from", "Born, at the earliest"), Shown("born_until", "at the latest"),
        Shown("born_how", "How we know"), Shown("sex", "Sex"), Shown("nights", "Nights"),
        Shown("every", "Every", "overnight_every"), Shown("space_wanted", "Room wanted"), Shown("note", "Note"),
        Shown("ended_at", "Until"),
    ), when="made_at"),
    Given("person_relation", Part.HOUSEHOLD, "How you are related", (
        Shown("one_id", "One", how=How.PERSON), Shown("kind", "Is", "person_relation"),
        Shown("other_id", "Of", how=How.PERSON), Shown("ended_at", "Until"),
    ), when="made_at"),
    Given("equality_answers", Part.TOLD, "Equality questions", (Shown("answers", "", how=How.ANSWERS),)),
    Given("soft_check_answer", Part.TOLD, "We asked again whether something is right", (
        Shown("slug", "About"), Shown("note", "Note"),
    ), left={"basis": Ground.HOUSEKEEPING}),
    Given("safe_contact_record", Part.CONTACT, "How you could be reached from then on", (
        Shown("answers", "", how=How.ANSWERS),
    )),
    Given("unsafe_mark", Part.CONTACT, "Not safe to use", (
        Shown("kind", "What"), Shown("value", "Which", how=How.HELD), Shown("why", "Why"), Shown("lifted_at", "Until"),
        Shown("lifted_why", "Why not any more"),
    )),
    Given("risk_entry", Part.ASSESSED, "Risk", (
        Shown("band", "Band"), Shown("total", "Total"), Shown("judgement", "Raised by judgement"),
        Shown("escalation", "Getting worse"), Shown("reason", "Reason"),
        Shown("further_abuse_on", "Further abuse on"),
    ), left={"limits": Ground.HOUSEKEEPING}),
    Given("band_decision", Part.ASSESSED, "Priority", (
        Shown("band", "Band"), Shown("by_person", "Decided by a person"), Shown("reason", "Reason"),
        Shown("steps", "How it was worked out", how=How.ANSWERS),
    )),
    Given("priority_limb", Part.ASSESSED, "Priority need", (
        Shown("limb", "Because of", "priority_limb"), Shown("holds", "It is so"),
    )),
    Given("marac_hearing", Part.ASSESSED, "Your case was heard at a MARAC", (
        Shown("heard_on", "On"), Shown("actions", "What was agreed"),
    ), when="recorded_at", left={"meeting": Ground.OTHERS}),
    Given("housing_duty", Part.DUTIES, "Duty accepted", (
        Shown("kind", "Duty"), Shown("started_on", "From"), Shown("why", "Why"), Shown("ended_at", "Ended"),
    )),
    Given("housing_duty_end", Part.DUTIES, "Duty ended", (
        Shown("ended_on", "On"), Shown("circumstance", "Because"), Shown("by_itself", "By itself"),
        Shown("intentional", "Homeless intentionally"), Shown("notice_running", "A notice was running"),
        Shown("why", "Why"),
    ), by=("duty_id",)),
    Given("housing_decision", Part.DUTIES, "Decision", (
        Shown("kind", "On"), Shown("decided_on", "Decided on"), Shown("reasons", "Reasons"),
    )),
    Given("decision_told", Part.DUTIES, "You were told of a decision", (
        Shown("told_on", "On"), Shown("how", "How"),
    ), by=("decision_id",)),
    Given("decision_review", Part.DUTIES, "You asked for a review", (
        Shown("clock", "Kind"), Shown("asked_on", "Asked on"), Shown("allowed_late", "Allowed although late"),
        Shown("words", "What you said"), Shown("ended_at", "Ended"),
    ), by=("decision_id",)),
    Given("decision_review_event", Part.DUTIES, "What became of a review", (
        Shown("event", "What"), Shown("until_on", "Until"), Shown("words", "Words"),
    ), by=("review_id",)),
    Given("elsewhere_referral", Part.DUTIES, "Another council was asked to help", (
        Shown("council", "Council"), Shown("district", "District"), Shown("answers", "Why", how=How.ANSWERS),
        Shown("asked_by_on", "Answer by"), Shown("ended_at", "Ended"),
    )),
    Given("temporary_stay", Part.DUTIES, "Somewhere to stay meanwhile", (
        Shown("kind", "Kind", "temporary_kind"), Shown("district", "District"), Shown("duty", "Under"),
        Shown("arrived_on", "From"), Shown("counts", "Counts towards the limit"), Shown("why", "Why"),
        Shown("ended_at", "Ended"),
    ), left={"place": Ground.PLACE}),
    Given("temporary_leaving", Part.DUTIES, "You left it", (
        Shown("left_on", "On"), Shown("why", "Why"),
    ), by=("stay_id",)),
    Given("temporary_notice", Part.DUTIES, "Another council was told", (
        Shown("told_on", "On"), Shown("how", "How"),
    ), by=("stay_id",)),
    Given("letter", Part.DUTIES, "Letter", (
        Shown("title", "Title"), Shown("to_her", "To you"), Shown("text", "It says"),
    ), left={"template": Ground.HOUSEKEEPING, "template_from": Ground.HOUSEKEEPING}),
    Given("letter_giving", Part.DUTIES, "A letter was given", (
        Shown("how", "How"), Shown("given_on", "On"),
    ), by=("letter_id",)),
    Given("prompt_dismissal", Part.DUTIES, "A point of law was set aside", (
        Shown("prompt", "Which"), Shown("why", "Why"),
    ), left={"basis": Ground.HOUSEKEEPING}),
    Given("running_clock", Part.DUTIES, "A clock", (
        Shown("key", "Of"), Shown("started_on", "From"), Shown("ends_on", "Until"), Shown("stopped_at", "Stopped"),
        Shown("stopped_because", "Because"), Shown("terms", "As the law stood", how=How.ANSWERS),
    ), when="entered_at", left={"subject": Ground.HOUSEKEEPING, "arrived_at": Ground.HOUSEKEEPING}),
    Given("plan_step", Part.PLAN, "A step", (
        Shown("goal", "Towards"), Shown("words", "Step"), Shown("who", "Taken by"), Shown("by_on", "By"),
    )),
    Given("plan_step_event", Part.PLAN, "What was said of a step", (
        Shown("event", "What"), Shown("why", "Why"),
    ), by=("step_id",)),
    Given("plan_version", Part.PLAN, "Your plan as it was kept", (
        Shown("number", "Version"), Shown("agreed_on", "Gone through on"), Shown("review_on", "Again by"),
        Shown("content", "It says", how=How.ANSWERS),
    )),
    Given("stage_entry", Part.CASE, "Stage", (Shown("stage", "Stage"), Shown("reason", "Why"))),
    Given("task", Part.CASE, "Something that somebody had to do", (
        Shown("title", "What"), Shown("why", "Why"), Shown("urgent", "Urgent"), Shown("due_at", "By"),
        Shown("closed_at", "Done"),
    ), when="raised_at", unless={"kind": ("name-",)}, left={
        "organisation_id": Ground.STAFF, "role": Ground.STAFF, "kind": Ground.HOUSEKEEPING,
        "subject": Ground.HOUSEKEEPING, "called": Ground.PLACE, "ladder": Ground.STAFF, "climbed": Ground.STAFF,
        "escalates_at": Ground.STAFF, "escalated_to": Ground.STAFF,
    }),
    Given("worker_entry", Part.CASE, "Your worker changed", (
        Shown("how", "How"), Shown("reason", "Why", "worker_reason"), Shown("words", "Words"),
    )),
    Given("handover", Part.CASE, "Another team was asked to take your case", (
        Shown("reason", "Why"), Shown("without_consent", "Without your consent, because"), Shown("outcome", "Outcome"),
        Shown("closed_at", "Ended"), Shown("answer_words", "Answer"),
    ), when="offered_at", left={"lapses_at": Ground.HOUSEKEEPING}),
    Given("household_link", Part.CASE, "Your case was parted from another, or joined to it", (
        Shown("kind", "How"), Shown("undone_at", "Undone"),
    ), by=("from_household_id", "to_household_id"), left={"words": Ground.OTHERS, "copied": Ground.HOUSEKEEPING}),
    Given("subject_request", Part.COPIES, "You asked for a copy", (
        Shown("asked_on", "Asked on"), Shown("identity", "How we knew you", "copy_identity"),
        Shown("due_on", "Answer by"), Shown("ended_at", "Answered"),
    )),
    Given("subject_request_event", Part.COPIES, "What became of it", (
        Shown("what", "What"), Shown("until_on", "Until"), Shown("reason", "Why"), Shown("told_on", "You were told on"),
        Shown("words", "Words"),
    ), by=("request_id",)),
    Given("subject_copy_event", Part.COPIES, "What became of a copy", (
        Shown("what", "What"), Shown("way", "How", "copy_way"),
    ), by=("copy_id",), left={"words": Ground.OTHERS}),
)  # fmt: skip
