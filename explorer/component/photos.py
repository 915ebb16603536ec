"""A photo in the browser: two pictures of it under a wipe, a canvas to paint holes on, and what is pasted."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import streamlit as st

from explorer.errors import InputError
from explorer.latent.kit import packed

Hole = npt.NDArray[np.bool_]


class Picture(NamedTuple):
    """A picture file of a photo of `size` (width, height), perhaps scaled, and what is written on it."""

    blob: bytes
    label: str
    note: str
    size: tuple[int, int]


class Given(NamedTuple):
    """A mask (H, W) to start from, true where the photo is to be filled; another `id` is another mask."""

    id: str
    hole: Hole


@lru_cache(maxsize=2)
def _component(name: str) -> Callable[..., Any]:
    """Registered once per process."""
    css = (Path(__file__).parent / "build" / f"{name}.css").read_text()  # by its address: after the first frame
    found: Callable[..., Any] = st.components.v2.component(f"explorer.{name}", html="", css=css, js=f"{name}.js")
    return found


def wipe(left: Picture, right: Picture, key: str, on_paste: Callable[[], None]) -> None:
    """Draw both on top of each other with a divider to drag, zoomed as one; `on_paste` runs when `pasted` has one."""
    width, height = left.size
    sides = {side: {"label": p.label, "note": p.note} for side, p in (("left", left), ("right", right))}
    head = {"width": width, "height": height, **sides}
    _component("wipe")(key=key, data=packed(head, left.blob, right.blob), on_pasted_change=on_paste)


def brush(picture: Picture, given: Given | None, key: str, on_paste: Callable[[], None]) -> None:
    """Draw the photo to paint on; when a stroke ends the page is drawn again, and `painted` has the new mask."""
    width, height = picture.size
    bits = b"" if given is None else zlib.compress(np.packbits(given.hole).tobytes())
    head = {"width": width, "height": height, "id": _id(picture), "given": "" if given is None else given.id}
    _component("brush")(
        key=key, data=packed(head, picture.blob, bits), default={"mask": None},
        on_mask_change=lambda: None, on_pasted_change=on_paste,
    )  # fmt: skip


def painted(key: str, picture: Picture, given: Given | None) -> Hole | None:
    """The mask (H, W) on this picture: painted, else the given one, else None; `InputError` for what is no mask."""
    found = getattr(st.session_state.get(key), "mask", None)
    found = found if isinstance(found, Mapping) and found.get("photo") == _id(picture) else {}
    if not found or (given is not None and found.get("given") != given.id):
        return None if given is None else given.hole
    return unpacked(str(found.get("bits", "")), picture.size)


def unpacked(text: str, size: tuple[int, int]) -> Hole:
    """The mask (H, W) in base64 of zlib of eight pixels a byte; `InputError` where it is not one of `size`."""
    width, height = size
    length = -(-width * height // 8)
    try:
        unpacking = zlib.decompressobj()
        bits = unpacking.decompress(base64.b64decode(text, validate=True), length + 1)
    except (binascii.Error, zlib.error) as error:
        raise InputError(f"the painted mask did not arrive whole: {error}") from error
    if len(bits) != length:
        raise InputError(f"the painted mask is not one of {width}x{height} pixels")
    cells = np.unpackbits(np.frombuffer(bits, np.uint8), count=width * height)
    return cells.reshape(height, width).astype(bool)


def pasted(key: str) -> tuple[str, bytes] | None:
    """Name and bytes of the picture that was just pasted while the component `key` was shown: for its `on_paste`."""
    found = getattr(st.session_state.get(key), "pasted", None)
    if not isinstance(found, Mapping):
        return None
    try:
        return str(found["name"]), base64.b64decode(str(found["data"]), validate=True)
    except (KeyError, binascii.Error):
        return None


def _id(picture: Picture) -> str:
    return hashlib.sha256(json.dumps(picture.size).encode() + picture.blob).hexdigest()[:16]
