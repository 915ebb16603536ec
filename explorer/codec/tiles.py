"""A photo of any size through a codec of small pictures: cut into tiles side by side, and joined again."""

from __future__ import annotations

import numpy as np

from explorer.codec.entropy import units_of
from explorer.codec.rate import Coded
from explorer.codec.stream import OVERHEAD, Codec, Coder
from explorer.errors import InputError
from explorer.pictures import Bytes


def cut(photo: Bytes, height: int, width: int) -> Bytes:
    """The tiles (n, C, height, width) of a photo (C, H, W), row by row; what is over at its right and below is left."""
    channels = len(photo)
    rows, columns = photo.shape[1] // height, photo.shape[2] // width
    if not rows or not columns:
        raise InputError(f"the photo has {photo.shape[2]}x{photo.shape[1]} pixels, a tile {width}x{height}")
    cells = photo[:, : rows * height, : columns * width].reshape(channels, rows, height, columns, width)
    return np.ascontiguousarray(cells.transpose(1, 3, 0, 2, 4).reshape(-1, channels, height, width))


def join(tiles: Bytes, columns: int) -> Bytes:
    """The photo (C, rows * H, columns * W) of tiles (rows * columns, C, H, W)."""
    n, channels, height, width = tiles.shape
    cells = tiles.reshape(n // columns, columns, channels, height, width).transpose(2, 0, 3, 1, 4)
    return np.ascontiguousarray(cells.reshape(channels, n // columns * height, columns * width))


def through(name: str, codec: Codec, photo: Bytes, step: float) -> Coded:
    """A photo (C, H, W) with the run's channels as one file of its tiles; what it is measured on has whole tiles."""
    _, height, width = codec.shape
    units, tiles, columns = units_of(step), cut(photo, height, width), photo.shape[2] // width
    symbols = codec.symbols(tiles, units)
    bare = len(Coder.of(codec.entropy, units).encode(symbols))
    back = join(codec.pictures(symbols, units), columns)
    return Coded(name, f"step {step:g}", bare + OVERHEAD, bare, join(tiles, columns)[None], back[None])
