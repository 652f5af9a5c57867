"""Pictures for tests, made by the same library that cleans them."""

import io

from PIL import Image

CAMERA = "Camera of the Canary"


def photo(*, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG as a telephone makes it: with a place, a camera's name and a comment."""
    picture = Image.new("RGB", size, "steelblue")
    exif = picture.getexif()
    exif[0x0110] = CAMERA
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 2.0, 51.7), 3: "E", 4: (108.0, 12.0, 0.0)})
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=CAMERA.encode())
    return written.getvalue()


def bomb() -> bytes:
    """A hundred kilobytes that would be nine hundred million points."""
    written = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(written, "PNG")
    return written.getvalue()


def look(content: bytes) -> Image.Image:
    """The picture, read."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture
