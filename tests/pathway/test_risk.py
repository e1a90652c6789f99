"""The form is a floor: judgement, escalation and the band entered raise it, and nothing lowers it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.risk import RiskBand, band_of, high_risk, is_repeat, marac, read_risk
from pathway.thresholds import DashThresholds

DASH = DashThresholds(highest=24, medium_from=10, high_from=14)
STANDARD, MEDIUM, HIGH = RiskBand
yes_no_unknown = st.sampled_from([True, False, None])


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, STANDARD), (1, STANDARD), (9, STANDARD), (10, MEDIUM), (13, MEDIUM), (14, HIGH), (24, HIGH)],
)
def test_the_total_gives_a_band(total: int, band: RiskBand) -> None:
    assert band_of(total, DASH) is band
    assert read_risk(total, None, False, False, DASH).band is band


@pytest.mark.parametrize("total", [-1, 25])
def test_a_total_that_the_form_cannot_give_is_a_sentence(total: int) -> None:
    with pytest.raises(ValueError, match="goes from 0 to 24"):
        band_of(total, DASH)
    reading = read_risk(total, None, False, False, DASH)
    assert reading.faults == (f"A total of {total} cannot be right: this form goes from 0 to 24.",)
    assert reading.band is None
    assert reading.high is None
    assert reading.because == ()


def test_thresholds_belong_to_the_version_of_the_form() -> None:
    assert band_of(14, DashThresholds(highest=27, medium_from=11, high_from=16)) is MEDIUM


def test_a_band_entered_above_the_total_raises_it() -> None:
    reading = read_risk(5, MEDIUM, False, False, DASH)
    assert reading.band is MEDIUM
    assert reading.faults == ()
    assert reading.because == ("The DASH total of 5 is standard.", "The band was entered as medium.")


def test_a_band_entered_below_the_total_is_a_contradiction_and_the_higher_stands() -> None:
    reading = read_risk(16, MEDIUM, False, False, DASH)
    assert reading.band is HIGH
    assert reading.high is True
    assert reading.faults == ("A total of 16 is high. The band can be raised above that, but not lowered to medium.",)


@pytest.mark.parametrize(("judgement", "escalation"), [(True, False), (False, True), (True, None)])
def test_judgement_or_escalation_is_enough(judgement: bool, escalation: bool | None) -> None:
    assert high_risk(3, None, judgement, escalation, DASH) is True
    assert high_risk(None, None, judgement, escalation, DASH) is True


def test_no_tick_is_not_no_risk() -> None:
    because = read_risk(0, None, False, False, DASH).because
    assert "No tick is not the same as no risk: ask again when it is safe to talk." in because


def test_what_is_not_known_is_asked_and_is_not_a_no() -> None:
    nothing = read_risk(None, None, None, None, DASH)
    assert (nothing.band, nothing.high) == (None, None)
    assert [sentence.split()[0] for sentence in nothing.to_ask] == ["Complete", "Record", "Record"]
    assert high_risk(5, None, None, False, DASH) is None
    assert high_risk(None, STANDARD, False, False, DASH) is False
    assert read_risk(20, None, None, None, DASH).to_ask == ()


@given(
    total=st.none() | st.integers(-2, 26),
    entered=st.none() | st.sampled_from(RiskBand),
    judgement=yes_no_unknown,
    escalation=yes_no_unknown,
)
def test_more_never_lowers(
    total: int | None, entered: RiskBand | None, judgement: bool | None, escalation: bool | None
) -> None:
    """Against the plainest reading there is: high as soon as one of the four says so, no only if all have spoken."""
    usable = total is not None and 0 <= total <= 24
    says_high = (usable and (total or 0) >= 14) or entered is HIGH or judgement is True or escalation is True
    all_spoken = (usable or entered is not None) and judgement is False and escalation is False
    assert high_risk(total, entered, judgement, escalation, DASH) is (
        True if says_high else False if all_spoken else None
    )


HEARD = date(2026, 2, 10)


def test_high_risk_owes_a_marac_referral_and_says_why() -> None:
    owed = marac(read_risk(15, None, False, False, DASH), heard_on=None, further_abuse_on=None, repeat_months=12)
    assert owed.owed is True
    assert owed.because == ("The risk is high, so refer to the MARAC.", "The DASH total of 15 is high.")


@pytest.mark.parametrize(
    ("again", "owed"),
    [(date(2026, 2, 9), False), (HEARD, True), (date(2027, 2, 10), True), (date(2027, 2, 11), False), (None, False)],
)
def test_further_abuse_within_a_year_is_heard_again(again: date | None, owed: bool) -> None:
    reading = read_risk(5, None, False, False, DASH)
    found = marac(reading, heard_on=HEARD, further_abuse_on=again, repeat_months=12)
    assert found.owed is owed
    assert bool(found.because) is owed


def test_an_incident_without_an_earlier_hearing_is_no_repeat() -> None:
    reading = read_risk(5, None, False, False, DASH)
    assert marac(reading, heard_on=None, further_abuse_on=HEARD, repeat_months=12).owed is False


def test_a_referral_is_left_open_while_answers_are_missing() -> None:
    reading = read_risk(5, None, None, False, DASH)
    found = marac(reading, heard_on=None, further_abuse_on=None, repeat_months=12)
    assert found.owed is None
    assert found.because == reading.to_ask


def test_a_repeat_is_further_abuse_up_to_the_anniversary() -> None:
    heard = date(2026, 2, 10)
    for further, repeat in (
        (None, False), (date(2026, 2, 9), False), (heard, True), (date(2027, 2, 10), True), (date(2027, 2, 11), False),
    ):  # fmt: skip
        assert is_repeat(heard_on=heard, further_abuse_on=further, repeat_months=12) is repeat
    assert not is_repeat(heard_on=None, further_abuse_on=heard, repeat_months=12)
