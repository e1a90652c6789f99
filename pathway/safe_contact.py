"""Whether something may be sent to her by one way at one moment: only as she agreed, and never where nobody has asked.

A call at the wrong hour, a text on a telephone that he reads or a letter to the old address can cost a life. So a way
that she has not agreed to is closed, a moment outside her hours is closed, and what is not known is closed as well.

Source: ICO reprimands of Charnwood (a letter to the old address) and Bolton (a message left on the abuser's telephone);
Housing Act 1996 s184(6): a notice that is not received counts as given where it is kept for her at the office.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pathway.calendar import london_date, utc
from pathway.sanctuary_visits import VisitRule


class Channel(StrEnum):
    """A way by which words reach her. Handing something over, or reading it out, is one as well."""

    CALL = "call"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    THROUGH_WORKER = "through_worker"
    COLLECTED = "collected"


class Reached(StrEnum):
    """What a way needs to be known."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


SAID = {
    Channel.CALL: "telephone calls",
    Channel.VOICEMAIL: "messages on voicemail",
    Channel.TEXT: "text messages",
    Channel.EMAIL: "e-mail",
    Channel.POST: "letters by post",
    Channel.IN_PERSON: "being given anything in person",
    Channel.THROUGH_WORKER: "anything through a named worker",
    Channel.COLLECTED: "collecting it from the office",
}
NEEDS_METHOD = {channel: channel.value for channel in Channel} | {Channel.VOICEMAIL: Channel.CALL.value}
NEEDS = {
    Channel.CALL: Reached.PHONE, Channel.VOICEMAIL: Reached.PHONE, Channel.TEXT: Reached.PHONE,
    Channel.EMAIL: Reached.EMAIL, Channel.POST: Reached.ADDRESS,
}  # fmt: skip
CALLED = {
    Reached.PHONE: "telephone number",
    Reached.EMAIL: "e-mail address",
    Reached.ADDRESS: "postal address",
}
KEPT_ON_DEVICE = (Channel.VOICEMAIL, Channel.TEXT, Channel.EMAIL)
IN_HER_HOURS = (Channel.CALL, *KEPT_ON_DEVICE)
NOT_AGREED = "Nobody has agreed with her how to be in touch. Do not call, write or leave a message."


@dataclass(frozen=True, slots=True)
class SafeWays:
    """What she has said about being reached; None is not known.

    `known`: what of number, e-mail and postal address is recorded as safe. `unsafe`: which of those is marked unsafe,
    or is at a place of a person of concern. `other`: that something else was about to be used than what she gave.
    """

    methods: frozenset[str] = frozenset()
    hours: VisitRule | None = None
    voicemail: bool | None = None
    shared_device: bool | None = None
    code_word: bool = False
    interpreter: bool | None = None
    known: frozenset[Reached] = frozenset()
    unsafe: frozenset[Reached] = frozenset()
    other: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may go; `cautions` are sentences for whoever sends or speaks."""

    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """It may not go; the sentence says why, and never a number or an address."""

    sentence: str


def may_reach(ways: SafeWays, channel: Channel, at: datetime) -> Allowed | NotAllowed:
    """Whether she may be reached by this way at this moment.

    What is kept at the office for her to collect may always be written.

    Raises:
        ValueError: the moment does not say which time zone it is in.
    """
    moment = utc(at)
    if channel is Channel.COLLECTED:
        return Allowed(("Keep it at the office until she asks for it.",))
    for check in CHECKS:
        sentence = check(ways, channel, moment)
        if sentence is not None:
            return NotAllowed(sentence)
    return Allowed(_cautions(ways, channel))


def _agreed(ways: SafeWays, channel: Channel, _at: datetime) -> str | None:
    if not ways.methods:
        return NOT_AGREED
    if NEEDS_METHOD[channel] not in ways.methods:
        return f"She has not agreed to {SAID[channel]}."
    return None


def _known(ways: SafeWays, channel: Channel, _at: datetime) -> str | None:
    needed = NEEDS.get(channel)
    if needed is None:
        return None
    if needed not in ways.known:
        return f"No safe {CALLED[needed]} is recorded."
    if ways.other:
        return f"This is not the {CALLED[needed]} that she said is safe."
    return f"Her {CALLED[needed]} is marked unsafe. Do not use it." if needed in ways.unsafe else None


def _voicemail(ways: SafeWays, channel: Channel, _at: datetime) -> str | None:
    if channel is not Channel.VOICEMAIL or ways.voicemail:
        return None
    return "Leave no message: she has not said that one may be left."


def _read_by_others(ways: SafeWays, channel: Channel, _at: datetime) -> str | None:
    if channel not in KEPT_ON_DEVICE or ways.shared_device is False:
        return None
    if ways.shared_device:
        return "Somebody else looks at her telephone or e-mail. Leave nothing there."
    return "Nobody has asked whether somebody else looks at her telephone or e-mail. Leave nothing there."


def _hours(ways: SafeWays, channel: Channel, at: datetime) -> str | None:
    if channel not in IN_HER_HOURS:
        return None
    if ways.hours is None:
        return "On which days and at what hours it is safe has not been agreed."
    today = ways.hours.hours_on(london_date(at))
    if today is None or not utc(today[0]) <= at < utc(today[1]):
        return f"It is not safe at this time. Safe: {ways.hours.words}."
    return None


CHECKS: tuple[Callable[[SafeWays, Channel, datetime], str | None], ...] = (
    _agreed, _known, _voicemail, _read_by_others, _hours,
)  # fmt: skip


def _cautions(ways: SafeWays, channel: Channel) -> tuple[str, ...]:
    """What to mind, in the order in which it matters."""
    said = []
    if channel is Channel.CALL:
        said += [
            "Say the code word first, and wait for hers." if ways.code_word else "No code word is agreed.",
            "" if ways.shared_device is False else "Somebody else may answer: do not say who is calling.",
            "" if ways.voicemail else "If nobody answers, leave no message.",
        ]
    if channel is Channel.POST:
        said.append("Use a plain envelope with nothing on it that says who wrote.")
    if channel in (Channel.IN_PERSON, Channel.THROUGH_WORKER):
        said.append("Ask her whether it is safe to take paper with her.")
    if ways.interpreter:
        said.append("She needs an interpreter, never somebody of her family.")
    return tuple(filter(None, said))
