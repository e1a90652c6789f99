"""The chaos indicator refuses nothing by itself: no rule reads it, and nothing that rules read changes with it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from housing import db
from housing.placements.matching.snapshot import take
from housing.presentations.assessments.sheet import form_of
from housing.presentations.models import Presentation
from housing.presentations.queries import current_band, one
from pathway.assessments import points
from tests.house.reading import Module, imported, product
from tests.housing.households.factories import COUNCIL, NOW, Town
from tests.housing.presentations.assessments.answering import done, in_use

FORMS = ("pathway.assessments", "pathway.question_sets", "pathway.reading_question_sets", "pathway.dash")
ROOMS = ("housing.presentations.assessments", "housing.presentations.question_sets")
ASKS_FOR_IT = "pathway/guide.py"  # says when it is asked, and never reads what was said


def reads_a_form(modules: list[Module]) -> list[str]:
    """Modules that decide and that read an answer or a total, or name the chaos indicator."""
    found = []
    for module in modules:
        pathway = module.path.startswith("pathway/") and module.name not in FORMS
        if not pathway and not module.path.startswith(("allocation/", "housing/placements/")):
            continue
        found += [module.path for _, target in imported(module) if target.startswith((*FORMS, *ROOMS))]
        if "chaos" in module.text.lower() and module.path != ASKS_FOR_IT:
            found.append(module.path)
    return found


def test_no_rule_reads_an_answer_or_a_total() -> None:
    assert reads_a_form(list(product())) == []
    for breach in ("from pathway.assessments import score\n", "if household.chaos_total > 30: ...\n"):
        assert reads_a_form([Module("allocation/rules/service.py", breach)]) != []


def test_the_most_chaotic_answers_change_nothing_that_is_matched(council: Town, presentation: Presentation) -> None:
    form = form_of(in_use("chaos"))
    worst = {each.id: max((step.slug for step in each.steps), key=partial(points, each)) for each in form.questions}

    def matched() -> tuple[object, int]:
        with db.reading() as session:
            problem = take(session, COUNCIL, now=NOW + timedelta(hours=1), only=presentation.household_id)
            return problem.document, current_band(one(session, council.officer, presentation.id))

    before = matched()
    assert done(council, presentation, worst, key="chaos").total == form.highest == 48
    assert matched() == before
