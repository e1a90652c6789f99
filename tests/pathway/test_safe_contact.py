"""What may reach her: only as she agreed, in her hours, to what she gave; what nobody has asked is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.calendar import london_moment
from pathway.safe_contact import NOT_AGREED, Allowed, Channel, NotAllowed, Reached, SafeWays, may_reach
from pathway.sanctuary_visits import VisitRule

MONDAY = date(2026, 11, 23)
SCHOOL_DAYS = VisitRule(frozenset({1, 2, 3, 4, 5}), time(9, 30), time(14, 30))
OPEN = SafeWays(
    methods=frozenset(channel.value for channel in Channel),
    hours=SCHOOL_DAYS,
    voicemail=True,
    shared_device=False,
    code_word=True,
    interpreter=False,
    known=frozenset(Reached),
)
SENT = [channel for channel in Channel if channel is not Channel.COLLECTED]
TIMED = [Channel.CALL, Channel.VOICEMAIL, Channel.TEXT, Channel.EMAIL]


def at(text: str, day: date = MONDAY) -> datetime:
    return london_moment(day, time.fromisoformat(text))


def refused(ways: SafeWays, channel: Channel, moment: datetime | None = None) -> str:
    answer = may_reach(ways, channel, moment or at("10:00"))
    assert isinstance(answer, NotAllowed), answer
    return answer.sentence


@pytest.mark.parametrize("channel", list(Channel))
def test_everything_she_agreed_to_may_go_in_her_hours(channel: Channel) -> None:
    assert isinstance(may_reach(OPEN, channel, at("10:00")), Allowed)


@pytest.mark.parametrize("channel", SENT)
def test_nothing_may_go_where_nobody_has_asked(channel: Channel) -> None:
    assert refused(SafeWays(), channel) == NOT_AGREED


def test_what_waits_at_the_office_may_always_be_written() -> None:
    answer = may_reach(SafeWays(), Channel.COLLECTED, at("03:00"))
    assert answer == Allowed(("Keep it at the office until she asks for it.",))


@pytest.mark.parametrize("channel", SENT)
def test_a_way_that_she_did_not_name_is_closed(channel: Channel) -> None:
    needed = "call" if channel is Channel.VOICEMAIL else channel.value
    assert "has not agreed to" in refused(replace(OPEN, methods=OPEN.methods - {needed}), channel)


@pytest.mark.parametrize("channel", TIMED)
def test_outside_her_hours_and_days_nothing_rings_or_lights_up(channel: Channel) -> None:
    for moment in (at("09:29"), at("14:30"), at("10:00", date(2026, 11, 22))):
        assert refused(OPEN, channel, moment).endswith("Thursday and Friday, 9:30am to 2:30pm.")
    assert "has not been agreed" in refused(replace(OPEN, hours=None), channel)


@pytest.mark.parametrize("channel", [Channel.POST, Channel.IN_PERSON, Channel.THROUGH_WORKER])
def test_what_does_not_ring_may_be_prepared_at_any_hour(channel: Channel) -> None:
    assert isinstance(may_reach(replace(OPEN, hours=None), channel, at("03:00")), Allowed)


@pytest.mark.parametrize(
    ("channel", "needed", "word"),
    [
        (Channel.CALL, Reached.PHONE, "telephone number"),
        (Channel.VOICEMAIL, Reached.PHONE, "telephone number"),
        (Channel.TEXT, Reached.PHONE, "telephone number"),
        (Channel.EMAIL, Reached.EMAIL, "e-mail address"),
        (Channel.POST, Reached.ADDRESS, "postal address"),
    ],
)
def test_only_what_she_gave_and_nothing_marked_unsafe(channel: Channel, needed: Reached, word: str) -> None:
    assert refused(replace(OPEN, known=OPEN.known - {needed}), channel) == f"No safe {word} is recorded."
    assert refused(replace(OPEN, unsafe=frozenset({needed})), channel) == f"Her {word} is marked unsafe. Do not use it."
    assert refused(replace(OPEN, other=True), channel) == f"This is not the {word} that she said is safe."
    assert isinstance(may_reach(replace(OPEN, unsafe=frozenset(Reached) - {needed}), channel, at("10:00")), Allowed)


@pytest.mark.parametrize("answer", [None, False])
def test_no_message_is_left_until_she_says_yes(answer: bool | None) -> None:
    ways = replace(OPEN, voicemail=answer)
    assert "Leave no message" in refused(ways, Channel.VOICEMAIL)
    called = may_reach(ways, Channel.CALL, at("10:00"))
    assert isinstance(called, Allowed)
    assert "If nobody answers, leave no message." in called.cautions


@pytest.mark.parametrize("channel", [Channel.VOICEMAIL, Channel.TEXT, Channel.EMAIL])
@pytest.mark.parametrize("shared", [None, True])
def test_nothing_is_left_on_a_device_that_somebody_else_reads(channel: Channel, shared: bool | None) -> None:
    assert "Leave nothing there" in refused(replace(OPEN, shared_device=shared), channel)


def test_a_caller_is_told_what_to_mind() -> None:
    ways = replace(OPEN, voicemail=None, shared_device=True, code_word=False, interpreter=True)
    called = may_reach(ways, Channel.CALL, at("10:00"))
    assert called == Allowed(
        (
            "No code word is agreed.",
            "Somebody else may answer: do not say who is calling.",
            "If nobody answers, leave no message.",
            "She needs an interpreter, never somebody of her family.",
        )
    )
    assert may_reach(OPEN, Channel.CALL, at("10:00")) == Allowed(("Say the code word first, and wait for hers.",))
    assert may_reach(OPEN, Channel.TEXT, at("10:00")) == Allowed()
    assert may_reach(OPEN, Channel.POST, at("10:00")) == Allowed(
        ("Use a plain envelope with nothing on it that says who wrote.",)
    )
    assert may_reach(OPEN, Channel.IN_PERSON, at("10:00")) == Allowed(
        ("Ask her whether it is safe to take paper with her.",)
    )


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        may_reach(OPEN, Channel.COLLECTED, at("10:00").replace(tzinfo=None))


known = st.sampled_from([None, True, False])
ways_of_any_kind = st.builds(
    SafeWays,
    methods=st.frozensets(st.sampled_from([channel.value for channel in Channel])),
    hours=st.sampled_from([None, SCHOOL_DAYS]),
    voicemail=known,
    shared_device=known,
    code_word=st.booleans(),
    interpreter=known,
    known=st.frozensets(st.sampled_from(list(Reached))),
    unsafe=st.frozensets(st.sampled_from(list(Reached))),
    other=st.booleans(),
)
moments = st.integers(0, 60 * 24 * 14).map(
    lambda minutes: datetime(2026, 11, 16, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(ways=ways_of_any_kind, channel=st.sampled_from(SENT), moment=moments)
def test_knowing_less_never_opens_a_way(ways: SafeWays, channel: Channel, moment: datetime) -> None:
    if isinstance(may_reach(ways, channel, moment), Allowed):
        return
    for less in (
        replace(ways, hours=None),
        replace(ways, voicemail=None),
        replace(ways, shared_device=None),
        replace(ways, known=frozenset()),
        replace(ways, methods=frozenset()),
        replace(ways, unsafe=frozenset(Reached)),
    ):
        assert isinstance(may_reach(less, channel, moment), NotAllowed)
