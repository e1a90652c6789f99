"""A file that was sent, by what is in it: what is kept of it, or why it is not kept. Its name says nothing.

A picture is drawn anew (housing.images), so that nothing but the picture is left; a PDF is looked into and kept as it
is; everything else must be plain text. None of them is ever shown by Haven: they leave as downloads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from housing.images.drawing import MEGABYTE, Limits, draw_anew
from housing.presentations.documents.apart import Most, look_apart
from housing.presentations.documents.pdfs import BEGINS, FIELD
from housing.refusals import Refused

PDF, JPEG, TEXT = "application/pdf", "image/jpeg", "text/plain"
ENDINGS = {PDF: "pdf", JPEG: "jpg", TEXT: "txt"}
CALLED = {PDF: "PDF", JPEG: "Picture", TEXT: "Text"}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
LAYOUT = "\n\t\f"
OTHER_KIND = "The selected file must be a PDF, a picture saved as JPEG or PNG, or plain text"
BLANK = "The selected file is empty"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is kept: its media type and its bytes."""

    media: str
    content: bytes


def checked(data: bytes, limits: Limits, most: Most) -> Checked:
    """What is kept of a file; `most` is what looking into a PDF may take.

    Raises:
        Refused: too large, empty, of another kind, or not to be trusted; the sentence says which, on the field "file".
    """
    if not data:
        raise Refused(BLANK, field=FIELD)
    if len(data) > limits.most_bytes:
        raise Refused(f"The selected file must be smaller than {limits.most_bytes // MEGABYTE}MB", field=FIELD)
    if data.startswith(BEGINS):
        look_apart(data, most)
        return Checked(PDF, data)
    if data.startswith(PICTURES):
        return Checked(JPEG, _picture(data, limits))
    return Checked(TEXT, _text(data))


def _picture(data: bytes, limits: Limits) -> bytes:
    try:
        return draw_anew(data, limits).content
    except Refused as refused:
        raise Refused(str(refused), field=FIELD) from refused


def _text(data: bytes) -> bytes:
    """Plain text in UTF-8 with one kind of line break; nothing in it that is no text."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Refused(OTHER_KIND, field=FIELD) from error
    if any(sign not in LAYOUT and unicodedata.category(sign) in ("Cc", "Cs", "Cn") for sign in text):
        raise Refused(OTHER_KIND, field=FIELD)
    if not text.strip():
        raise Refused(BLANK, field=FIELD)
    return text.encode()
