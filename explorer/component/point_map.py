"""The map of points: drawn, coloured, hovered, zoomed and clicked in the browser, on one canvas."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from explorer.latent.atlas import Atlas

HERE = Path(__file__).parent
HTML = """<div class="frame"><div class="head"><div class="legend"></div><div class="tools">
<button class="in" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button class="out" title="Zoom out (−)" aria-label="Zoom out">−</button>
<button class="reset" title="Show the whole map (0, double click)">Reset</button>
<button class="full" title="Full screen" aria-label="Full screen"><svg viewBox="0 0 14 14">
<path d="M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9"/></svg></button></div></div>
<div class="map"><canvas tabindex="0" role="img" aria-label="Latent map: arrow keys move, Enter selects, plus and minus
zoom"></canvas><div class="here" hidden></div>
<div class="lens" aria-live="polite" hidden><canvas width="112" height="112"></canvas><b></b><span></span></div></div>
</div>"""


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
    css, js = ((HERE / f"point_map.{kind}").read_text() for kind in ("css", "js"))
    found: Callable[..., Any] = st.components.v2.component("explorer_point_map", html=HTML, css=css, js=js)
    return found


def point_map(
    atlas: Atlas,
    method: str,
    sheet: Path,
    selected: int,
    palette: Sequence[str],
    key: str,
    on_pick: Callable[[], None],
    scale: Scale | None = None,
    thumbnails: bool = True,
    every_point: bool = True,
) -> None:
    """Draw the points of `method`, coloured by label or on a `scale`, with the thumbnails of `sheet` on them.

    `on_pick` runs when `st.session_state[key].picked` has the index of a clicked point: of any, or, without
    `every_point`, of one that has a thumbnail.
    """
    stamp = sheet.stat().st_mtime
    channels, tall, wide = atlas.meta["image_shape"]
    thumbs = atlas.meta["thumbs"]
    _component()(
        key=key,
        data={
            **places(atlas.xy[method]), **(labels(atlas, palette) if scale is None else values(scale)),
            "selected": _selected(key, selected), "reach": len(atlas.z) if every_point else thumbs,
            "sheet": _data_uri(sheet, stamp), "thumbs": thumbs, "thumbnails": thumbnails,
            "columns": atlas.meta["columns"], "wide": wide, "high": tall, "side": max(wide, tall),
            "grey": channels == 1, "ink": _on_black(sheet, stamp, tall), "ahead": _plotly(),
        },
        default={"picked": None},
        on_picked_change=on_pick,
    )  # fmt: skip


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
    return {"colour": scale.title, "scale": ends | packing, "names": [], "inks": list(scale.colours)}


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
def _on_black(sheet: Path, stamp: float, tall: int) -> bool:
    """Whether the pictures lie on black ground, which can be made clear."""
    from PIL import Image

    with Image.open(sheet) as image:
        return bool(np.asarray(image.convert("L").crop((0, 0, image.width, 1))).mean() < 40)
