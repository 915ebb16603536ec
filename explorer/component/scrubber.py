"""The scrubber through a training: map, manifold and test loss in step, drawn in the browser without a rerun."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.latent.history import Film

HTML = """<div class="legend"></div>
<div class="film">
<figure class="map"><canvas role="img" aria-label="The codes of the test images"></canvas>
<figcaption>codes of the test images; what lies in the box is decoded beside it</figcaption></figure>
<figure class="manifold"><canvas role="img" aria-label="Pictures decoded over the dashed box"></canvas>
<figcaption></figcaption></figure>
</div>
<dl class="facts"></dl>
<div class="time">
<canvas role="img"></canvas>
<button type="button">Play</button>
<input type="range" min="0" step="any" aria-label="Epoch">
</div>"""
UNITS = 10_000  # of the longer side of the map: finer than its pixels
FRAME = (1, 99)  # per cent of the points of all epochs that must fit: a lone one may lie outside
MOST_NAMES = 12  # a longer legend says nothing
QUALITY = 85  # of WebP: sheets of digits in a third of the bytes of PNG, of coloured shapes in a tenth
PARTS = {"nll": "reconstruction", "kl": "KL", "hole": "in the hole"}


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    css = (Path(__file__).parent / "build" / "scrubber.css").read_text()  # by its address: after the first frame
    found: Callable[..., Any] = st.components.v2.component("explorer.scrubber", html=HTML, css=css, js="scrubber.js")
    return found


def reel(film: Film, rows: Sequence[Mapping[str, Any]], unit: str) -> dict[str, Any]:
    """What the browser receives of a film; `rows` are those of metrics.jsonl, for the curve between kept epochs."""
    low, high = frame(film)
    scale = UNITS / (high - low).max()
    xy = np.rint((film.xy - low) * scale).astype(int)
    window = np.rint((film.window - low) * scale).astype(int)
    return {
        "epochs": list(film.epochs), "x": xy[..., 0].tolist(), "y": xy[..., 1].tolist(), "label": film.label.tolist(),
        "box": np.rint((high - low) * scale).astype(int).tolist(), "window": window.ravel().tolist(),
        "cells": film.cells,
        "sheets": [_data_uri(sheet) for sheet in film.sheets], "curve": curve(film, rows),
        "facts": [facts(epoch, values, unit) for epoch, values in zip(film.epochs, film.values, strict=True)],
        "what": f"{_loss(film.values[-1])[0]}, {unit}",
    }  # fmt: skip


def scrubber(reel: dict[str, Any], names: Sequence[str], palette: Sequence[str], key: str) -> None:
    """Draw a `reel`; `names` and `palette` by label."""
    shown = list(names) if len(names) <= MOST_NAMES and max(reel["label"]) >= 0 else []
    _component()(key=key, data={**reel, "names": shown, "palette": list(palette)})


def frame(film: Film) -> npt.NDArray[np.float64]:
    """The corners (2, 2) of what the map shows at every epoch: the manifold's window and nearly all points."""
    low, high = np.percentile(film.xy.reshape(-1, 2), FRAME, axis=0)
    low, high = np.minimum(low, film.window[0]), np.maximum(high, film.window[1])
    pad = 0.06 * max((high - low).max(), 1e-6)
    return np.stack([low - pad, high + pad])


def curve(film: Film, rows: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """(epoch, test loss) from the first kept epoch to the last, by epoch; a kept epoch's own value goes first."""
    measured = {float(r["epoch"]): _loss(r)[1] for r in rows if r.get("split") == "test" and "epoch" in r}
    measured |= {float(e): _loss(v)[1] for e, v in zip(film.epochs, film.values, strict=True)}
    inside = (e for e in sorted(measured) if film.epochs[0] <= e <= film.epochs[-1])
    return [(epoch, value) for epoch in inside if (value := measured[epoch]) is not None]


def facts(epoch: int, values: Mapping[str, float], unit: str) -> list[tuple[str, str, str]]:
    """An epoch in words: (what, number, unit) for the loss and its parts."""
    word, loss = _loss(values)
    found = [(word, loss), *((PARTS[k], values[k]) for k in PARTS if k in values)]
    numbers = [(what, f"{value:.1f}".replace("-", "−"), unit) for what, value in found if value is not None]
    return [("epoch", str(epoch), "before training" if epoch == 0 else ""), *numbers]


def _loss(values: Mapping[str, Any]) -> tuple[str, float | None]:
    """The word and the value of what falls: −ELBO where there is a bound, at β = 1, else the error."""
    if "elbo" in values:
        return "−ELBO", -values["elbo"]
    return "test loss", values.get("loss")


def _data_uri(sheet: Image.Image) -> str:
    out = io.BytesIO()
    sheet.save(out, "WEBP", quality=QUALITY, method=2)
    return f"data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}"
