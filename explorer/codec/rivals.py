"""JPEG, WebP and PNG by Pillow, and pictures merely made smaller: what the latents stand beside at equal bits."""

from __future__ import annotations

import io
import math
from typing import Any

from PIL import Image

from explorer.codec.rate import Coded
from explorer.codec.tiles import cut
from explorer.pictures import Bytes, sheet, to_array, to_image

QUALITIES = (1, 5, 15, 30, 50, 70, 85, 95)
# (quality, shrink): where bits are few, a half or a quarter of the size before it buys more than a lower quality.
LOSSY = (*((q, 1) for q in QUALITIES), *((q, 2) for q in QUALITIES[1::2]), *((q, 4) for q in QUALITIES[1::2]))
FORMATS = {"JPEG": LOSSY, "WebP": LOSSY, "PNG": ((100, 1),)}
# JPEG's tables are content too: fitted to a picture they are fewer bytes with the header, more without it.
OPTIONS: dict[str, tuple[dict[str, Any], ...]] = {
    "JPEG": ({"optimize": False}, {"optimize": True}), "WebP": ({"method": 4},), "PNG": ({"optimize": True},)
}  # fmt: skip
SIDES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)  # of a picture made smaller


def ladder(name: str, pictures: Bytes, together: bool = True) -> list[Coded]:
    """Pictures uint8 (n, C, H, W) through one of `FORMATS` at every setting: each a file, or all as one sheet."""
    return [_coded(name, quality, shrink, pictures, together) for quality, shrink in FORMATS[name]]


def _coded(name: str, quality: int, shrink: int, pictures: Bytes, together: bool) -> Coded:
    whole = [sheet(pictures, _columns(pictures))] if together else [to_image(p) for p in pictures]
    size = whole[0].size
    images = [image.resize(_shrunk(size, shrink), Image.Resampling.BOX) for image in whole] if shrink > 1 else whole
    files = [[_file(image, name, quality, options) for image in images] for options in OPTIONS[name]]
    empty = [header(name, images[0].mode, quality, options) for options in OPTIONS[name]]
    sizes = [sum(map(len, some)) for some in files]
    bare = min(size - head * len(images) for size, head in zip(sizes, empty, strict=True))
    back = [Image.open(io.BytesIO(blob)).convert(whole[0].mode) for blob in files[0]]
    decoded = to_array([image.resize(size, Image.Resampling.BICUBIC) if shrink > 1 else image for image in back])
    pictures_back = cut(decoded[0], *pictures.shape[2:])[: len(pictures)] if together else decoded
    return Coded(name, _setting(name, quality, shrink), min(sizes), bare, pictures, pictures_back)


def _setting(name: str, quality: int, shrink: int) -> str:
    if name == "PNG":
        return "lossless"
    return f"quality {quality}" + (f" at 1/{shrink} of the size" if shrink > 1 else "")


def _columns(pictures: Bytes) -> int:
    return math.ceil(math.sqrt(len(pictures)))


def _shrunk(size: tuple[int, int], by: int) -> tuple[int, int]:
    return max(1, size[0] // by), max(1, size[1] // by)


def header(name: str, mode: str, quality: int, options: dict[str, Any]) -> int:
    """Bytes of a file that says next to nothing, one black pixel: what every file of the kind begins with."""
    return len(_file(Image.new(mode, (1, 1)), name, quality, options))


def _file(image: Image.Image, name: str, quality: int, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options, **({} if name == "PNG" else {"quality": quality}))
    return out.getvalue()


def smaller(pictures: Bytes) -> list[Coded]:
    """Scaled down to a few pixels, a byte for each value and no header, and up again: the trivial codec."""
    return [_smaller(pictures, side) for side in SIDES if side < min(pictures.shape[2:])]


def _smaller(pictures: Bytes, side: int) -> Coded:
    n, channels, height, width = pictures.shape
    few = [to_image(p).resize((side, side), Image.Resampling.BOX) for p in pictures]
    back = to_array([image.resize((width, height), Image.Resampling.BICUBIC) for image in few])
    size = n * channels * side**2
    return Coded("Fewer pixels", f"{side} x {side} pixels", size, size, pictures, back)
