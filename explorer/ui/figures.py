"""Plotly figures and pictures with a frame, the same on every page."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
import streamlit as st
from PIL import Image

from explorer.latent.atlas import Atlas
from explorer.pictures import png

# Ten colours that stay apart for colour-blind eyes and on light and dark ground (after Paul Tol).
PALETTE = (
    "#4477aa", "#ee6677", "#2f9e44", "#c9a400", "#33b5d9",
    "#aa3377", "#8f8f8f", "#ee7733", "#009988", "#996633",
)  # fmt: skip
REAL, MADE = "real", "made"  # a real picture has a solid frame, a decoded one a dashed frame
MAP_HEIGHT = 620
MOST_POINTS = 600  # on a curve that is drawn anew every second; the newest is always among them
CONFIG = {"displaylogo": False, "scrollZoom": True, "modeBarButtonsToRemove": ["toImage"]}
COLOURS = {"label": "Label", "error": "Reconstruction error", "kl": "KL"}


def colour(index: int) -> str:
    """The colour of a label: the same label has the same colour on every page."""
    return PALETTE[index % len(PALETTE)]


def latent_map(
    atlas: Atlas, method: str, by: str = "label", selected: int | None = None, mosaic: str | None = None
) -> go.Figure:
    """The 2-D points as WebGL markers; `customdata` is the index of a point in the atlas."""
    xy = atlas.xy[method]
    figure = go.Figure()
    if by == "label":
        for k in np.unique(atlas.label):
            rows = np.flatnonzero(atlas.label == k)
            name = atlas.label_names[k] if 0 <= k < len(atlas.label_names) else "images"
            _points(figure, xy, rows, name, {"color": colour(int(k))}, faint=mosaic is not None)
    else:
        values = atlas.error if by == "error" else atlas.kl
        unit = "per image" if by == "error" else "nats"
        bar = {"title": {"text": f"{COLOURS[by]}<br>{unit}"}, "thickness": 12}
        low, high = np.percentile(values, [1, 99])
        marker = {"color": values, "colorscale": "Viridis", "cmin": low, "cmax": high, "colorbar": bar}
        _points(figure, xy, np.arange(len(xy)), COLOURS[by], marker, values=values)
    if selected is not None and selected < len(xy):
        figure.add_scattergl(
            x=xy[[selected], 0], y=xy[[selected], 1], mode="markers", hoverinfo="skip", showlegend=False,
            marker={"size": 18, "symbol": "circle-open", "color": "#ff9500", "line": {"width": 3}},
        )  # fmt: skip
    low, high = xy.min(0), xy.max(0)
    pad = (high - low) * 0.03 + 1e-6
    low, high = low - pad, high + pad
    if mosaic:
        figure.add_layout_image(
            source=mosaic, xref="x", yref="y", x=low[0], y=high[1], sizex=high[0] - low[0],
            sizey=high[1] - low[1], sizing="stretch", layer="above",
        )  # fmt: skip
    figure.update_layout(showlegend=by == "label" and len(np.unique(atlas.label)) > 1)
    axis = {"visible": False, "showgrid": False, "zeroline": False}
    figure.update_layout(
        height=MAP_HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode="pan", hovermode="closest",
        xaxis={**axis, "range": [low[0], high[0]]}, yaxis={**axis, "range": [low[1], high[1]]},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "itemsizing": "constant"},
        clickmode="event+select", uirevision=f"{method}{len(xy)}",
    )  # fmt: skip
    return figure


def _points(
    figure: go.Figure, xy: npt.NDArray[Any], rows: npt.NDArray[Any], name: str, marker: dict[str, Any],
    values: npt.NDArray[Any] | None = None, faint: bool = False,
) -> None:  # fmt: skip
    hover = "%{fullData.name}<br>image %{customdata}<extra></extra>"
    if values is not None:
        hover = "%{marker.color:.2f}<br>image %{customdata}<extra></extra>"
    figure.add_scattergl(
        x=xy[rows, 0], y=xy[rows, 1], customdata=rows, name=name, mode="markers", hovertemplate=hover,
        marker={"size": 5, "opacity": 0.25 if faint else 0.75, **marker},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.25 if faint else 0.6}},
    )  # fmt: skip


@st.cache_data(max_entries=8, show_spinner=False)
def mosaic(_atlas: Atlas, _thumbs: list[Image.Image], method: str, key: str, width: int = 1500) -> str:
    """Thumbnails laid on the map where no other lies yet, tinted by label, as a data URI; `key` names the run."""
    height = int(width * 0.55)
    xy = _atlas.xy[method]
    low, high = xy.min(0), xy.max(0)
    pad = (high - low) * 0.03 + 1e-6
    place = (xy[: len(_thumbs)] - low + pad) / (high - low + 2 * pad)
    side = 40 if max(_thumbs[0].size) <= 32 else 52
    sheet = Image.new("RGBA", (width, height))
    taken = np.zeros((height // side + 2, width // side + 2), bool)
    for i, (u, v) in enumerate(place):
        x, y = int(u * width), int((1 - v) * height)
        cell = (y // side, x // side)
        if taken[cell]:
            continue
        taken[cell] = True
        tinted = _tint(_thumbs[i], colour(int(_atlas.label[i]))).resize((side, side))
        sheet.alpha_composite(tinted, (min(max(x - side // 2, 0), width - side), max(0, y - side // 2)))
    return data_uri(sheet)


def _tint(thumb: Image.Image, hexcolour: str) -> Image.Image:
    """A grey picture on black becomes ink of a colour on nothing; a colour one on black loses its ground."""
    pixels = np.asarray(thumb.convert("RGB"))
    ink = pixels.max(2)
    border = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    if border.mean() > 40:
        return thumb.convert("RGBA")
    out = np.zeros((*ink.shape, 4), np.uint8)
    out[..., 3] = ink
    if thumb.mode == "L":
        out[..., :3] = [int(hexcolour[i : i + 2], 16) for i in (1, 3, 5)]
    else:
        out[..., :3] = pixels
    return Image.fromarray(out)


def curves(rows: Sequence[dict[str, Any]], unit: str, smooth: float = 0.0, log: bool = False) -> go.Figure:
    """The parts of the loss over epochs: training as lines, the test pictures as points.

    `smooth` from 0 to below 1 is the weight of what came before in each point of a line.
    """
    figure = go.Figure()
    names = [k for k in ("loss", "nll", "kl", "hole") if any(k in row for row in rows)]
    words = {"loss": "loss", "nll": "reconstruction", "kl": "KL", "hole": "hole"}
    for i, name in enumerate(names):
        for split, mode in (("train", "lines"), ("test", "markers")):
            points = [row for row in rows if row["split"] == split and name in row]
            values = smoothed([p[name] for p in points], smooth if split == "train" else 0.0)
            every = len(points) // MOST_POINTS + 1
            figure.add_scatter(
                x=[p["epoch"] for p in points[::-every][::-1]], y=values[::-every][::-1], mode=mode,
                name=f"{words[name]}, {split}", line={"color": colour(i)}, marker={"color": colour(i), "size": 8},
            )  # fmt: skip
    figure.update_layout(
        height=320, margin={"l": 0, "r": 0, "t": 8, "b": 0}, xaxis_title="epoch", yaxis_title=unit,
        yaxis_type="log" if log else "linear",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"}, uirevision="curves",
    )  # fmt: skip
    return figure


def smoothed(values: Sequence[float], weight: float) -> list[float]:
    """The running mean in which each older value counts `weight` times the next one, from the first one on."""
    out: list[float] = []
    total = norm = 0.0
    for value in values:
        total, norm = weight * total + value, weight * norm + 1
        out.append(total / norm)
    return out


def picture(image: Image.Image, word: str, kind: str = REAL, width: int = 180) -> None:
    """A picture of at most `width` pixels across, framed as real (solid) or decoded (dashed), with its word."""
    row([(image, word, kind)], width)


def row(pictures: Sequence[tuple[Image.Image, str, str]], width: int = 180, columns: int | None = None) -> None:
    """Pictures `(image, word, kind)` in a grid of `columns` (all side by side): narrower where room is short."""
    cells = "".join(_figure(image, word, kind, width) for image, word, kind in pictures)
    grid = f"display:grid;grid-template-columns:repeat({columns or len(pictures)},minmax(0,{width}px));gap:10px"
    st.html(f'<div style="{grid}">{cells}</div>')


def _figure(image: Image.Image, word: str, kind: str, width: int) -> str:
    frame = "solid" if kind == REAL else "dashed"
    words = "<br>".join(html.escape(line) for line in word.split("\n"))
    pixelated = "image-rendering:pixelated;" if image.width <= width else ""
    style = f"width:100%;{pixelated}border:2px {frame} {PALETTE[0]};border-radius:4px;display:block"
    return (
        f'<figure style="margin:0"><img src="{data_uri(image)}" alt="{html.escape(word)}" style="{style}">'
        f'<figcaption style="font-size:0.85rem;opacity:0.85;margin-top:4px;line-height:1.3">{words}</figcaption>'
        "</figure>"
    )


def data_uri(image: Image.Image | bytes) -> str:
    if isinstance(image, bytes):
        return f"data:image/gif;base64,{base64.b64encode(image).decode()}"
    if image.mode == "RGBA":
        out = io.BytesIO()
        image.save(out, "WEBP", quality=80, method=3)  # a tenth of the PNG of a mosaic
        return f"data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}"
    return f"data:image/png;base64,{base64.b64encode(png(image)).decode()}"


def animation(blob: bytes, word: str, width: int) -> None:
    """A GIF that plays, framed as decoded."""
    st.html(
        f'<img src="{data_uri(blob)}" alt="{html.escape(word)}" width="{width}" '
        f'style="border:2px dashed {PALETTE[0]};border-radius:4px">'
    )
