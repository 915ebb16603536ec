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

    from explorer.metrics.detection import Counts, Detection
    from explorer.training.normality import Normality

Doubles = npt.NDArray[np.float64]
NORMAL, ODD = 0, 1  # places in the palette
BINS, STEPS = 60, 200  # of the histogram, and of the slider below it
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
    return _normality(run, _stamp(run))


def of_class(run: Path, k: int) -> Judged:
    """All test images of a one-class run's data, class k being normal."""
    return _of_class(run, k, _stamp(run))


def beside(run: Path, key: str, pictures: Bytes) -> Judged:
    """Half of an ordinary run's test images, which are normal, beside others, which `key` names."""
    return _beside(run, key, _stamp(run), pictures)


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


def _stamp(run: Path) -> float:
    path = run / "model.safetensors"
    return path.stat().st_mtime if path.exists() else 0.0


def limits(values: Doubles) -> tuple[float, float]:
    """From where to where scores are drawn, and the slider goes."""
    low, high = float(values.min()), float(np.percentile(values, FAR))
    return low, high if high > low else low + 1


def histogram(values: Doubles, odd: npt.NDArray[np.bool_], threshold: float, name: str, own: float | None) -> go.Figure:
    """Scores (n,) of normal and of anomalous images, in per cent of each; the threshold, and one's `own` image."""
    low, high = limits(values)
    figure = go.Figure()
    for word, some, place in (("normal", values[~odd], NORMAL), ("anomalous", values[odd], ODD)):
        counts, edges = np.histogram(np.clip(some, low, high), BINS, (low, high))
        figure.add_bar(
            x=(edges[1:] + edges[:-1]) / 2, y=100 * counts / max(1, len(some)), width=edges[1] - edges[0],
            name=f"{word}, n = {len(some):,}", marker_color=figures.colour(place), opacity=0.65,
            hovertemplate="%{x:.3g}: %{y:.1f} %<extra></extra>",
        )  # fmt: skip
    figure.add_vline(threshold, line={"color": "#222222", "width": 3}, annotation_text="threshold")
    if own is not None:
        figure.add_vline(min(max(own, low), high), line={"color": figures.colour(2), "dash": "dash", "width": 3},
                         annotation_text="your image", annotation_position="bottom right")  # fmt: skip
    figure.update_yaxes(showticklabels=False, title=None).update_xaxes(range=[low, high], title=name)
    return figure.update_layout(
        height=300, margin={"l": 0, "r": 0, "t": 26, "b": 0}, barmode="overlay", bargap=0, uirevision="scores",
        legend={"orientation": "h", "y": 0.99, "x": 0.99, "xanchor": "right", "yanchor": "top"},
    )  # fmt: skip


def roc(found: Detection, now: Counts) -> go.Figure:
    """The share of the anomalies that is caught over the share of the normal images that is alarmed."""
    x, y = np.append(0.0, found.false_rate), np.append(0.0, found.recall)
    figure = _curve(x, y, (now.false_rate, now.recall))
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", hoverinfo="skip", line={"color": "grey", "dash": "dot"})
    return figure.update_layout(xaxis_title="normal images alarmed", yaxis_title="anomalies caught")


def precision_recall(found: Detection, now: Counts) -> go.Figure:
    """The share of the alarms that are anomalies over the share of the anomalies that is caught."""
    figure = _curve(found.recall, found.precision, (now.recall, now.precision))
    share = found.odd / (found.odd + found.normal)
    figure.add_hline(share, line={"color": "grey", "dash": "dot"})
    low = max(0.0, min(share, float(found.precision.min())) - 0.02)
    figure.update_yaxes(range=[low, 1.02])
    return figure.update_layout(xaxis_title="anomalies caught", yaxis_title="of the alarms, anomalies")


def _curve(x: Doubles, y: Doubles, now: tuple[float, float]) -> go.Figure:
    some = np.unique(np.linspace(0, len(x) - 1, 400).round().astype(int))  # finer is not seen
    figure = go.Figure()
    figure.add_scatter(x=x[some], y=y[some], mode="lines", line={"color": figures.colour(NORMAL), "width": 3},
                       hovertemplate="%{x:.1%}, %{y:.1%}<extra></extra>")  # fmt: skip
    figure.add_scatter(x=[now[0]], y=[now[1]], mode="markers", hovertemplate="%{x:.1%}, %{y:.1%}<extra></extra>",
                       marker={"size": 14, "color": "#222222"})  # fmt: skip
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%").update_yaxes(range=[-0.02, 1.02], tickformat=".0%")
    return figure.update_layout(height=280, margin={"l": 0, "r": 0, "t": 8, "b": 0}, showlegend=False)


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
