"""The pages on reviews, on asking another council, and on dismissing what the law says."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.presentations.blueprint import blueprint
from housing.presentations.duties import elsewhere as services
from housing.presentations.duties import prompting, reviewing
from housing.presentations.duties.forms import (
    DecideForm,
    DismissForm,
    ElsewhereForm,
    ExtendForm,
    ReviewForm,
    WithdrawForm,
)
from housing.presentations.duties.pages import form_page, looked
from housing.presentations.duties.queries import one, reviews_of
from housing.presentations.duties.reviewing import DECIDE, WITHDRAWN, Asked


@blueprint.route("/<uuid:household_id>/decisions/<uuid:decision_id>/review", methods=["GET", "POST"])
@requires("household.edit")
def review(household_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """Record that she asks for a review."""
    presentation, owing = looked(household_id)
    one(owing.decisions, decision_id)
    form = ReviewForm(today=clock.today())

    def save() -> object:
        asked = Asked(**form.answers("asked_on", "words", "appointed", "allowed_late"))
        return reviewing.request_review(decision_id=decision_id, asked=asked, by=current_actor(), now=clock.now())

    return form_page(form, presentation, save, title="She asks for a review", done="Recorded. The review’s clock runs.")


@blueprint.route("/<uuid:household_id>/reviews/<uuid:review_id>/extend", methods=["GET", "POST"])
@requires("household.edit")
def review_extend(household_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """Record a later day that she has agreed to in writing."""
    presentation, owing = looked(household_id)
    one(reviews_of(owing), review_id)
    form = ExtendForm(today=clock.today())

    def save() -> object:
        return reviewing.extend_review(
            review_id=review_id, until_on=form.until_on.data, words=form.words.data or "", by=current_actor(),
            now=clock.now(),
        )  # fmt: skip

    return form_page(form, presentation, save, title="A review: more time agreed", done="The review has a later day.")


@blueprint.route("/<uuid:household_id>/reviews/<uuid:review_id>/decide", methods=["GET", "POST"])
@requires("review.decide")
def review_decide(household_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """Decide a review, by somebody who had no part in the decision."""
    presentation, owing = looked(household_id, DECIDE)
    found = one(reviews_of(owing), review_id)
    decided_by = one(owing.decisions, found.decision_id).by
    form = DecideForm()
    with db.reading() as session:
        names = reviewing.who_may_decide(session, presentation.authority_code, decided_by, clock.today())

    def save() -> object:
        return reviewing.decide_review(
            review_id=review_id, outcome=form.outcome.data, senior=form.senior.data, words=form.words.data or "",
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    who = f"Who may decide it: {', '.join(names)}." if names else "Nobody else here may decide it: ask your manager."
    return form_page(form, presentation, save, title="Decide a review", done="The review is decided.", intro=(who,))


@blueprint.route("/<uuid:household_id>/reviews/<uuid:review_id>/withdraw", methods=["GET", "POST"])
@requires("household.edit")
def review_withdraw(household_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """Record that she takes a review back."""
    presentation, owing = looked(household_id)
    one(reviews_of(owing), review_id)
    form = WithdrawForm()

    def save() -> object:
        return reviewing.decide_review(
            review_id=review_id, outcome=WITHDRAWN, senior=False, words=form.words.data or "", by=current_actor(),
            now=clock.now(),
        )  # fmt: skip

    return form_page(form, presentation, save, title="She takes the review back", done="Recorded.")


@blueprint.route("/<uuid:household_id>/elsewhere", methods=["GET", "POST"])
@requires("household.edit")
def elsewhere(household_id: UUID) -> ResponseReturnValue:
    """Ask another council to take the case over, where nobody is at risk there."""
    presentation, _ = looked(household_id)
    form = ElsewhereForm(today=clock.today())

    def save() -> object:
        to = services.Elsewhere(
            form.council.data, form.reasons.data or "", form.at_risk.truth, form.connected_here.truth,
            form.connected_there.truth, places_checked=form.places_checked.data,
            asked_by_on=form.asked_by_on.data,
        )  # fmt: skip
        return services.refer_elsewhere(
            presentation_id=presentation.id, to=to, by=current_actor(), now=clock.now(), version=form.opened_with
        )

    return form_page(
        form, presentation, save, title="Refer to another council", done="Recorded. Tell her in writing.",
        intro=(
            "Nobody is referred to a district where she, or anybody who lives with her, would be at risk of abuse "
            "(Housing Act 1996 s198). Until that council accepts, this council owes her everything that it owes now.",
        ),
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/prompts/<slug>/dismiss", methods=["GET", "POST"])
@requires("household.edit")
def prompt_dismiss(household_id: UUID, slug: str) -> ResponseReturnValue:
    """Say why something that the law says is nothing here."""
    presentation, owing = looked(household_id)
    today = clock.today()
    raised = prompting.find(prompting.speaking(presentation, owing, today), slug)
    form = DismissForm()

    def save() -> object:
        return prompting.dismiss_prompt(
            presentation_id=presentation.id, prompt=slug, why=form.why.data or "", by=current_actor(), now=clock.now()
        )

    return form_page(
        form, presentation, save, title="Dismiss what the law says", done="Dismissed, while the facts are the same.",
        button="Dismiss it",
        intro=(raised.prompt.sentence, f"{raised.prompt.section}. Because: {'; '.join(raised.raised_by).lower()}."),
    )  # fmt: skip
