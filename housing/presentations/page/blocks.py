"""What the household's page shows of itself, between the panels of the slices above."""

from __future__ import annotations

from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part

ALWAYS = (
    Panel("presentations/page/standing.html", part=Part.NOW, order=0),
    Panel("presentations/page/contact.html", part=Part.CONTACT, order=0),
    Panel("presentations/page/people.html", part=Part.PEOPLE, order=0),
    Panel("presentations/page/safety.html", part=Part.SAFETY, order=0),
    Panel("presentations/page/wanted.html", heading="What they need in a home", part=Part.HOMES, order=50),
    Panel("presentations/page/money.html", part=Part.MONEY, order=0),
    Panel("presentations/page/needs.html", part=Part.SUPPORT, order=0),
    Panel("presentations/page/timeline.html", heading="What has happened lately", part=Part.RECORD, order=50),
)
MISSING = Panel("presentations/page/missing.html", heading="What is missing", part=Part.NOW, order=50)
BAND = Panel("presentations/page/band.html", heading="Priority band", part=Part.DUTIES, order=50)


def own_blocks(presentation: Presentation, *, missing: bool) -> list[Panel]:
    """The page's own blocks; what is missing and why the band are said while the presentation is open."""
    if presentation.ended_at is not None:
        return list(ALWAYS)
    return [*ALWAYS, *([MISSING] if missing else []), BAND]
