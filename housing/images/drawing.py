"""A photograph drawn anew: of the file that was sent, only what it shows is kept.

Threat T10 (docs/design/security.md): a telephone writes into a photograph where it was taken. The picture is decoded
and encoded again as a JPEG without metadata of any kind, upright, and no larger than the page needs. What a file says
of its size is read before a pixel is made of it, and one is drawn at a time: a small file can claim to be enormous.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from threading import Lock

from PIL import ExifTags, Image

from housing.refusals import Refused

FIELD = "photograph"
KINDS = ("JPEG", "PNG")
QUALITY = 82
MEGABYTE = 1024 * 1024
SMALLEST = 16  # pixels on a side: less shows nothing
NOT_A_PICTURE = "The selected file must be a photograph saved as JPEG or PNG"
BROKEN = "The selected photograph cannot be read to its end. Take it again, or save it again, then select it"

UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, struct.error)
# How a picture is turned upright, by what its file says of the camera (Exif 2.32, tag Orientation).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# The size is compared with the council's limit before anything is decoded; Pillow's own limit only warns.
Image.MAX_IMAGE_PIXELS = None
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken and kept: bytes of the file, pixels in it, and the pixels of the longest side that is kept."""

    most_bytes: int
    most_pixels: int
    longest_side: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A JPEG without metadata; `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int


def draw_anew(data: bytes, limits: Limits) -> Drawn:
    """Decode a photograph and encode it again.

    Raises:
        Refused: too large, no JPEG or PNG, or not whole; the sentence says which, on the field "photograph".
    """
    if not data:
        raise Refused("The selected file is empty", field=FIELD)
    if len(data) > limits.most_bytes:
        raise Refused(f"The selected file must be smaller than {limits.most_bytes // MEGABYTE}MB", field=FIELD)
    with _one_at_a_time:
        return _drawn(_opened(data, limits), limits)


def _opened(data: bytes, limits: Limits) -> Image.Image:
    """The picture, nothing of it decoded yet but its beginning."""
    try:
        picture = Image.open(io.BytesIO(data), formats=KINDS)
    except UNREADABLE as error:
        raise Refused(NOT_A_PICTURE, field=FIELD) from error
    width, height = picture.size
    if width * height > limits.most_pixels:
        millions = limits.most_pixels // 1_000_000
        raise Refused(f"The selected photograph must have fewer than {millions} million pixels", field=FIELD)
    if min(width, height) < SMALLEST:
        raise Refused(f"The selected photograph must be at least {SMALLEST} pixels wide and high", field=FIELD)
    return picture


def _drawn(picture: Image.Image, limits: Limits) -> Drawn:
    side = limits.longest_side
    try:
        picture.draft("RGB", (side, side))  # a JPEG is decoded no larger than is needed
        picture.load()
        plain = _on_white(_upright(picture))
    except UNREADABLE as error:
        raise Refused(BROKEN, field=FIELD) from error
    plain.thumbnail((side, side))
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Drawn(written.getvalue(), plain.width, plain.height)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held. What cannot be read there is left: a good picture is not refused for it."""
    try:
        held = picture.getexif().get(ExifTags.Base.Orientation)
    except (*UNREADABLE, TypeError, LookupError, AttributeError, ArithmeticError):
        return picture
    turn = TURNS.get(held) if isinstance(held, int) else None
    return picture if turn is None else picture.transpose(turn)


def _on_white(picture: Image.Image) -> Image.Image:
    """A new picture that has the pixels of this one and nothing else; what is transparent becomes white."""
    coloured = picture.convert("RGBA")
    plain = Image.new("RGB", coloured.size, "white")
    plain.paste(coloured, mask=coloured.getchannel("A"))
    return plain
