"""Assessments from the first question to the risk that a DASH records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.access import NotFound
from housing.households import services as households
from housing.presentations.assessments import services
from housing.presentations.assessments.finishing import Verdict
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.sheet import filled
from housing.presentations.models import Presentation
from housing.presentations.queries import current_band, one
from housing.presentations.question_sets.queries import dash_limits
from housing.presentations.recording import Risk
from housing.presentations.services import end_presentation, record_risk, record_situation
from housing.presentations.situation import reading_of
from housing.refusals import Outdated, Refused
from housing.tasks.models import Task
from pathway.thresholds import DashThresholds
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town
from tests.housing.presentations.assessments.answering import answered, begun, done, in_use, stored, ticks

LATER = NOW + timedelta(days=40)


def read(council: Town, presentation: Presentation) -> Presentation:
    with db.reading() as session:
        return one(session, council.officer, presentation.id)


def tasks(kind: str) -> list[Task]:
    with db.reading() as session:
        return list(session.scalars(select(Task).where(Task.kind == kind).order_by(Task.raised_at)))


def test_a_form_is_begun_once_until_it_is_ended(council: Town, presentation: Presentation) -> None:
    first = begun(council, presentation)
    assert begun(council, presentation).id == first.id
    services.set_aside(assessment_id=first.id, why="Made up", by=council.officer, now=NOW)
    assert begun(council, presentation).id != first.id
    with pytest.raises(Refused, match="was set aside"):
        answered(council, first, ticks(1))


def test_a_form_is_about_whom_it_is_about(council: Town, presentation: Presentation) -> None:
    child = households.add_person(
        household_id=presentation.household_id, member=households.Member("Madeup Child", role="child"),
        by=council.officer, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="Select a child"):
        begun(council, presentation, "child-needs")
    with pytest.raises(Refused, match="about the person who asks"):
        begun(council, presentation, "dash", child=child.id)
    assert begun(council, presentation, "child-needs", child=child.id).person_id == child.id


def test_what_is_saved_is_sealed_and_kept_part_by_part(council: Town, presentation: Presentation) -> None:
    assessment = begun(council, presentation)
    part: dict[str, Any] = {"assessment_id": assessment.id, "section": "now", "by": council.officer, "now": NOW}
    services.save_part(answers={"injury": "yes"}, notes={"injury": "Left arm, made up"}, **part)
    assert services.save_part(answers={"injury": "yes"}, notes={"injury": "Left arm, made up"}, **part) is None
    services.save_part(answers={"injury": "no"}, notes={}, version=1, **part)
    with pytest.raises(Outdated):
        services.save_part(answers={"injury": "yes"}, notes={}, version=1, **part)
    found = filled(stored(council, assessment))
    assert found.sheet.answers == {"injury": "no"}
    assert len(stored(council, assessment).parts) == 2
    with Session(db.engine()) as session:
        raw = session.connection().exec_driver_sql("select answers from assessment_part order by position").scalars()
        assert all(b"injury" not in bytes(each) and b"arm" not in bytes(each) for each in raw)


@pytest.mark.parametrize(
    ("section", "answers", "notes", "sentence"),
    [
        ("now", {"injury": "perhaps"}, {}, "Select yes, no, or not known"),
        ("now", {"weapons": "yes"}, {}, "not in this part"),
        ("now", {"nothing": "yes"}, {}, "not in this version"),
        ("later", {}, {}, "not in this version"),
        ("now", {}, {"weapons": "x"}, "not in this part"),
        ("now", {"injury": "yes"}, {"injury": "x" * 501}, "500 characters"),
    ],
)
def test_answers_that_cannot_be_are_refused(
    council: Town, presentation: Presentation, section: str, answers: dict[str, Any], notes: dict[str, str],
    sentence: str,
) -> None:  # fmt: skip
    assessment = begun(council, presentation)
    with pytest.raises(Refused, match=sentence):
        services.save_part(
            assessment_id=assessment.id, section=section, answers=answers, notes=notes, by=council.officer, now=NOW
        )


def test_a_dash_records_the_risk_and_moves_the_band(council: Town, presentation: Presentation) -> None:
    record_situation(
        presentation_id=presentation.id, answers={"nowhere_safe_tonight": True}, by=council.officer, now=NOW
    )
    assert current_band(read(council, presentation)) == 2
    assessment = done(council, presentation, ticks(14))
    after = read(council, presentation)
    entry = after.risks[-1]
    assert (entry.total, entry.band, entry.limits) == (14, "high", {"highest": 24, "medium_from": 10, "high_from": 14})
    assert current_band(after) == 1
    assert (assessment.risk_entry_id, assessment.band, assessment.total) == (entry.id, "high", 14)
    with pytest.raises(Refused, match="Olive Demo has completed"):
        services.finish_assessment(assessment_id=assessment.id, verdict=Verdict(), by=council.officer, now=NOW)
    assert len(read(council, presentation).risks) == 1


def test_what_is_not_known_is_kept_beside_the_total(council: Town, presentation: Presentation) -> None:
    answers = {**ticks(8), "police-record": "not_known"}
    del answers["broken-orders"]
    assessment = done(council, presentation, answers)
    assert (assessment.total, assessment.could_be) == (8, 10)


@pytest.mark.parametrize(
    ("count", "verdict", "band", "owed"),
    [
        (13, Verdict(), "medium", False),
        (14, Verdict(), "high", True),
        (3, Verdict(judgement=True), "high", True),
        (3, Verdict(escalation=True), "high", True),
        (3, Verdict(band="high", reason="Made up"), "high", True),
        (3, Verdict(judgement=False, escalation=False), "standard", False),
    ],
)
def test_when_a_referral_to_the_marac_is_owed(
    council: Town, presentation: Presentation, count: int, verdict: Verdict, band: str, owed: bool
) -> None:
    assert done(council, presentation, ticks(count), verdict=verdict).band == band
    found = tasks("marac-referral")
    assert bool(found) is owed
    if owed:  # Monday 23 November: one working day on is the end of Tuesday
        assert found[0].due_at.date() == date(2026, 11, 25)
        assert (found[0].title, found[0].role) == ("Refer to the MARAC and an IDVA", "officer")


def test_the_band_goes_up_with_a_reason_and_never_down(council: Town, presentation: Presentation) -> None:
    with pytest.raises(Refused, match="Say why the band is high"):
        done(council, presentation, ticks(3), verdict=Verdict(band="high"))
    assessment = begun(council, presentation)
    answered(council, assessment, ticks(14))
    with pytest.raises(Refused, match="not lowered"):
        services.finish_assessment(
            assessment_id=assessment.id, verdict=Verdict(band="medium", reason="x"), by=council.officer, now=NOW
        )
    assert read(council, presentation).risks == []


def test_an_open_task_is_not_raised_twice(council: Town, presentation: Presentation) -> None:
    done(council, presentation, ticks(15))
    done(council, presentation, ticks(16), now=LATER)
    assert len(tasks("marac-referral")) == 1


def test_nothing_asked_is_nothing_to_finish(council: Town, presentation: Presentation) -> None:
    assessment = begun(council, presentation)
    with pytest.raises(Refused, match="Ask at least one question"):
        services.finish_assessment(assessment_id=assessment.id, verdict=Verdict(), by=council.officer, now=NOW)


def test_a_form_without_bands_ends_without_one(council: Town, presentation: Presentation) -> None:
    assessment = done(council, presentation, {"order": ("pets", "far-away"), "first": "Sleep"}, key="own-needs")
    assert (assessment.total, assessment.band) == (0, None)
    assert filled(stored(council, assessment)).sheet.answers["order"] == ("pets", "far-away")
    assert read(council, presentation).risks == []


def test_out_of_reach_and_ended(council: Town, presentation: Presentation) -> None:
    assessment = begun(council, presentation)
    for actor in (council.other_team, council.neighbour):
        with pytest.raises(NotFound):
            services.save_part(assessment_id=assessment.id, section="now", answers={}, notes={}, by=actor, now=NOW)
    end_presentation(
        presentation_id=presentation.id, ending="not_supported", reason="no_capacity",
        confirmed=("knows-she-can-return",), by=council.officer, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="has ended"):
        answered(council, assessment, ticks(1))
    with pytest.raises(Refused, match="has ended"):
        begun(council, presentation, "chaos")
    services.set_aside(assessment_id=assessment.id, why="Made up", by=council.officer, now=NOW)


def test_a_form_not_in_use_cannot_be_begun(council: Town, presentation: Presentation) -> None:
    with pytest.raises(Refused, match="not in use"):
        services.start_assessment(
            presentation_id=presentation.id, question_set_id=presentation.id, person_id=None, by=council.officer,
            now=NOW,
        )  # fmt: skip
    assert in_use("dash").version == "2026-1"
    with db.reading() as session:
        assert not session.scalars(select(Assessment)).all()


def test_what_was_not_asked_this_time_lowers_no_risk(council: Town, presentation: Presentation) -> None:
    done(council, presentation, ticks(15))
    few = done(council, presentation, {"injury": "no"}, now=LATER)
    assert few.band == "high"
    entry = read(council, presentation).risks[-1]
    assert (entry.total, entry.band) == (0, "high")
    assert "Stays high from the time before" in (entry.reason or "")
    said = done(council, presentation, {"injury": "no"}, verdict=Verdict(judgement=False, escalation=False), now=LATER)
    assert said.band == "standard"
    whole = done(council, presentation, ticks(3), now=LATER + timedelta(days=1))
    assert whole.band == "standard"


def test_a_version_s_own_limits_go_with_its_total(council: Town, presentation: Presentation) -> None:
    with db.reading() as session:
        assert dash_limits(session, COUNCIL, TODAY) == DashThresholds(highest=24, medium_from=10, high_from=14)
    other = DashThresholds(highest=60, medium_from=20, high_from=50)
    entry = record_risk(presentation_id=presentation.id, risk=Risk(total=45, limits=other), by=council.officer, now=NOW)
    assert entry.band == "medium"
    assert "The DASH total of 45 is medium." in " ".join(reading_of(entry, TODAY).because)
