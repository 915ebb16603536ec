"""What beta buys: the same VAE trained at several weights of the KL, reconstruction against what the code is like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from explorer.config import RunConfig
from explorer.latent.sampling import traversal
from explorer.pictures import to_image
from explorer.training.runs import read_config
from explorer.ui import cache, controls, figures, state

FAMILIES = {"beta_elbo": "β-VAE: all of the KL weighs β", "tc": "β-TC-VAE: only the total correlation weighs β"}
DIFFER = {"beta": 1.0, "seed": 0, "objective": None, "device": "auto", "precision": "auto", "history": 0}
SHOWN, WALKED = 8, 5
STEPS = np.linspace(-2.5, 2.5, 9)


@dataclass(frozen=True)
class Point:
    """A run on the trade-off curve: `error` per image, `kl` in nats, `mig` from 0 to 1 where factors are known."""

    run: Path
    family: str
    beta: float
    seed: int
    error: float
    kl: float
    mig: float | None


def page() -> None:
    controls.title(
        "What β buys",
        "β weighs the KL against the reconstruction. A small β copies well and leaves the code as it falls; a large "
        "one makes each number earn its nats, until there is nothing left to tell.",
    )
    found = _curves()
    if not found:
        st.info("No VAE here was trained at more than one β: train two that differ in β alone, and they stand here.")
        return
    data = _chosen(found)
    points = found[data]
    families = list(dict.fromkeys(p.family for p in points))
    left, right = st.columns([2, 3], gap="large")
    with left:
        family = families[0]
        if len(families) > 1:
            family = str(st.radio("Objective", families, format_func=FAMILIES.get, key="beta-family"))
        betas = sorted({p.beta for p in points if p.family == family})
        beta = betas[-1]
        if len(betas) > 1:
            beta = st.select_slider("β", betas, 1.0 if 1.0 in betas else betas[0], key=f"beta-{data}-{family}",
                                    format_func=lambda b: f"{b:g}")  # fmt: skip
        chosen = min((p for p in points if p.family == family and p.beta == beta), key=lambda p: p.seed)
        _words(chosen, [p for p in points if p.family == family and p.beta == beta])
    right.plotly_chart(_trade(points, chosen), key=f"trade-{data}", config={"displaylogo": False})
    with state.errors_as_sentences():
        _pictures(chosen)


def _curves() -> dict[str, list[Point]]:
    """Runs that differ in beta, objective or seed alone, by their data; the largest such group of each."""
    groups: dict[RunConfig, list[Point]] = {}
    for run in cache.coded():
        config, report = read_config(run), cache.report(run)
        family = config.train.objective or ("beta_elbo" if config.train.iw_samples == 1 else "iwae")
        if config.model.kind != "vae" or family not in FAMILIES:
            continue
        mig = report["mig"]["value"] if "mig" in report else None
        point = Point(
            run, family, config.train.beta, config.train.seed, report["squared_error"]["value"],
            report["kl"]["value"], mig,
        )  # fmt: skip
        groups.setdefault(replace(config, train=replace(config.train, **DIFFER), map="none"), []).append(point)
    several = {k: v for k, v in groups.items() if len({(p.beta, p.family) for p in v}) > 1}
    return {k.data.name: v for k, v in sorted(several.items(), key=lambda item: len(item[1]))}


def _chosen(found: dict[str, list[Point]]) -> str:
    names = sorted(found)
    here = read_config(state.run()).data.name
    if len(names) == 1:
        return names[0]
    return str(
        st.segmented_control("Data", names, default=here if here in names else names[0], key="beta-data", required=True)
    )


def _words(chosen: Point, alike: list[Point]) -> None:
    st.markdown(f"`{chosen.run.name}`: squared error **{chosen.error:.1f}** per image, KL **{chosen.kl:.1f}** nats.")
    if chosen.mig is None:
        return
    values = [p.mig for p in alike if p.mig is not None]
    spread = f"; {np.mean(values):.3f} ± {np.std(values, ddof=1):.3f} over {len(values)} seeds" if values[1:] else ""
    st.markdown(f"MIG **{chosen.mig:.3f}**{spread}.")
    st.caption(
        "MIG, the mutual information gap (Chen et al. 2018), from 0 to 1: how much more the best number of the code "
        "tells of a factor (shape, size, angle, x, y, hue) than the next best one does. Test images, n = 2,000."
    )


def _trade(points: list[Point], chosen: Point) -> go.Figure:
    """Each run a point: to the left it copies better; upwards a factor has its own number, or the code is cheaper."""
    figure, factors = go.Figure(), chosen.mig is not None
    for i, family in enumerate(dict.fromkeys(p.family for p in points)):
        some = sorted((p for p in points if p.family == family), key=lambda p: (p.beta, p.seed))
        figure.add_scatter(
            x=[p.error for p in some], y=[p.mig if factors else p.kl for p in some], mode="markers",
            marker={"size": 9, "color": figures.colour(i), "opacity": 0.6}, name=FAMILIES[family].split(":")[0],
            text=[f"β {p.beta:g}, seed {p.seed}" for p in some], hovertemplate="%{text}: %{x:.1f}, %{y:.3g}",
        )  # fmt: skip
    figure.add_scatter(
        x=[chosen.error], y=[chosen.mig if factors else chosen.kl], mode="markers+text", text=[f"β = {chosen.beta:g}"],
        textposition="top center", showlegend=False, hoverinfo="skip",
        marker={"size": 18, "symbol": "circle-open", "line": {"width": 3}, "color": figures.colour(3)},
    )  # fmt: skip
    return figure.update_layout(
        height=340, margin={"l": 0, "r": 0, "t": 8, "b": 0}, uirevision="trade",
        xaxis_title="squared error per image (test)", yaxis_title="MIG" if factors else "KL, nats (test)",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip


def _pictures(chosen: Point) -> None:
    run = cache.model(chosen.run, state.device())
    images = controls.test_images(run.config)
    if images is None:
        return
    first = images.images[:SHOWN]
    figures.row([(to_image(p), "original", figures.REAL) for p in first], 92)
    codes = controls.codes(run, first)
    figures.row([(to_image(p), "decoded", figures.MADE) for p in controls.decode(run, codes)], 92)
    carried = _carried(chosen.run, state.device(), cache.stamp(chosen.run))
    st.subheader("What each number does", anchor=False)
    st.caption("The first image's code, one number at a time from −2.5 to +2.5; the numbers that carry most KL first.")
    for dim in np.argsort(-carried)[:WALKED]:
        walk = controls.decode(run, traversal(codes[0], int(dim), [float(s) for s in STEPS]))
        st.markdown(f"**z{dim}** · KL {carried[dim]:.2f} nats")
        words = [f"{s:+.1f}".replace("-", "−") for s in STEPS]
        figures.row([(to_image(p), w, figures.MADE) for p, w in zip(walk, words, strict=True)], 84)


@st.cache_resource(max_entries=32, show_spinner=False)
def _carried(run: Path, device: str, _stamp: float):
    """The KL of each dimension, (d,) nats, the mean over the first 500 test images."""
    import torch

    from explorer.objectives import kl

    opened = cache.model(run, device)
    x = torch.from_numpy(np.array(cache.images(opened.config.data).images[:500])).to(controls.device_of(opened))
    with torch.inference_mode():
        return kl(*opened.model.posterior(x.float() / 255)).mean(0).float().cpu().numpy()
