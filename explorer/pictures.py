"""Arrays to pictures: bytes, sheets and PNG."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Bytes = npt.NDArray[np.uint8]
LUMA = (299, 587, 114)  # thousandths of red, green and blue in grey (ITU-R BT.601), as Pillow weighs them


def to_uint8(x: Any) -> Bytes:
    """Floats in [0, 1], an array or a CPU tensor of any shape, to bytes: rounded and clipped."""
    return np.round(np.clip(np.asarray(x, np.float32), 0, 1) * 255).astype(np.uint8)


def to_image(picture: Bytes) -> Image.Image:
    """One picture (C, H, W) to a Pillow image, grey or RGB."""
    return Image.fromarray(picture[0] if len(picture) == 1 else picture.transpose(1, 2, 0))


def to_array(images: Sequence[Image.Image]) -> Bytes:
    """Pillow images of one size and mode, grey or RGB, to pictures (n, C, H, W)."""
    return np.stack([np.atleast_3d(np.asarray(image, np.uint8)).transpose(2, 0, 1) for image in images])


def sheet(pictures: Bytes, columns: int, gap: int = 0) -> Image.Image:
    """Lay pictures (n, C, H, W) out in rows of `columns`, black between and after them."""
    n, channels, height, width = pictures.shape
    rows = -(-n // columns)
    cells = np.zeros((rows * columns, channels, height + gap, width + gap), np.uint8)
    cells[:n, :, :height, :width] = pictures
    grid = cells.reshape(rows, columns, channels, height + gap, width + gap).transpose(2, 0, 3, 1, 4)
    grid = grid.reshape(channels, rows * (height + gap), columns * (width + gap))
    return to_image(grid[:, : grid.shape[1] - gap, : grid.shape[2] - gap])


def enlarge(image: Image.Image, side: int) -> Image.Image:
    """Enlarge by a whole factor, pixels kept square, until the longer side is about `side`."""
    factor = max(1, side // max(image.size))
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.NEAREST)


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def data_uri(blob: bytes, kind: str = "png") -> str:
    """The bytes of a picture as an address that holds it whole."""
    return f"data:image/{kind};base64,{base64.b64encode(blob).decode()}"
