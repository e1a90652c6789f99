"""The few places that a role needs, with a count of what waits there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation bar.

    `permission` decides who sees it; `counter` names the count beside it ("" for none); `covers` are the beginnings of
    the endpoints during which it is marked as where the person is (its own endpoint where none are given).
    """

    permission: str
    endpoint: str
    text: str
    counter: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page's surroundings, as the layout shows it."""

    text: str
    href: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things that wait for this person, as the home page shows them; `urgent`: today, or late already."""

    count: int
    text: str
    href: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next on one of this person's cases, as the home page shows it; `about` is the case's reference."""

    about: str
    sentence: str
    because: str
    href: str


def navigation(
    places: Sequence[Place],
    *,
    may: Callable[[str], bool],
    here: str | None,
    href: Callable[[str], str],
    count: Callable[[str], int],
) -> list[Link]:
    """The places that this person may go, in their order; nothing is counted for a place that is not shown.

    Args:
        may: whether the person has a permission (`actor.may`).
        here: the endpoint of this request, None on an error page.
        href: the address of an endpoint (`url_for`).
        count: what waits there by the counter's name, for this person.
    """
    shown = [place for place in places if may(place.permission)]
    where = _where(shown, here or "")
    return [
        Link(
            text=place.text,
            href=href(place.endpoint),
            active=place is where,
            count=count(place.counter) if place.counter else 0,
        )
        for place in shown
    ]


def _where(places: Sequence[Place], here: str) -> Place | None:
    """The place whose beginning matches the endpoint furthest; an exact endpoint wins."""
    best: tuple[int, Place] | None = None
    for place in places:
        for beginning in (place.endpoint, *place.covers):
            fits = here == beginning if beginning == place.endpoint else here.startswith(beginning)
            if fits and (best is None or len(beginning) > best[0]):
                best = (len(beginning), place)
    return best[1] if best else None
