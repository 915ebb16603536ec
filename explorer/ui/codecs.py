"""Runs as codecs on a page: what is coded once and kept, the curve of bits against PSNR, the large photo."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from PIL import Image

from explorer.data.folder import read_image
from explorer.data.photos import picture_files
from explorer.pictures import Bytes, to_array
from explorer.ui import cache, figures, state

if TYPE_CHECKING:
    from explorer.codec import Codec
    from explorer.codec.rate import Coded

OURS, JPEG, WEBP, FEWER = 0, 1, 2, 3  # places in the palette
SIDE = 512  # of the photo, pixels at most
EXAMPLES = {1: ("set12", "camera"), 3: ("cbsd68", "astronaut")}  # folder in EXPLORER_DATA, else scikit-image's
TRIVIAL = "Fewer pixels"


def codec(run: Path) -> Codec:
    """A run as a codec; raises `InputError` where it has no entropy model and its training images are not here."""
    return _codec(run, *(cache.changed(run / name) for name in ("model.safetensors", "codec.json")))


def ours(run: Path, images: str, pictures: Bytes, step: float, together: bool) -> Coded:
    """Pictures, which `images` names, through a run at one step."""
    return _ours(run, images, step, together, codec(run), pictures)


@st.cache_resource(max_entries=8, show_spinner="Opening the codec…")
def _codec(run: Path, weights: float, entropy: float) -> Codec:
    from explorer.training.coded import codec_of

    return codec_of(cache.model(run, "cpu"))


@st.cache_resource(max_entries=96, show_spinner="Coding the images…")
def _ours(run: Path, images: str, step: float, together: bool, _codec: Codec, _pictures: Bytes) -> Coded:
    from explorer.codec import rate

    return rate.ours(run.name, _codec, _pictures, step, together)


@st.cache_resource(max_entries=12, show_spinner="Coding the images as JPEG, WebP and PNG…")
def rivals(name: str, images: str, together: bool, _pictures: Bytes) -> list[Coded]:
    """Pictures, which `images` names, through JPEG, WebP, PNG or fewer pixels at every setting."""
    from explorer.codec import rivals

    return rivals.smaller(_pictures) if name == TRIVIAL else rivals.ladder(name, _pictures, together)


@st.cache_resource(max_entries=12, show_spinner="Cutting the photo into tiles…")
def through(run: Path, photo: str, step: float, _pixels: Bytes) -> Coded:
    """A photo, which `photo` names, as tiles through a run."""
    from explorer.codec import tiles

    return tiles.through(run.name, codec(run), _pixels, step)


def photo(channels: int) -> tuple[str, Bytes]:
    """A large photo (C, H, W) and its name: the person's own, one of `EXPLORER_DATA`, or an example."""
    own, found = state.own_image(), state.brought()
    name, image = (found.name, own) if own is not None and found is not None else _example(channels)
    image = image.convert("L" if channels == 1 else "RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return name, to_array([image])[0]


@st.cache_resource(show_spinner=False)
def _example(channels: int) -> tuple[str, Image.Image]:
    folder, name = EXAMPLES[channels]
    place = Path(os.environ.get("EXPLORER_DATA") or "none", "denoise", folder)
    if place.is_dir() and (files := picture_files(place)):
        return files[0].name, read_image(files[0])
    import skimage.data

    return name, Image.fromarray(getattr(skimage.data, name)())


def curve(
    lines: Sequence[tuple[str, Sequence[Coded], int, str]], chosen: Coded, png: Coded, headers: bool
) -> go.Figure:
    """PSNR over bits per pixel, `lines` being a name, its settings, a place in the palette and a dash each."""
    figure = go.Figure()
    for name, coded, place, dash in lines:
        some = sorted((c for c in coded if c.bits(headers) > 0), key=lambda c: c.bits(headers))
        figure.add_scatter(
            x=[c.bits(headers) for c in some], y=[c.psnr for c in some], name=name, text=[c.setting for c in some],
            mode="markers" if dash == "none" else "lines+markers", hovertemplate="%{text}: %{x:.3g} bits, %{y:.1f} dB",
            line={"color": figures.colour(place), "dash": "solid" if dash == "none" else dash},
            marker={"size": 6, "color": figures.colour(place)},
        )  # fmt: skip
    figure.add_scatter(
        x=[chosen.bits(headers)], y=[chosen.psnr], mode="markers+text", text=[chosen.setting], showlegend=False,
        textposition="top center", hoverinfo="skip",
        marker={"size": 18, "symbol": "circle-open", "line": {"width": 3}, "color": figures.colour(OURS)},
    )  # fmt: skip
    figure.add_scatter(
        x=[png.bits(headers)] * 2, y=[10, 50], mode="lines", name="PNG, lossless", hoverinfo="skip",
        line={"color": "grey", "dash": "dash", "width": 1},
    )  # fmt: skip
    return figure.update_layout(
        height=400, margin={"l": 0, "r": 0, "t": 8, "b": 0}, uirevision="rate", xaxis_type="log",
        xaxis_title="bits per pixel, headers " + ("counted" if headers else "not counted"), yaxis_title="PSNR, dB",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip


def line(coded: Coded, headers: bool) -> dict[str, str]:
    """A row of the table: what an image costs in a codec and how well it comes back."""
    size = coded.size if headers else coded.bare
    return {
        "Codec": coded.codec, "Setting": coded.setting, "Bytes per image": f"{size / len(coded.originals):,.1f}",
        "Bits per pixel": f"{coded.bits(headers):.3g}",
        "PSNR, dB": "lossless" if np.array_equal(coded.originals, coded.pictures) else f"{coded.psnr:.1f}",
    }  # fmt: skip
