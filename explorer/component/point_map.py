"""The map of points: drawn, coloured, hovered, zoomed and clicked in the browser, on one canvas."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import streamlit as st

from explorer.latent.atlas import Atlas
from explorer.latent.inverse import affine

# In a template, since the instance that brings the decoder shows nothing.
HTML = """<template><div class="frame"><div class="head"><div class="legend"></div><div class="tools">
<button class="hand" aria-pressed="false" title="Hand: dragging moves the map (as the right button always does)"
aria-label="Hand: dragging moves the map"><svg viewBox="0 0 14 14"><path
d="M7 1v12M1 7h12M5 3l2-2 2 2M5 11l2 2 2-2M3 5L1 7l2 2M11 5l2 2-2 2"/></svg></button>
<button class="in" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button class="out" title="Zoom out (−)" aria-label="Zoom out">−</button>
<button class="reset" title="Show the whole map (0, double click)">Reset</button>
<button class="full" title="Full screen" aria-label="Full screen"><svg viewBox="0 0 14 14">
<path d="M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9"/></svg></button></div></div>
<div class="stage">
<div class="map"><canvas tabindex="0" role="img" aria-label="Latent map: drag to decode; arrow keys go from code to
code, with Shift into the open, Enter selects, plus and minus zoom"></canvas>
<div class="thread" hidden></div><div class="near" hidden></div><div class="here" hidden></div>
<div class="point" hidden></div>
<div class="lens" aria-live="polite" hidden><canvas width="112" height="112"></canvas><b></b><span></span></div></div>
<aside class="slot waiting">
<div class="made"><canvas class="picture" role="img" aria-label="The picture decoded at the point"></canvas></div>
<p class="message">The decoder is on its way.</p>
<div class="told"><p>decoded from its code</p><p class="where"><b></b><span class="distance"></span>
<span class="cycle" title="The cycle error |encode(decode(z)) − z|, in the units of the code"></span></p>
<div class="nearest"><canvas role="img" aria-label="The image of the nearest stored code"></canvas>
<p><span class="what"></span><b></b><span class="index"></span><span class="how"></span></p></div></div>
</aside></div>
<div class="tray"></div>
<p class="hint">Drag: the code under the pointer is decoded as you go. Right button: move the map. Wheel: zoom. Click:
select an image.</p></div></template>"""
WORD = 4  # bytes: where the numbers begin
BOXED = {"mnist"}  # data of which each picture was fitted to a box: a drawn one is, too

Parcel: TypeAlias = "Kit | Encoding | Unable | Originals"


@dataclass(frozen=True, eq=False)
class Kit:
    """A run's decoder for the browser: codes (n, d), the ONNX file, and the distance that is usual among the codes."""

    id: str
    codes: npt.NDArray[np.float32]
    within: float
    onnx: bytes


@dataclass(frozen=True, eq=False)
class Encoding:
    """The encoder of the run whose kit has this id: what it sees, (C, H, W), and how many channels a picture has."""

    id: str
    shape: tuple[int, int, int]
    channels: int
    onnx: bytes


@dataclass(frozen=True)
class Unable:
    """The sentence that says why the run whose kit has this id has no encoder in the browser."""

    id: str
    why: str


@dataclass(frozen=True, eq=False)
class Originals:
    """The real images of a map's first `n` points, on one sheet of `columns`, for the run whose kit has this id."""

    id: str
    n: int
    columns: int
    png: bytes


@dataclass(frozen=True)
class Scale:
    """A number of each point, (n,), its name and unit, and the colours from the lowest to the highest."""

    values: npt.NDArray[Any]
    title: str
    unit: str
    colours: Sequence[str]


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    css = (
        Path(__file__).parent / "build" / "point_map.css"
    ).read_text()  # by its address it came after the first frame
    found: Callable[..., Any] = st.components.v2.component("explorer.point_map", html=HTML, css=css, js="point_map.js")
    return found


def point_map(
    atlas: Atlas,
    method: str,
    sheet: Path,
    selected: int,
    palette: Sequence[str],
    key: str,
    on_pick: Callable[[], None],
    on_release: Callable[[], None],
    kit: Kit | str,
    scale: Scale | None = None,
    thumbnails: bool = True,
    every_point: bool = True,
) -> None:
    """Draw the points of `method`, coloured by label or on a `scale`, with the thumbnails of `sheet` on them.

    `on_pick` runs when `st.session_state[key].picked` has the index of a clicked point: of any, or, without
    `every_point`, of one that has a thumbnail. `on_release` runs when `.released` has the code, d numbers, at which
    a drag ended; the pictures of the drag are decoded in the browser by `kit`, or the sentence in it says why not.
    """
    stamp = sheet.stat().st_mtime
    channels, tall, wide = atlas.meta["image_shape"]
    thumbs = atlas.meta["thumbs"]
    name, refused = (kit.id, "") if isinstance(kit, Kit) else ("", kit)
    _component()(
        key=key,
        data={
            **places(atlas.xy[method]), **labels(atlas, palette), **({} if scale is None else values(scale)),
            "errors": packed(atlas.error, "<f4"), "boxed": atlas.meta["data"] in BOXED,
            "dark": on_dark(sheet, stamp, wide),
            "selected": _selected(key, selected), "reach": len(atlas.z) if every_point else thumbs,
            "sheet": _data_uri(sheet, stamp), "thumbs": thumbs, "thumbnails": thumbnails,
            "columns": atlas.meta["columns"], "wide": wide, "high": tall, "side": max(wide, tall),
            "grey": channels == 1, "ink": _on_black(sheet, stamp, tall), "ahead": _plotly(),
            "decoder": name, "refused": refused, "plane": plane(atlas, method),
        },
        default={"picked": None, "released": None},
        on_picked_change=on_pick,
        on_released_change=on_release,
    )  # fmt: skip


def bring(parcel: Parcel) -> None:
    """Bring a map what belongs to it: each by itself, so that a change of colour does not send it again.

    They are the largest things that the browser is sent: best after all that is to be seen at once.
    """
    _component()(key=f"{type(parcel).__name__.lower()}-{parcel.id}", data=_packed(parcel), height=1)


@lru_cache(maxsize=12)
def _packed(parcel: Parcel) -> bytes:
    return packed_parcel(parcel)


def packed_parcel(parcel: Parcel) -> bytes:
    """The length of the head in 4 bytes, the head as JSON, then at a whole word the parts one after the other."""
    facts: dict[str, Any]
    match parcel:
        case Kit():
            codes = np.ascontiguousarray(parcel.codes, "<f4")
            facts = {"kind": "decoder", "size": codes.shape[1], "within": parcel.within}
            parts = [codes.tobytes(), parcel.onnx]
        case Encoding():
            facts = {"kind": "encoder", "shape": parcel.shape, "channels": parcel.channels}
            parts = [parcel.onnx]
        case Unable():
            facts, parts = {"kind": "unable", "why": parcel.why}, []
        case Originals():
            facts, parts = {"kind": "originals", "n": parcel.n, "columns": parcel.columns}, [parcel.png]
    head = json.dumps({"id": parcel.id, **facts, "sizes": [len(part) for part in parts]}).encode()
    start = len(head).to_bytes(WORD, "little") + head
    return b"".join([start, bytes(-len(start) % WORD), *parts])


def plane(atlas: Atlas, method: str) -> list[list[float]] | None:
    """Of a PCA map, the code at its lower left corner and the steps to its right and its upper end, (3, d)."""
    if method != "pca":
        return None
    xy = atlas.xy[method].astype(float)
    mean, basis = affine(atlas.z, xy)
    low, high = xy.min(0), xy.max(0)
    found = np.stack([mean + low @ basis, *((high - low)[:, None] * basis)])
    return [[float(v) for v in row] for row in found]


def places(xy: npt.NDArray[Any]) -> dict[str, str]:
    """The points (n, 2) stretched to the unit square, in 16 bits: a 70,000-point map is 0.4 MB."""
    low, high = xy.min(0), xy.max(0)
    place = (xy - low) / np.maximum(high - low, 1e-9)
    x, y = (packed((place[:, k] * 65535).round(), "<u2") for k in (0, 1))
    return {"x": x, "y": y}


def labels(atlas: Atlas, palette: Sequence[str]) -> dict[str, Any]:
    """Each point's group, and the name and ink of the groups: the labels that occur, -1 being none."""
    found, group = np.unique(atlas.label, return_inverse=True)
    known = atlas.label_names
    names = [known[k] if 0 <= k < len(known) else "images" for k in found]
    inks = [palette[k % len(palette)] for k in found]
    return {"colour": "label", "group": packed(group, "<u2"), "names": names, "inks": inks}


def values(scale: Scale) -> dict[str, Any]:
    """The values with the ends of their scale: the 1st and the 99th percentile, so that no outlier takes all of it."""
    low, high = (float(v) for v in np.percentile(scale.values, [1, 99]))
    ends = {"low": low, "high": high, "title": scale.title, "unit": scale.unit}
    packing = {"values": packed(scale.values, "<f4")}
    return {"colour": scale.title, "scale": ends | packing, "inks": list(scale.colours)}


def packed(numbers: npt.NDArray[Any], kind: str) -> str:
    """Numbers as base64 of their bytes: Streamlit carries a text over unchanged, and a list at thrice the length."""
    return base64.b64encode(np.ascontiguousarray(numbers, kind).tobytes()).decode()


def _selected(key: str, selected: int) -> int:
    """The selection that this visit began with: the browser knows what it chose since, so a click sends no map."""
    state = st.session_state.get(key)
    if state is None or state.picked is None:
        st.session_state[f"{key}-began"] = selected
    return int(st.session_state[f"{key}-began"])


@lru_cache(maxsize=1)
def _plotly() -> str:
    """The file of 4.7 MB that the browser fetches while a map is looked at, for the curves of a training."""
    files = (Path(st.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js")
    return next((file.name for file in files), "")  # "": laid out otherwise, and then loaded when it is needed


@lru_cache(maxsize=8)
def _data_uri(sheet: Path, stamp: float) -> str:
    return f"data:image/png;base64,{base64.b64encode(sheet.read_bytes()).decode()}"


@lru_cache(maxsize=8)
def on_dark(sheet: Path, stamp: float, wide: int) -> bool:
    """Whether the pictures lie on a dark ground, even if what they show reaches some of their edges."""
    from PIL import Image

    with Image.open(sheet) as image:
        return bool(np.median(np.asarray(image.convert("L"))[:, ::wide]) < 40)


@lru_cache(maxsize=8)
def _on_black(sheet: Path, stamp: float, tall: int) -> bool:
    """Whether the pictures lie on black ground, which can be made clear."""
    from PIL import Image

    with Image.open(sheet) as image:
        return bool(np.asarray(image.convert("L").crop((0, 0, image.width, 1))).mean() < 40)
