"""Tables that are keyed to her case and given by hand, or not at all; each with the ground. Reviewed line by line."""

from __future__ import annotations

from housing.copies.catalogue.entries import ByHand, Ground, Left, Part

BY_HAND = (
    ByHand("household", Part.TOLD, "her reference and what she told us"),
    ByHand("presentation", Part.HER, "the day she asked for help, and what she said of her situation"),
    ByHand("person", Part.HOUSEHOLD, "herself and her children; other adults are counted"),
    ByHand("expected_birth", Part.HOUSEHOLD, "the days"),
    ByHand("person_of_concern", Part.TOLD, "how many they are, and nothing about them"),
    ByHand("near_place", Part.TOLD, "the kinds of place that she wants to be near"),
    ByHand("excluded_area", Part.TOLD, "how many areas"),
    ByHand("safe_contact", Part.CONTACT, "how she can be reached, without the number and the address themselves"),
    ByHand("assessment", Part.ASSESSED, "each answer under its question, the total, the band and the reason"),
    ByHand("proposal", Part.HOMES, "on how many days the matching looked for a home, and how often it found one"),
    ByHand("household_event", Part.STORY, "every line, less the kinds and days that the preparer left out"),
    ByHand("document", Part.DOCUMENTS, "which there are; those that few may open are counted"),
    ByHand("subject_copy", Part.COPIES, "when she asked before, and how it stood"),
    ByHand("audit_entry", Part.LOOKED, "on which days, and what kind of thing; workers are not named"),
)

# Tables of which nothing is given that lie between her case and one of which something is: {table: foreign key}.
BETWEEN = {"sanctuary_order": "job_id", "sanctuary_appointment": "job_id"}
LEFT = (
    Left("name_match", Ground.DANGER, "a likeness of names with another case: says that somebody looks for her"),
    Left("name_match_decision", Ground.DANGER, "what was decided on such a likeness"),
    Left("name_print", Ground.HOUSEKEEPING, "how names are compared, not readable as names"),
    Left("subject_copy_mark", Ground.DANGER, "which lines were left out of a copy, and why"),
    Left("subject_copy_version", Ground.SAME, "what was given to her before"),
    Left("conflict_of_interest", Ground.STAFF, "which workers are kept from the case because they know somebody"),
    Left("case_person", Ground.STAFF, "which workers may see a restricted case"),
    Left("separation", Ground.OTHERS, "another household that must not live near, or a person of concern's home"),
    Left("separation_end", Ground.OTHERS, "the end of such a separation"),
    Left("concern_place", Ground.OTHERS, "where a person of concern goes"),
    Left("member_move", Ground.OTHERS, "who of another case came from this one"),
    Left("household_link_undone", Ground.OTHERS, "why a parting of two cases was undone"),
    Left("assessment_part", Ground.SAME, "answers of one page before the assessment was completed"),
    Left("document_version", Ground.SAME, "the files; documents are listed, and given one by one when she asks"),
    Left("document_event", Ground.STAFF, "why a document was hidden by a worker"),
    Left("task_event", Ground.STAFF, "which worker took a task, gave it on or was late"),
    Left("unit_period", Ground.SAME, "the home's calendar; offers and stays say the same of her"),
    Left("void_revision", Ground.HOUSEKEEPING, "repairs of a home while nobody lived there"),
    Left("still_holds", Ground.HOUSEKEEPING, "that somebody looked whether the summary is still right"),
    Left("recheck", Ground.HOUSEKEEPING, "that Haven has to look at the case again"),
    Left("weighed_change", Ground.OTHERS, "what a change would do to many households at once"),
    Left("sanctuary_quote", Ground.FIRM, "a firm's offer"),
    Left("sanctuary_quote_line", Ground.FIRM, "a line of it"),
    Left("sanctuary_order", Ground.FIRM, "what was ordered from which firm"),
    Left("sanctuary_extra", Ground.FIRM, "what a firm asked for besides"),
    Left("naming_request", Ground.STAFF, "whom two workers named for a case that nobody could open"),
    Left("sanctuary_invoice", Ground.FIRM, "a firm's bill"),
    Left("sanctuary_appointment", Ground.SAME, "the hours of a visit; its events say what became of it"),
)
