"""Every change that is said to help does, when it is made as the words have it."""

from __future__ import annotations

import pytest
from hypothesis import given

from allocation.match import match, options
from tests.allocation.problems import Document, read
from tests.allocation.proof.changes import CHANGEABLE, SERVICE, refused_by, stated, view, waived
from tests.allocation.proof.documents import anything

pytestmark = pytest.mark.slow


@given(anything())
def test_every_change_that_is_said_to_help_helps_when_it_is_made(document: Document) -> None:
    """One change away: a service or choice rule, and with the change as worded the unit accepts the household."""
    for each in match(read(document))["unplaced"]:
        for line in each["one_change_away"]:
            one, unit, rule = each["household"], line["unit"], line["rule"]
            assert rule in CHANGEABLE
            assert view(stated(document, one, unit, rule, line["text"]), one, unit)["answer"] == "accept", line
            if rule in SERVICE:
                assert view(waived(document, one, unit, rule), one, unit)["answer"] == "accept"


@given(anything())
def test_every_change_in_a_household_s_view_ends_its_own_refusal(document: Document) -> None:
    for one in (household["id"] for household in document["households"]):
        for line in options(read(document), one):
            for each in line["refusals"]:
                assert bool(each["change"]) == (each["rule"] in CHANGEABLE)
                if each["change"]:
                    after = view(stated(document, one, line["unit"], each["rule"], each["change"]), one, line["unit"])
                    assert each["rule"] not in refused_by(after)
