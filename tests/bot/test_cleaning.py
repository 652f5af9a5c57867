"""Cleaned copies: what can be seen and nothing else, made where a bad picture can do no harm."""

import io

import pytest
from PIL import Image

from bot.reporter.cleaning import cleaned
from tests.pictures import CAMERA, bomb, look, photo


def test_of_what_the_camera_wrote_nothing_is_left() -> None:
    original = photo()
    assert CAMERA.encode() in original
    assert look(original).getexif().get_ifd(0x8825)

    copy = cleaned(original)

    assert copy is not None
    assert copy.mime == "image/jpeg"
    assert CAMERA.encode() not in copy.content
    picture = look(copy.content)
    assert dict(picture.getexif()) == {}
    assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert picture.size == (48, 64)  # turned as it was seen


def test_what_is_transparent_stays_so() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 0)).save(written, "PNG")

    copy = cleaned(written.getvalue())

    assert copy is not None
    assert copy.mime == "image/png"
    assert look(copy.content).getpixel((0, 0)) == (1, 2, 3, 0)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 and no more", photo()[:-300], bomb()])
def test_of_what_is_no_picture_or_too_large_a_one_there_is_no_copy(content: bytes) -> None:
    assert cleaned(content) is None
