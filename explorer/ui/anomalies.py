"""Anomalies on a page: what is scored once and kept, and the figures by which a threshold is seen at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
import streamlit as st

from explorer.metrics.anomaly import SCORES
from explorer.pictures import Bytes
from explorer.ui import cache, figures

if TYPE_CHECKING:
    from torch import nn

    from explorer.metrics.detection import Detection
    from explorer.training.normality import Normality

Doubles = npt.NDArray[np.float64]
NORMAL, ODD, OWN = 0, 1, 2  # places in the palette
BINS, STEPS, POINTS = 60, 400, 300  # of the histogram, of the threshold from end to end, on a curve
FAR = 99.7  # per cent of the scores are drawn: a few lie far out


@dataclass(frozen=True)
class Judged:
    """Pictures (n, C, H, W), which of them are `odd` (n,), every score (n,) by name, and the detection by each."""

    pictures: Bytes
    odd: npt.NDArray[np.bool_]
    scores: dict[str, Doubles]
    by: dict[str, Detection]


def normality(run: Path) -> Normality:
    """What is normal to a run; raises `InputError`."""
    return _normality(run, cache.stamp(run))


def of_class(run: Path, k: int) -> Judged:
    """All test images of a one-class run's data, class k being normal."""
    return _of_class(run, k, cache.stamp(run))


def beside(run: Path, key: str, pictures: Bytes) -> Judged:
    """Half of an ordinary run's test images, which are normal, beside others, which `key` names."""
    return _beside(run, key, cache.stamp(run), pictures)


def part(run: Path, k: int) -> nn.Module:
    """The model to which class k is normal; an ordinary run has only one."""
    from explorer.training.normality import parts

    return parts(cache.model(run, "cpu").model)[k]


def through(model: nn.Module, pictures: Bytes) -> Bytes:
    """Pictures (n, C, H, W) as they come back from their codes."""
    import torch

    from explorer.pictures import to_uint8

    with torch.inference_mode():
        x = torch.from_numpy(np.ascontiguousarray(pictures)).float() / 255
        return to_uint8(model.decode(model.encode(x)).float())  # type: ignore[operator]


def scored(run: Path, k: int, pictures: Bytes) -> dict[str, Doubles]:
    """Every score (n,) of pictures (n, C, H, W) by the model of class k."""
    from explorer.metrics import anomaly

    return normality(run).classes[k].scores(anomaly.look(part(run, k), pictures))


@st.cache_resource(max_entries=8, show_spinner="Looking at normal images…")
def _normality(run: Path, stamp: float) -> Normality:
    from explorer.training.normality import of

    return of(cache.model(run, "cpu"))


@st.cache_resource(max_entries=12, show_spinner="Scoring the test images…")
def _of_class(run: Path, k: int, stamp: float) -> Judged:
    images = cache.images(cache.model(run, "cpu").config.data)
    assert images.labels is not None
    return _judged(run, k, images.images, images.labels != k)


@st.cache_resource(max_entries=4, show_spinner="Scoring the images…")
def _beside(run: Path, key: str, stamp: float, _pictures: Bytes) -> Judged:
    from explorer.training.normality import halves

    own = halves(cache.images(cache.model(run, "cpu").config.data))[1].images
    return _judged(run, 0, np.concatenate([own, _pictures]), np.arange(len(own) + len(_pictures)) >= len(own))


def _judged(run: Path, k: int, pictures: Bytes, odd: npt.NDArray[np.bool_]) -> Judged:
    from explorer.metrics.detection import detect

    scores = scored(run, k, pictures)
    return Judged(pictures, odd, scores, {name: detect(values, odd) for name, values in scores.items()})


def limits(values: Doubles) -> tuple[float, float]:
    """From where to where scores are drawn, and the threshold goes."""
    low, high = float(values.min()), float(np.percentile(values, FAR))
    return low, high if high > low else low + 1


def threshold(values: Doubles, step: int) -> float:
    """The threshold at a step from 0 to `STEPS`."""
    low, high = limits(values)
    return low + (high - low) * step / STEPS


def scene(judged: Judged, score: str, id: str, first: float, own: float | None) -> dict[str, Any]:
    """What the browser draws of a score: the histogram in per cent of each kind, and at every step the counts.

    `first` is the threshold that is offered, `own` the score of one's own image.
    """
    values, found = judged.scores[score], judged.by[score]
    low, high = limits(values)
    counts = [found.at(threshold(values, step)) for step in range(STEPS + 1)]
    share = found.odd / (found.odd + found.normal)
    floor = max(0.0, np.floor(10 * min(share, float(found.precision.min()))) / 10)
    return {
        "id": id, "at": round(STEPS * min(max((first - low) / (high - low), 0), 1)), "low": low, "high": high,
        "title": f"{SCORES[score]}; bars: per cent of each kind",
        "caught": [c.caught for c in counts], "alarms": [c.alarms for c in counts],
        "odd": found.odd, "normal": found.normal, "own": own, "floor": floor,
        "bins": [_bins(values[kind], low, high) for kind in (~judged.odd, judged.odd)],
        "names": [f"normal, n = {found.normal:,}", f"anomalous, n = {found.odd:,}"],
        "inks": [figures.colour(place) for place in (NORMAL, ODD, OWN)],
        "roc": _curve(np.append(0.0, found.false_rate), np.append(0.0, found.recall)),
        "pr": _curve(found.recall, found.precision),
        "words": [f"ROC, AUROC {100 * found.auroc:.1f} %",
                  f"Precision and recall, average precision {100 * found.average_precision:.1f} %"],
    }  # fmt: skip


def _bins(values: Doubles, low: float, high: float) -> list[float]:
    counts, _ = np.histogram(np.clip(values, low, high), BINS, (low, high))
    return [round(100 * float(n) / len(values), 3) for n in counts]


def _curve(x: Doubles, y: Doubles) -> list[list[float]]:
    some = np.unique(np.linspace(0, len(x) - 1, POINTS).round().astype(int))  # finer is not seen
    return [[round(float(a), 4), round(float(b), 4)] for a, b in zip(x[some], y[some], strict=True)]


def falling(found: dict[str, Any], chosen: str, at: int) -> go.Figure:
    """Mean AUROC over the share of anomalies in training, by every score; the `at`-th share is marked."""
    figure = go.Figure()
    shares: Sequence[float] = found["shares"]
    for i, (name, values) in enumerate(found["auroc"].items()):
        bold = name == chosen
        figure.add_scatter(
            x=shares, y=values, name=SCORES[name], mode="lines+markers", hovertemplate="%{x:.0%}: %{y:.1f} %",
            line={"color": figures.colour(i), "width": 4 if bold else 2, "dash": "solid" if bold else "dot"},
        )  # fmt: skip
    figure.add_vline(shares[at], line={"color": "#222222", "width": 2})
    return figure.update_layout(
        height=320, margin={"l": 0, "r": 0, "t": 8, "b": 0}, xaxis_title="anomalies among the training images",
        yaxis_title="mean AUROC, %", xaxis_tickformat=".0%", uirevision="falling",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip
