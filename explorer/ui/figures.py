"""Plotly figures and pictures with a frame, the same on every page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from PIL import Image

from explorer.palette import PALETTE
from explorer.pictures import data_uri, png

Framed = tuple[Image.Image, str, str]  # a picture, its words and whether it is real
REAL, MADE = "real", "made"  # a real picture has a solid frame, a decoded one a dashed frame
CAPTION = "font-size:0.85rem;opacity:0.85;margin-top:4px;line-height:1.3"
MOST_POINTS = 600  # on a curve that is drawn anew every second; the newest is always among them


def colour(index: int) -> str:
    """The colour of a label: the same label has the same colour on every page."""
    return PALETTE[index % len(PALETTE)]


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


def row(pictures: Sequence[Framed], width: int = 180, columns: int | None = None) -> None:
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
        f'<figure style="margin:0"><img src="{data_uri(png(image))}" alt="{html.escape(word)}" style="{style}">'
        f'<figcaption style="{CAPTION}">{words}</figcaption>'
        "</figure>"
    )


def animation(blob: bytes, word: str, width: int) -> None:
    """A GIF that plays, of at most `width` pixels across, framed as decoded, with its word."""
    style = f"width:100%;border:2px dashed {PALETTE[0]};border-radius:4px;display:block"
    st.html(
        f'<figure style="margin:0;max-width:{width}px"><img src="{data_uri(blob, "gif")}" alt="{html.escape(word)}" '
        f'style="{style}"><figcaption style="{CAPTION}">{html.escape(word)}</figcaption></figure>'
    )
