"""PCA and the bottleneck: the same images through k numbers, by PCA, by a linear autoencoder and by a deep one."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from explorer.pictures import to_image, to_uint8
from explorer.training.runs import read_config, root
from explorer.training.sweep import DEEP, LINEAR, PCA, Sweep, sweeps
from explorer.ui import cache, controls, figures, state

COLOURS = {PCA: 0, LINEAR: 1, DEEP: 2}
SHOWN, UNITS, NOISE = 8, 8, 200
FAR = 2.0  # standard deviations of its own that a unit code is moved by


def page() -> None:
    controls.title(
        "PCA and the bottleneck",
        "Squeeze an image through k numbers and bring it back. PCA is the best that straight lines can do; a deep "
        "autoencoder may bend. Fewer numbers than pixels: that is what makes it learn.",
    )
    found = sweeps(cache.coded())
    if not found:
        st.info("No dataset here has a PCA and autoencoders of several code sizes: train some that differ in it alone.")
        return
    name, sweep = _chosen(found)
    with state.errors_as_sentences():
        pca = cache.model(sweep.pca, "cpu")
        images = controls.test_images(pca.config)
        if images is None:
            return
        sizes = sweep.sizes()
        k = int(st.select_slider("Numbers in the code, k", sizes, 8 if 8 in sizes else sizes[len(sizes) // 2],
                                 key=f"k-{name}", bind="query-params"))  # fmt: skip
        stamp = cache.stamp(*sweep.all())
        curves = _errors(sweep, name, stamp)
        _pictures(sweep, pca, images, k, curves)
        left, right = st.columns(2, gap="large")
        with left:
            _error_chart(curves, k)
        with right:
            _noise_chart(curves, k)
        _noise(sweep, pca, images, k)
        _units(sweep, pca, images, k, curves["images"][PCA])
        _angles(_measured_angles(sweep, name, stamp))


def _chosen(found: dict[str, Sweep]) -> tuple[str, Sweep]:
    names = sorted(found)
    here = read_config(state.run()).data.name
    name = here if here in names else names[0]
    if len(names) > 1:
        name = str(st.segmented_control("Data", names, default=name, key="bottleneck-data", required=True))
    return name, found[name]


@st.cache_resource(max_entries=4, show_spinner="Measuring every code size…")
def _errors(_sweep: Sweep, name: str, _stamp: float) -> dict[str, dict[str, dict[int, float]]]:
    """The squared error per image by code size, of the test images and of noise, by method; 0 is the mean image."""
    from explorer.metrics import subspace
    from explorer.metrics.report import squared_error
    from explorer.training.checkpoint import open_run

    pca = open_run(_sweep.pca)  # not by the cache, which would forget what other pages have open
    networks = {kind: {k: open_run(run).model for k, run in some.items()} for kind, some in _sweep.runs.items()}
    images = cache.images(pca.config.data)
    found = {}
    for what, pictures in (("images", images), ("noise", subspace.noise(images, NOISE))):
        left = subspace.errors_by_size(pca.model, pictures)
        found[what] = {PCA: {k: float(e) for k, e in enumerate(left)}}
        for kind, some in networks.items():
            found[what][kind] = {k: squared_error(model, pictures) for k, model in some.items()}
    return found


def _back(sweep: Sweep, pca: Any, pictures: np.ndarray, k: int) -> dict[str, np.ndarray]:
    """Pictures (n, C, H, W) as each method has them back from k numbers, PCA first."""
    import torch

    from explorer.metrics import subspace

    x = torch.from_numpy(np.ascontiguousarray(pictures)).float() / 255
    made = {PCA: subspace.truncated(pca.model, x, k).numpy()}
    with torch.inference_mode():
        for kind in (LINEAR, DEEP):
            if k in sweep.runs.get(kind, {}):
                made[kind] = cache.model(sweep.runs[kind][k], "cpu").model(x).numpy()
    return made


def _pictures(sweep: Sweep, pca: Any, images: Any, k: int, curves: dict) -> None:
    """The first images, and what comes back from k numbers."""
    from explorer.data.folder import to_array

    pictures = images.images[:SHOWN]
    own = state.own_image()
    if own is not None:
        pictures = np.concatenate([to_array(own, pca.config.model.image_shape)[None], pictures[:-1]])
    figures.row([(to_image(p), "your image" if own is not None and i == 0 else "original", figures.REAL)
                 for i, p in enumerate(pictures)], 92)  # fmt: skip
    whole = curves["images"][PCA][0]
    for kind, made in _back(sweep, pca, pictures, k).items():
        error = curves["images"][kind][k]
        kept = f" · {1 - error / whole:.1%} of the variance" if kind == PCA else ""
        st.markdown(f"**{kind}**, k = {k} · squared error **{error:.2f}** per image (test, n = {len(images)}){kept}")
        errors = ((made - pictures / 255) ** 2).reshape(len(made), -1).sum(1)
        figures.row([(to_image(to_uint8(p)), f"{e:.1f}", figures.MADE) for p, e in zip(made, errors, strict=True)], 92)


def _error_chart(curves: dict, k: int) -> None:
    st.subheader("What each size leaves over", anchor=False)
    figure = go.Figure()
    for kind, values in curves["images"].items():
        sizes = [size for size in values if size > 0]
        figure.add_scatter(
            x=sizes, y=[values[size] for size in sizes], name=kind, mode="lines" if kind == PCA else "lines+markers",
            line={"color": figures.colour(COLOURS[kind])}, hovertemplate="k = %{x}: %{y:.2f}",
        )  # fmt: skip
    _dressed(figure, "squared error per image (test)", k).update_yaxes(type="log", dtick=1)
    st.plotly_chart(figure, key="errors", config={"displaylogo": False})
    best = {size: min(curves["images"], key=lambda kind: curves["images"][kind].get(size, np.inf))
            for size in _shared(curves["images"])}  # fmt: skip
    wins = [size for size, kind in best.items() if kind == DEEP]
    if wins:
        st.caption(
            f"The deep autoencoder leaves least at {', '.join(map(str, wins))}. PCA is the best of all linear maps at "
            "every size, so the linear autoencoder cannot come below it on the images that both learnt from."
        )
    _published()


def _shared(values: dict[str, dict[int, float]]) -> list[int]:
    """The code sizes that every method has."""
    return sorted(set.intersection(*(set(some) for some in values.values())))


def _noise_chart(curves: dict, k: int) -> None:
    st.subheader("Images have structure, noise has none", anchor=False)
    figure = go.Figure()
    for what, dash in (("images", "solid"), ("noise", "dot")):
        for kind in (PCA, DEEP):
            values = curves[what].get(kind, {})
            sizes = [size for size in values if size > 0]
            figure.add_scatter(
                x=sizes, y=[values[size] / curves[what][PCA][0] for size in sizes], name=f"{kind}, {what}",
                mode="lines" if kind == PCA else "lines+markers", hovertemplate="k = %{x}: %{y:.1%}",
                line={"color": figures.colour(COLOURS[kind]), "dash": dash},
            )  # fmt: skip
    _dressed(figure, "error, of that of the mean image", k).update_yaxes(tickformat=".0%", rangemode="tozero")
    st.plotly_chart(figure, key="noise", config={"displaylogo": False})
    st.caption(
        "A few numbers hold most of an image because images are alike. The noise has the same pixels, each from an "
        "image of its own: k numbers hold what k free values can. Only a code about as large as the picture copies "
        "it, and such a code need learn nothing."
    )


def _published() -> None:
    """The run that stands beside a published figure, where it is here."""
    from explorer.metrics.report import PUBLISHED_BY_SIZE

    run = root() / "mnist-ae30"
    found = cache.report(run).get("squared_error")
    if found:
        pca, _ = PUBLISHED_BY_SIZE["mnist", "pca", 30, "squared_error"]
        st.caption(
            f"MNIST through 30 numbers: `{run.name}` leaves {found['value']:.2f} (test, n = {found['n']:,}); published "
            f"{found['published']:.2f} ({found['source']}), PCA {pca:.2f}."
        )


def _dressed(figure: go.Figure, unit: str, k: int) -> go.Figure:
    """One frame for both charts: code sizes on a log axis, the chosen one marked."""
    figure.add_vline(x=k, line={"color": "gray", "dash": "dot"})
    return figure.update_layout(
        height=340, margin={"l": 0, "r": 0, "t": 8, "b": 0}, uirevision="bottleneck", yaxis_title=unit,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        xaxis={"title": "numbers in the code, k", "type": "log", "tickvals": [1, 2, 4, 8, 16, 32, 64, 128, 256]},
    )  # fmt: skip


def _noise(sweep: Sweep, pca: Any, images: Any, k: int) -> None:
    """Noise, through networks that were never shown any."""
    from explorer.metrics import subspace

    pictures = subspace.noise(images, NOISE).images[:SHOWN]
    st.markdown(f"**Noise** through k = {k}: the images' own pixels, mixed among them, by networks that never saw any")
    figures.row([(to_image(p), "noise", figures.MADE) for p in pictures], 92)
    made = _back(sweep, pca, pictures, k)
    for kind in (PCA, DEEP):
        if kind in made:
            figures.row([(to_image(to_uint8(p)), kind, figures.MADE) for p in made[kind]], 92)


def _units(sweep: Sweep, pca: Any, images: Any, k: int, curves: dict[int, float]) -> None:
    """What each number of the code draws, by itself."""
    import torch

    st.subheader("What each number draws", anchor=False)
    st.markdown(
        f"The mean code with one number moved by {FAR:g} of its standard deviations. PCA's parts can be read one at a "
        "time: they are at right angles, sorted by variance, and add up. An autoencoder's cannot: any mixing of its "
        "numbers that the decoder undoes is as good, so each draws a bit of everything."
    )
    x = torch.from_numpy(images.images).float() / 255
    models = {PCA: pca.model} | {
        kind: cache.model(sweep.runs[kind][k], "cpu").model for kind in (LINEAR, DEEP) if k in sweep.runs.get(kind, {})
    }
    variance = [(curves[i] - curves[i + 1]) / curves[0] for i in range(k)]
    for kind, model in models.items():
        with torch.inference_mode():
            z = model.encode(x)[:, :k]
            moved = z.mean(0) + FAR * torch.diag(z.std(0))[:UNITS]
            if kind == PCA:
                moved = torch.nn.functional.pad(moved, (0, model.latent_dim - k))
            drawn = to_uint8(model.decode(moved).numpy())
        words = [f"{i + 1}: {variance[i]:.1%}" if kind == PCA else f"{i + 1}" for i in range(len(drawn))]
        st.markdown(f"**{kind}**" + (", each with its share of the variance" if kind == PCA else ""))
        figures.row([(to_image(p), w, figures.MADE) for p, w in zip(drawn, words, strict=True)], 92)


@st.cache_resource(max_entries=4, show_spinner=False)
def _measured_angles(_sweep: Sweep, name: str, _stamp: float) -> list[tuple[int, np.ndarray, float]]:
    """By code size, the principal angles in degrees between the linear autoencoder's pictures and PCA's, and `held`."""
    from explorer.metrics import subspace
    from explorer.training.checkpoint import open_run

    pca: Any = open_run(_sweep.pca).model
    linear: Any = {k: open_run(run).model for k, run in _sweep.runs.get(LINEAR, {}).items() if k <= pca.latent_dim}
    return [(k, subspace.principal_angles(m, pca), subspace.held(m, pca)) for k, m in linear.items()]


def _angles(found: list[tuple[int, np.ndarray, float]]) -> None:
    """Whether the linear autoencoder has found what PCA computes."""
    if not found:
        return
    st.subheader("A linear autoencoder is PCA, learnt", anchor=False)
    st.table([{"k": k, "median angle": f"{np.median(a):.2f}°", "largest": f"{a.max():.2f}°",
               "variance held, of PCA's": f"{share:.3%}"} for k, a, share in found])  # fmt: skip
    st.caption(
        "Principal angles between what its decoder can draw and PCA's first k components: 0° is the same subspace, "
        "90° at right angles to it (Baldi & Hornik 1989). Where the last variances are small and alike, descent has "
        "not told their directions apart yet: what that costs is in the last column. Its single numbers are a mixture "
        "all the same, see above."
    )
