"""ELBO ledger: what one image costs a VAE in nats, part by part, and how k samples tighten the bound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
import streamlit as st

from explorer.metrics.exact import Line
from explorer.pictures import to_image
from explorer.training.runs import read_config
from explorer.ui import cache, controls, figures, state

SAMPLES = 5000
KS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000)
FRAME = {"margin": {"l": 0, "r": 0, "t": 8, "b": 0}, "showlegend": False}
SPLIT = (2, 3)
QUIET = {"displaylogo": False, "displayModeBar": False}

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bill:
    """One image's nats: `kl` (d,) by dimension, `bounds` by k of `KS`, and what came back, uint8 (C, H, W)."""

    kl: Floats
    bounds: Floats
    back: controls.Pixels

    @property
    def elbo(self) -> float:
        return float(self.bounds[0])

    @property
    def reconstruction(self) -> float:
        """E_q[-log p(x | z)]."""
        return float(-self.elbo - self.kl.sum())


def page() -> None:
    run = state.run()
    config = read_config(run)
    controls.title(
        "ELBO ledger",
        "What one image costs a VAE, in nats: the code that has to be told, and what the picture lacks when it is "
        "decoded. Both together are −ELBO, a bound that more samples tighten.",
    )
    if config.model.kind != "vae":
        _no_posterior(run, config.data.name)
        return
    with state.errors_as_sentences():
        with st.columns(3)[0]:
            picked = controls.pick_image(config)
        if picked is not None:
            _ledger(run, config, *picked)
    _known()


def _no_posterior(run: Path, data: str) -> None:
    st.info(f"`{run.name}` gives each image one code and no posterior q(z | x), so it has no ELBO; a VAE has.")
    for other in controls.runs_of("vae", data=data)[:1] or controls.runs_of("vae")[:1]:
        if st.button(f"Open {other.name}", type="primary"):
            state.open_run(other.name)
            st.rerun()


def _ledger(run: Path, config, pixels, word: str) -> None:
    from explorer.data.imageset import ink

    binary = config.data.binarization != "grey"
    shown = ink(pixels, 0) if binary else pixels
    bill = _bill(run, state.device(), shown.tobytes(), cache.stamp(run))
    left, right = st.columns(SPLIT, gap="large")
    with left:
        what = f"{word}, drawn as ink or none" if binary else word
        figures.row([(to_image(shown), what, figures.REAL), (to_image(bill.back), "decoded mean", figures.MADE)], 150)
        _sums(bill, cache.report(run))
    with right:
        st.plotly_chart(_by_dimension(bill), key="ledger-kl", config=QUIET)
        st.caption(
            f"KL(q(z | x) ‖ N(0, 1)) of this image by latent dimension, in nats, the dearest first: "
            f"{int((bill.kl > 0.05).sum())} of {len(bill.kl)} carry more than 0.05."
        )
    _tighten(bill, cache.report(run))


def _sums(bill: Bill, report: dict) -> None:
    """The sum, as on a receipt, each with the mean over the test images beside it."""
    rows = {
        "Reconstruction": (bill.reconstruction, "nll"),
        "Code": (float(bill.kl.sum()), "kl"),
        "**−ELBO**": (-bill.elbo, "loss"),
    }
    lines = ["| nats | image | test mean |", "|:--|--:|--:|"]
    for name, (value, metric) in rows.items():
        mean = report.get(metric)
        lines.append(f"| {name} | {value:.2f} | {mean['value']:.2f} |" if mean else f"| {name} | {value:.2f} | |")
    st.markdown("\n".join(lines))
    if n := report.get("loss", {}).get("n"):
        st.caption(
            f"Reconstruction: −E log p(x | z). Code: KL(q(z | x) ‖ N(0, I)). Of this image by {SAMPLES:,} "
            f"codes; the mean over {n:,} test images by one code each."
        )


@st.fragment
def _tighten(bill: Bill, report: dict) -> None:
    st.subheader("More samples, a tighter bound", anchor=False)
    left, right = st.columns(SPLIT, gap="large")
    with left:
        k = st.select_slider("Samples k", KS, 1, key="k", help="Codes drawn from q(z | x) for one bound")
        bound, limit = float(bill.bounds[KS.index(k)]), float(bill.bounds[-1])
        st.markdown(f"log p(x) ≥ **{_signed(bound)}** nats by k = {k:,}.")
        st.markdown(
            f"What the ELBO lacks is KL(q(z | x) ‖ p(z | x)): about **{limit - bill.elbo:.2f}** nats here, the price "
            "of a posterior that is a Gaussian without correlations."
        )
        st.caption(_expected(report))
    right.plotly_chart(_curve(bill, k), key="ledger-k", config=QUIET)


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _expected(report: dict) -> str:
    metric = report.get("iwae_nll")
    if metric is None:
        return "The run's card has no bound by 5,000 samples yet: `explorer evaluate` gives it."
    published = f"; published {metric['published']:g} ({metric['source']})" if metric.get("published") else ""
    error = f" ± {metric['standard_error']:.2f}" if "standard_error" in metric else ""
    how = f"{metric['n']:,} test images, by {metric['iw_samples']:,} samples each"
    return f"Expected over {how}: {_signed(-metric['value'])}{error} nats{published}."


def _by_dimension(bill: Bill) -> go.Figure:
    order = np.argsort(-bill.kl)
    figure = go.Figure()
    figure.add_bar(
        x=[f"z{i}" for i in order], y=bill.kl[order], marker_color=figures.colour(0),
        hovertemplate="%{x}: %{y:.2f} nats<extra></extra>",
    )  # fmt: skip
    return figure.update_layout(height=280, yaxis_title="nats", xaxis={"type": "category"}, **FRAME)


def _curve(bill: Bill, k: int) -> go.Figure:
    figure = go.Figure()
    figure.add_scatter(x=KS, y=bill.bounds, mode="lines", line={"color": figures.colour(0)}, hoverinfo="skip")
    figure.add_scatter(
        x=[k], y=[bill.bounds[KS.index(k)]], mode="markers", marker={"color": figures.colour(1), "size": 14},
        hovertemplate="k = %{x}: %{y:.2f} nats<extra></extra>",
    )  # fmt: skip
    figure.add_hline(y=float(bill.bounds[-1]), line={"dash": "dash", "width": 1})
    figure.update_layout(height=280, yaxis_title="bound on log p(x), nats", uirevision="k", **FRAME)
    return figure.update_xaxes(type="log", title="samples k", tickvals=[1, 10, 100, 1000, 5000])


@st.cache_resource(max_entries=32, show_spinner="Drawing 5,000 codes…")
def _bill(run: Path, device: str, pixels: bytes, _stamp: float) -> Bill:
    import torch

    from explorer.metrics import likelihood
    from explorer.objectives import kl

    opened = cache.model(run, device)
    x = torch.frombuffer(bytearray(pixels), dtype=torch.uint8).view(1, *opened.config.model.image_shape)
    x = x.to(controls.device_of(opened)).float() / 255
    with torch.inference_mode():
        mu, logvar = opened.model.posterior(x)
        weights = likelihood.log_weights(opened.model, x, SAMPLES, torch.Generator(x.device).manual_seed(0))[:, 0]
    bounds = np.array([likelihood.tightened(weights, k) for k in KS])
    return Bill(kl(mu, logvar)[0].double().cpu().numpy(), bounds, controls.decode(opened, mu)[0])


@st.fragment
def _known() -> None:
    """The identity behind the ledger, where every term has a closed form."""
    with st.expander("Why it is a bound: a model whose posterior is known"):
        st.latex(r"\log p(x) = \mathrm{ELBO}(q) + \mathrm{KL}\big(q(z)\,\|\,p(z \mid x)\big)")
        st.markdown(
            "One latent z ~ N(0, 1), one value x ~ N(z, 0.5²), seen at x = 1. Move q: the bar is always as long, "
            "and the ELBO fills it where q is the posterior, N(0.80, 0.45²)."
        )
        left, right = st.columns(SPLIT, gap="large")
        mean = left.slider("Mean of q", -1.0, 2.0, 0.0, 0.05, key="q-mean")
        sd = left.slider("Standard deviation of q", 0.1, 1.5, 1.0, 0.05, key="q-sd")
        right.plotly_chart(_identity(Line(0.5), 1.0, mean, sd), key="identity", config=QUIET)


def _identity(line: Line, x: float, mean: float, sd: float) -> go.Figure:
    """log p(x) on a bar below 0: from the left the ELBO ends at its value, KL(q || p) fills up to log p(x)."""
    elbo, gap = (float(f(x, np.array(mean), np.array(sd))) for f in (line.elbo, line.gap))
    figure = go.Figure()
    for value, base, word, index in ((gap, elbo, "KL(q ‖ posterior)", 1), (-elbo - gap, elbo + gap, "−log p(x)", 0)):
        figure.add_bar(
            y=["nats"], x=[value], base=[base], orientation="h", name=f"{word} {value:.2f}",
            marker_color=figures.colour(index), hoverinfo="name",
        )  # fmt: skip
    figure.add_vline(x=elbo, line={"width": 2}, annotation_text=f"ELBO {elbo:.2f}", annotation_position="top")
    figure.update_layout(
        height=170, margin={"l": 0, "r": 0, "t": 24, "b": 0}, barmode="overlay", xaxis={"range": [-12, 0.5]},
        legend={"orientation": "h", "y": -0.35}, xaxis_title="nats",
    )  # fmt: skip
    return figure.update_yaxes(visible=False)
