"""Holes of a photo filled: painted or uploaded, by the network and by a classical method, under one wipe."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.component.photos import Given, Hole, Picture, brush, painted, wipe
from explorer.data import photo
from explorer.data.photo import Photo
from explorer.restore import biharmonic
from explorer.restore.photo import inpaint
from explorer.training.checkpoint import Run
from explorer.ui import photo_source, shelf, state
from explorer.ui.photo_source import Source

Pixels = npt.NDArray[Any]

BEFORE, BIHARMONIC = "Before", "Biharmonic"
MOST = 40_000  # pixels of a hole that biharmonic is asked to fill: it solves one large system for all of them
AROUND = 24  # pixels around the holes that it is shown


def panel(source: Source, run: Run) -> None:
    """The photo to paint on, and beside it what the network makes of the hole."""
    left, right = st.columns(2)
    with left:
        hole = _painting(source)
    with right:
        if hole is None or not hole.any():
            _invite(source)
            return
        _filled(source, run, hole)


def _painting(source: Source) -> Hole | None:
    """The canvas, and the mask as a file in and out; (H, W), true where the photo is to be filled."""
    size = source.photo.size
    with st.popover("Mask from a file", icon=":material/upload:"):
        file = st.file_uploader("A mask of the photo's size, white = fill", key="mask-upload")
    given = None
    if file is not None:
        with state.errors_as_sentences():
            blob = file.getvalue()
            mask = photo.hole_of(photo.decode(blob, file.name), size, file.name)
            given = Given(hashlib.sha256(blob).hexdigest()[:16], mask)
    shown = Picture(photo_source.view(source.id, source.photo), source.name, "", size)
    brush(shown, given, "brush", lambda: photo_source.paste("brush"))
    hole = painted("brush", shown, given)
    if hole is not None and hole.any():
        st.download_button(
            "Mask as PNG", lambda: _png(hole), "mask.png", "image/png", on_click="ignore", icon=":material/download:",
            help="White where the photo is filled: uploaded again it gives the same result to the bit",
        )  # fmt: skip
    return hole


def _png(hole: Hole) -> bytes:
    out = io.BytesIO()
    Image.fromarray(hole).save(out, "PNG")
    return out.getvalue()


def _invite(source: Source) -> None:
    st.info("Paint over what should go: it is filled when you let go.", icon=":material/brush:")
    st.markdown(photo_source.words(source))


def _filled(source: Source, run: Run, hole: Hole) -> None:
    """The hole filled, beside the photo or the classical method."""
    key = source.id, hashlib.sha256(np.packbits(hole).tobytes()).hexdigest()[:16]
    compared = st.segmented_control(
        "Left", [BEFORE, BIHARMONIC], default=BEFORE, key="partner", bind="query-params", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    ours = shelf.kept((*key, run.name), "Filling", lambda told: inpaint(run.model, source.photo, hole, told).pixels)
    other = _other(source, key, hole, compared)
    if ours is None or other is None:
        return
    size = source.photo.size
    wipe(
        Picture(photo_source.view(f"{key}{compared}", source.photo.of(other)), compared, "", size),
        Picture(photo_source.view(f"{key}{run.name}", source.photo.of(ours)), "Filled", "", size),
        "wipe-inpaint", lambda: photo_source.paste("wipe-inpaint"),
    )  # fmt: skip
    st.caption(
        f"{hole.sum():,} of {hole.size:,} pixels filled ({hole.mean():.1%}); every other pixel is kept to the bit. "
        "What was under the hole is not shown to the network."
    )
    photo_source.download(source, ours, "inpainted")


def _other(source: Source, key: tuple[str, str], hole: Hole, name: str) -> Pixels | None:
    """The left picture."""
    if name == BEFORE:
        return source.photo.pixels
    if hole.sum() > MOST:
        st.info(
            f"The hole has more than {MOST:,} pixels, for which biharmonic takes minutes: the photo is shown instead."
        )
        return source.photo.pixels
    return shelf.kept((*key, name), name, lambda _: _biharmonic(source.photo, hole))


def _biharmonic(given: Photo, hole: Hole) -> Pixels:
    """The box around the hole, filled; the rest as it is."""
    rows, columns = (np.flatnonzero(hole.any(axis)) for axis in (1, 0))
    box = tuple(slice(max(0, v[0] - AROUND), v[-1] + AROUND + 1) for v in (rows, columns))
    x = np.asarray(given.pixels[box].transpose(2, 0, 1) / given.top, np.float32)
    filled = biharmonic(x, hole[box]).transpose(1, 2, 0).clip(0, 1)
    out = given.pixels.copy()
    out[box] = np.where(hole[box][..., None], np.round(filled * given.top), out[box])
    return out
