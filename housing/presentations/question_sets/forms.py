"""What an administrator is asked about a version of a form."""

from __future__ import annotations

from housing.forms import DateParts, HavenForm, Upload

LARGEST = 512 * 1024


class AddForm(HavenForm):
    """A new version, as a document."""

    file = Upload(
        "The version as a JSON file",
        hint="Take the file of a version that is there, change it, and give it a version of its own",
        required="Select a file", endings=("json",), max_bytes=LARGEST,
    )  # fmt: skip


class UseForm(HavenForm):
    """From when a version is used, or none."""

    from_on = DateParts("From which day?", noun="The day", required="Enter the day")
