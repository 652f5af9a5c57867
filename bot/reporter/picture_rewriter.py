"""Draws a picture anew, in a process of its own that can do little else: `python -I picture_rewriter.py`.

The picture comes on standard input; the type of the new one, a line's end and its bytes go to standard
output. Whatever is wrong with it, the exit code is not 0. This file is run, never imported, and imports
nothing of ours: a flaw in a decoder then holds no key, no word and no open file.
"""

import io
import resource
import sys

CPU_SECONDS = 5
MEMORY_BYTES = 768 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4096
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def main() -> None:
    content = sys.stdin.buffer.read()
    limit()
    from PIL import Image, ImageOps  # noqa: PLC0415 - the limits come first

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise ValueError("a decompression bomb")
        clear = picture.has_transparency_data
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before anything else: it decodes no more than that
        upright = ImageOps.exif_transpose(picture)
        mode = "RGBA" if clear else "RGB"
        # A new picture has no EXIF, no comment, no colour profile and no smaller picture inside.
        fresh = Image.new(mode, upright.size)
        fresh.paste(upright.convert(mode))
    drawn = io.BytesIO()
    if clear:
        fresh.save(drawn, "PNG")
    else:
        fresh.save(drawn, "JPEG", quality=90)
    sys.stdout.buffer.write((b"image/png" if clear else b"image/jpeg") + b"\n" + drawn.getvalue())


def limit() -> None:
    """No more processor time, memory or files than a picture needs."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
