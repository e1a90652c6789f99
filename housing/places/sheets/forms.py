"""The questions of sending and fetching stock as a file."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, HavenForm, Hidden, Option, Tick
from housing.forms.files import Upload
from housing.places.sheets.columns import FILES

FORMS = {"xlsx": "A workbook (XLSX) of everything", **{name: f"CSV: {title}" for title, name in FILES.items()}}


class SendForm(HavenForm):
    """A file of stock; `organisation` is asked only of somebody who acts for several."""

    organisation = Choice("Whose stock is it?", required="Select whose stock it is", coerce=UUID)
    file = Upload("Your file", hint="XLSX or CSV", required="Select a file", endings=("xlsx", "csv"))


class FetchForm(HavenForm):
    """Which file, and whether it says where properties are."""

    comes_back = False

    form = Choice("Which file?", required="Select which file", options=Option.each(FORMS.items()))
    addresses = Tick("Put addresses in it", hint="It is written down that you did. Keep the file as you would a key")


class FetchCouncilForm(HavenForm):
    """Which file of the council's stock; never with an address."""

    comes_back = False

    form = Choice("Which file?", required="Select which file", options=Option.each(FORMS.items()))


class ConfirmForm(HavenForm):
    """Do what was shown."""

    seen = Hidden()
