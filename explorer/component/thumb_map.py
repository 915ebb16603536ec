"""The map of decoded thumbnails: drawn, hovered and clicked in the browser, without Plotly's megabytes."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from explorer.latent.atlas import Atlas

HERE = Path(__file__).parent
HTML = """<div class="legend"></div><div class="map"><canvas tabindex="0" role="img" aria-label="Latent map: arrow keys
move, Enter selects"></canvas>
<div class="lens" hidden><canvas width="112" height="112"></canvas><span></span></div></div>"""
MOST_NAMES = 12  # a longer legend says nothing


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    css, js = ((HERE / f"thumb_map.{kind}").read_text() for kind in ("css", "js"))
    found: Callable[..., Any] = st.components.v2.component("explorer_thumb_map", html=HTML, css=css, js=js)
    return found


def thumb_map(
    atlas: Atlas, method: str, sheet: Path, selected: int, palette: Sequence[str], key: str, on_pick: Callable[[], None]
) -> None:
    """Draw the points of `method` with the thumbnails of `sheet`; `on_pick` runs when `st.session_state[key].picked`
    has the index of a clicked picture."""
    xy = atlas.xy[method]
    low, high = xy.min(0), xy.max(0)
    place = (xy - low) / np.maximum(high - low, 1e-9)
    channels, tall, wide = atlas.meta["image_shape"]
    names = atlas.label_names
    _component()(
        key=key,
        data={
            "x": place[:, 0].round(4).tolist(), "y": place[:, 1].round(4).tolist(), "label": atlas.label.tolist(),
            "names": names if len(names) <= MOST_NAMES else [], "palette": list(palette), "selected": selected,
            "sheet": _data_uri(sheet, sheet.stat().st_mtime), "thumbs": atlas.meta["thumbs"],
            "columns": atlas.meta["columns"], "wide": wide, "high": tall, "side": max(wide, tall),
            "grey": channels == 1, "ink": _on_black(sheet, sheet.stat().st_mtime, tall), "ahead": _plotly(),
        },
        default={"picked": None},
        on_picked_change=on_pick,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _plotly() -> str:
    """The file of 4.7 MB that the browser loads while this map is looked at: 1 to 2 s less for the next page."""
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
