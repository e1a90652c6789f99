"""The questions about a document."""

from __future__ import annotations

from housing.forms import Choice, DateParts, HavenForm, LongText, Text, Tick, Upload, WholeNumber

ENDINGS = ("pdf", "jpg", "jpeg", "png", "txt")


class VersionForm(HavenForm):
    """A new version of a document."""

    file = Upload(
        "File",
        endings=ENDINGS,
        hint="A PDF, a picture (JPEG or PNG) or plain text. What a picture's file says besides the picture is left out",
        required="Select a file",
    )


class DocumentForm(VersionForm):
    """A document and what it is."""

    kind = Choice("What is it?", required="Select what it is", as_list=True)
    words = Text(
        "What tells it apart from others of its kind?",
        noun="What tells it apart",
        hint="For example: from March, pages 1 to 4. Leave it empty if nothing does. No addresses",
        max_length=120,
    )
    closer = Tick(
        "Only her worker and the homelessness team may open it",
        hint="Always so for what comes from police, courts, the MARAC, doctors, and about children or immigration",
    )


class ReasonForm(HavenForm):
    """Why a document is hidden."""

    reason = LongText(
        "Why is it hidden?",
        noun="The reason",
        hint="For example: it belongs to another case. Nothing is erased; the reason stays on record",
        required="Enter why it is hidden",
        max_length=500,
        rows=3,
    )


class AgainForm(HavenForm):
    """Why a hidden document is shown again."""

    reason = LongText(
        "Why is it shown again?", noun="The reason", required="Enter why it is shown again", max_length=500, rows=3
    )


class LimitForm(HavenForm):
    """How many documents a case may hold from a day on."""

    most = WholeNumber("How many documents may a case hold?", noun="How many documents", required="Enter how many")
    from_on = DateParts(
        "From which day on?", noun="The day", required="Enter the day", bound="today or future", hint="Today or later"
    )
    source = Text("Who decided so?", noun="Who decided so", required="Enter who decided so", max_length=200)
