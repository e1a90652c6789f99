"""Of a photograph's file only what it shows is kept; what cannot be one is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps
from PIL.PngImagePlugin import PngInfo

from housing.images.drawing import FIELD, Drawn, Limits, draw_anew
from housing.refusals import Refused

LIMITS = Limits(most_bytes=5 * 1024 * 1024, most_pixels=4_000_000, longest_side=400)
CANARY = b"Canary Cottage 53.4302 -1.3568"
GPS, GPS_LATITUDE, MAKE, ORIENTATION = 0x8825, 2, 0x010F, 0x0112


def picture(size: tuple[int, int] = (640, 480), colour: str = "teal") -> Image.Image:
    drawn = Image.new("RGB", size, colour)
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    return drawn


def saved(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def from_a_telephone(**more: Any) -> bytes:
    """A photograph that says where it was taken, with a preview, a comment and a profile."""
    said = Image.Exif()
    said[MAKE] = CANARY.decode()
    said.get_ifd(GPS)[GPS_LATITUDE] = (53.0, 25.0, 48.7)
    return saved(picture(), exif=said, comment=CANARY, icc_profile=CANARY, **more)


def shown(drawn: Drawn) -> Image.Image:
    return Image.open(io.BytesIO(drawn.content), formats=["JPEG"])


def sentence(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as refused:
        draw_anew(data, limits)
    assert refused.value.field == FIELD
    return str(refused.value)


def test_where_it_was_taken_and_by_what_is_gone() -> None:
    sent = from_a_telephone()
    assert CANARY in sent
    kept = shown(draw_anew(sent, LIMITS))
    kept.load()
    assert CANARY not in draw_anew(sent, LIMITS).content
    assert dict(kept.getexif()) == {}
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_a_png_says_beside_its_picture_is_gone() -> None:
    words = PngInfo()
    words.add_text("Comment", CANARY.decode())
    words.add_itxt("Place", CANARY.decode())
    assert CANARY not in draw_anew(saved(picture(), "PNG", pnginfo=words), LIMITS).content


def test_what_is_written_after_the_picture_is_gone() -> None:
    assert CANARY not in draw_anew(saved(picture()) + CANARY, LIMITS).content


def test_a_photograph_taken_sideways_stands_upright() -> None:
    said = Image.Exif()
    said[ORIENTATION] = 6  # its top is at the right
    upright = shown(draw_anew(saved(picture((400, 200)), exif=said), LIMITS))
    assert upright.size == (200, 400)
    red, _, _ = upright.getpixel((195, 5))  # type: ignore[misc]  # three bands, as the picture is RGB
    assert red > 200


@pytest.mark.parametrize("held", range(10))
def test_however_the_camera_was_held(held: int) -> None:
    said = Image.Exif()
    said[ORIENTATION] = held
    sent = saved(picture((400, 200)), exif=said)
    turned = ImageOps.exif_transpose(Image.open(io.BytesIO(sent)))
    kept = shown(draw_anew(sent, LIMITS))
    assert kept.size == turned.size
    for at in ((5, 5), (5, kept.height - 5), (kept.width - 5, 5), (kept.width - 5, kept.height - 5)):
        assert (kept.getpixel(at)[0] > 200) == (turned.getpixel(at)[0] > 200)  # type: ignore[index]  # three bands


def test_a_good_picture_is_not_refused_for_what_its_file_says_badly() -> None:
    badly = struct.pack(">HHI4s", 0x010E, 11, 1, b"abcd")  # what it shows, as a number
    upright = struct.pack(">HHIHH", ORIENTATION, 3, 1, 6, 0)
    said = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + badly + upright + bytes(4)
    drawn = draw_anew(saved(picture((400, 200)), exif=said), LIMITS)
    assert (drawn.width, drawn.height) == (200, 400)


def test_it_is_kept_no_larger_than_the_page_needs() -> None:
    drawn = draw_anew(saved(picture((1600, 800))), LIMITS)
    assert (drawn.width, drawn.height) == shown(drawn).size == (400, 200)


def test_a_small_one_is_not_blown_up() -> None:
    assert draw_anew(saved(picture((60, 40))), LIMITS).width == 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_of_writing_colours_is_read(mode: str) -> None:
    plain = picture().convert("L") if mode == "I;16" else picture()
    assert shown(draw_anew(saved(plain.convert(mode), "PNG"), LIMITS)).mode == "RGB"


def test_colours_for_printing_are_read() -> None:
    assert shown(draw_anew(saved(picture().convert("CMYK")), LIMITS)).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert shown(draw_anew(saved(clear, "PNG"), LIMITS)).getpixel((20, 20)) == (255, 255, 255)


def test_only_the_first_of_moving_pictures_is_kept() -> None:
    moving = saved(picture(), "PNG", save_all=True, append_images=[picture(colour="black")])
    assert shown(draw_anew(moving, LIMITS)).getpixel((399, 299)) != (0, 0, 0)


def test_other_kinds_of_file_are_refused() -> None:
    said = "The selected file must be a photograph saved as JPEG or PNG"
    for kind in ("GIF", "BMP", "TIFF", "WEBP", "PDF"):
        assert sentence(saved(picture(), kind)) == said
    for data in (b"%PDF-1.7 nothing", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90", CANARY):
        assert sentence(data) == said


def test_an_empty_file_and_one_too_large_are_refused() -> None:
    assert sentence(b"") == "The selected file is empty"
    assert sentence(b"\xff" * (5 * 1024 * 1024 + 1)) == "The selected file must be smaller than 5MB"


def enormous(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous; its one line of pixels is never reached."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = part(b"IDAT", zlib.compress(b"\0" * 4096))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + pixels + part(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (2_000_001, 2), (2**31 - 1, 2**31 - 1)])
def test_a_small_file_that_claims_to_be_enormous_is_refused(size: tuple[int, int]) -> None:
    assert sentence(enormous(*size)) == "The selected photograph must have fewer than 4 million pixels"


def test_words_that_unpack_to_far_more_are_refused() -> None:
    bomb = PngInfo()
    for number in range(80):
        bomb.add_text(f"Comment{number}", "0" * 1_000_000, zip=True)
    with pytest.raises(Refused):
        draw_anew(saved(picture(), "PNG", pnginfo=bomb), LIMITS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_one_that_is_not_whole_is_refused(kind: str, part: float) -> None:
    whole = saved(Image.effect_noise((300, 300), 80).convert("RGB"), kind)
    assert "cannot be read to its end" in sentence(whole[: int(len(whole) * part)])


def test_one_of_a_few_pixels_is_refused() -> None:
    assert "at least 16 pixels" in sentence(saved(picture((200, 8)), "PNG"))


JPEG, PNG = saved(picture((64, 48))), saved(picture((64, 48)), "PNG")


@given(st.sampled_from([JPEG, PNG]), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12))
def test_whatever_is_damaged_is_drawn_or_refused_and_nothing_else(whole: bytes, harm: list[tuple[int, int]]) -> None:
    damaged = bytearray(whole)
    for place, value in harm:
        damaged[place % len(damaged)] = value
    with suppress(Refused):
        assert max(shown(draw_anew(bytes(damaged), LIMITS)).size) <= 400
