"""What keeps her safe, who was told, support, money and status: what the copy gives of each."""

from __future__ import annotations

from housing.copies.catalogue.entries import Given, Ground, How, Part, Shown

SAFETY = (
    Given("incident", Part.SAFETY, "Something happened to you", (
        Shown("happened_on", "On"), Shown("happened_at", "At"), Shown("kind", "What", "incident_kind"),
        Shown("place", "Where", "incident_where"), Shown("reported", "Told to the police"),
        Shown("crime_reference", "Crime reference"), Shown("injuries", "Injuries"),
        Shown("children_there", "Children were there"), Shown("breach", "An order was broken"),
        Shown("finds_her", "It could find you"), Shown("words", "Words"),
    )),
    Given("safety_plan", Part.SAFETY, "Your safety plan", (
        Shown("parts", "", how=How.ANSWERS), Shown("agreed_on", "Agreed on"), Shown("copies", "Copies"),
        Shown("review_on", "Looked at again by"),
    )),
    Given("protective_order", Part.SAFETY, "An order that protects you", (
        Shown("kind", "Kind", "order_kind"), Shown("court", "Court"), Shown("made_on", "Made on"),
        Shown("ends_on", "Ends on"), Shown("ended_on", "Ended on"), Shown("terms", "What it says"),
    ), left={"zones": Ground.DANGER}),
    Given("concern_risk", Part.SAFETY, "How dangerous a person you have to be kept from is", (
        Shown("level", "Level", "concern_risk"),
    ), left={"why": Ground.OTHERS}),
    Given("consent", Part.DISCLOSED, "You agreed", (
        Shown("purpose", "To", "consent_purpose"), Shown("agency", "Agency"),
        Shown("given_how", "How", "consent_given"), Shown("given_on", "On"), Shown("expires_on", "Until"),
    ), when="recorded_at"),
    Given("consent_withdrawal", Part.DISCLOSED, "You took an agreement back", (
        Shown("words", "Words"),
    ), by=("consent_id",)),
    Given("may_be_told", Part.DISCLOSED, "Somebody who may be told", (
        Shown("name", "Name"), Shown("who", "Who it is"), Shown("what", "What", "told_about"),
        Shown("until_on", "Until"), Shown("ended_at", "Ended"),
    ), left={"reached": Ground.OTHERS}),
    Given("disclosure", Part.DISCLOSED, "Somebody was told", (
        Shown("what", "What", "disclosure_what"), Shown("means", "How", "disclosure_means"),
        Shown("basis", "On what ground", "disclosure_basis"), Shown("consent", "You agreed"),
        Shown("told", "Who", how=How.OUTSIDE), Shown("why", "Why"),
    ), when="told_at", left={"place": Ground.PLACE, "confirmed": Ground.DANGER}),
    Given("contact_entry", Part.SUPPORT, "Contact with you", (
        Shown("happened_at", "When"), Shown("how", "How", "contact_how"), Shown("reached", "Reached"),
        Shown("about", "About"), Shown("next_step", "Next"), Shown("next_on", "By"),
        Shown("against", "Although"),
    ), when="happened_at"),
    Given("child_school", Part.SUPPORT, "A child’s school", (
        Shown("person_id", "Child", how=How.PERSON), Shown("school", "School", how=How.HELD),
        Shown("known", "Known to a person you have to be kept from"),
        Shown("encompass_on", "The school was told by Operation Encompass on"),
        Shown("support", "Support"),
    ), left={"encompass_by": Ground.STAFF}),
    Given("essentials_pack", Part.SUPPORT, "You were given", (
        Shown("items", "What", "pack_item"), Shown("given_on", "On"), Shown("words", "Words"),
    )),
    Given("referral_out", Part.SUPPORT, "Another service was asked to help", (
        Shown("service", "Service", "referral_service"), Shown("to_name", "Who"), Shown("consent", "You agreed"),
        Shown("without", "Without your consent, because"), Shown("asked_for", "What for"),
        Shown("sent_on", "Asked on"), Shown("answer_by", "Answer by"), Shown("ended_at", "Ended"),
    )),
    Given("referral_out_event", Part.SUPPORT, "What became of it", (
        Shown("event", "What"), Shown("outcome", "Outcome", "referral_outcome"), Shown("words", "Words"),
    ), by=("referral_id",)),
    Given("funding_line", Part.MONEY, "A way of paying", (
        Shown("route", "Route", "funding_route"), Shown("payer", "Payer"),
    ), when="recorded_at"),
    Given("funding_event", Part.MONEY, "What became of a way of paying", (
        Shown("event", "What"), Shown("from_on", "From"), Shown("until_on", "Until"),
        Shown("per_night", "For a night", how=How.MONEY), Shown("decision_by", "Decision by"),
        Shown("reference", "Reference"), Shown("words", "Words"),
    ), by=("line_id",)),
    Given("funding_plan", Part.MONEY, "Plan for nights that nobody pays", (
        Shown("uncovered_on", "From"), Shown("words", "Plan"),
    )),
    Given("payment", Part.MONEY, "Help with money was asked for", (
        Shown("fund", "Fund", "payment_fund"), Shown("purpose", "For", "payment_purpose"),
        Shown("amount", "Amount", how=How.MONEY), Shown("payee_kind", "Paid to", "payment_payee"),
        Shown("way", "How", "payment_way"), Shown("why", "Why"), Shown("adults", "Adults"),
        Shown("children", "Children"), Shown("for_move", "For your move"), Shown("reference", "Reference"),
    ), when="asked_at", left={"year": Ground.HOUSEKEEPING}),
    Given("payment_event", Part.MONEY, "What became of it", (
        Shown("event", "What"), Shown("amount", "Amount", how=How.MONEY), Shown("happened_on", "On"),
        Shown("reason", "Reason", "payment_refused"), Shown("reference", "Reference"), Shown("words", "Words"),
    ), by=("payment_id",)),
    Given("immigration_status", Part.MONEY, "Immigration status", (
        Shown("status", "Status", "immigration"), Shown("from_on", "From"), Shown("ends_on", "Until"),
        Shown("evidence", "Seen", "immigration_evidence"), Shown("basis", "Why we hold it", "immigration_basis"),
        Shown("words", "Words"),
    ), left={"checked_by": Ground.STAFF}),
)  # fmt: skip
