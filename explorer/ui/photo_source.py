"""The photo that is restored: the person's own, uploaded, pasted or taken by the camera, or an example."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.component.photos import pasted
from explorer.data.folder import ENDINGS
from explorer.data.photo import Photo, encode, name_for
from explorer.ui import cache, state

EXAMPLES = {"Astronaut": "astronaut", "Cat": "chelsea", "Coffee": "coffee", "Cameraman, grey": "camera"}
Pixels = npt.NDArray[Any]

VIEW = 24_000_000  # pixels that the browser is sent at most; the download has them all
EXACT = 1_500_000  # pixels of a view up to which it is a PNG, above it a JPEG
QUALITY = 92


@dataclass(frozen=True)
class Source:
    """A decoded photo, its name, and the id of its bytes."""

    id: str
    name: str
    photo: Photo


def pick() -> Source | None:
    """The row of controls that a photo comes by, and the photo; None and a sentence where it cannot be read."""
    upload, camera, example = st.columns([3, 1, 1], vertical_alignment="bottom")
    upload.file_uploader(
        "Your photo, any size", [e.removeprefix(".") for e in ENDINGS], key="photo-upload",
        on_change=_brought, args=("photo-upload",),
        help="Or paste one with Ctrl+V. JPEG, PNG, TIFF, WebP and others, 8 or 16 bits, up to 100 megapixels; it stays "
        "on this machine.",
    )  # fmt: skip
    with camera.popover("Camera", icon=":material/photo_camera:", use_container_width=True):
        st.camera_input("Take a photo", key="camera", on_change=_brought, args=("camera",))
    name = example.selectbox("Example", list(EXAMPLES), key="example", on_change=state.leave, bind="query-params")
    found = state.brought()
    if found is None:
        return Source(name, f"{EXAMPLES[name]}.png", _example(EXAMPLES[name]))
    with state.errors_as_sentences():
        return Source(found.id, found.name, cache.photo(found.id, found.name, found.blob))
    return None


def _brought(key: str) -> None:
    """One's own photo is taken as it is, an example with noise on it."""
    state.bring_upload(key)
    st.session_state["sigma"] = 0


@st.cache_resource(show_spinner=False)
def _example(name: str) -> Photo:
    """One of scikit-image's photos."""
    import skimage.data

    return Photo(np.atleast_3d(getattr(skimage.data, name)()))


def words(source: Source) -> str:
    """Name, size, mode and depth."""
    photo = source.photo
    width, height = photo.size
    depth = "16 bits" if photo.top > 255 else "8 bits"
    mode = photo.mode.removesuffix(";16")
    profile = ", colour profile kept" if photo.profile else ""
    return f"**{source.name}**, {width} × {height} pixels, {mode}, {depth}{profile}"


def download(source: Source, pixels: Pixels, word: str) -> None:
    """The photo with other pixels as a file of its own kind, at its own size."""
    made = source.photo.of(pixels)
    name = name_for(source.name)
    stem, ending = name.rsplit(".", 1)
    st.download_button(
        f"{word.capitalize()} photo, full size", lambda: encode(made, name), f"{stem}-{word}.{ending}",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def paste(key: str) -> None:
    """Take what was pasted into the component `key` as the person's own photo."""
    if (found := pasted(key)) is not None:
        state.bring(*found)
        st.session_state["sigma"] = 0


@st.cache_data(max_entries=16, show_spinner=False)
def view(key: str, _photo: Photo) -> bytes:
    """What the browser shows of a photo: PNG where it is small, else JPEG; `key` names its pixels."""
    image = _photo.image()
    pixels = image.width * image.height
    if pixels > VIEW:
        share = (VIEW / pixels) ** 0.5
        image = image.resize((max(1, int(image.width * share)), max(1, int(image.height * share))))
    out = io.BytesIO()
    if pixels <= EXACT:
        image.save(out, "PNG", compress_level=1)
    else:
        image.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def small(photo: Photo, side: int) -> Photo:
    """The photo in 8 bits, at most about `side` pixels to a side, sides that divide by 8."""
    image = photo.image()
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    width, height = (max(8, v // 8 * 8) for v in image.size)
    return Photo(np.atleast_3d(np.asarray(image.resize((width, height), Image.Resampling.LANCZOS))))
