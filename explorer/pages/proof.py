"""Why a VAE generates and an AE does not: equal networks, the same codes, the same path, and the figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from explorer.latent.interpolation import lerp
from explorer.pictures import to_image
from explorer.training.runs import measured, read_config
from explorer.ui import cache, controls, figures, state
from explorer.ui.gaps_line import gaps_line

if TYPE_CHECKING:
    from explorer.metrics.generation import Compared

COLUMNS = {"vae": "VAE", "ae": "Autoencoder", "mixture": "Autoencoder + mixture"}
WORDS = {
    "vae": "codes of its prior, N(0, I)",
    "ae": "the same codes of N(0, I)",
    "mixture": "codes of Gaussians fitted to its own",
}
SHOWN, STEPS, BINS = 16, 9, np.linspace(-4, 4, 81)
MEASURED = 2000  # samples, and test images: seconds; `explorer bench quality` takes 10,000


def page() -> None:
    controls.title(
        "Why a VAE generates",
        "Two networks of equal size, trained equally long on the same images. Both copy. One of them knows where its "
        "codes lie, so that it can be asked for a new picture. The third column gives the other one what it lacks.",
    )
    pairs = _pairs()
    if not pairs:
        st.info("There is no VAE and autoencoder of the same size on the same data: train one of each, and compare.")
        return
    left, right, _ = st.columns([3, 1, 2])
    vae, ae = _pick(left, pairs)
    seed = int(right.number_input("Seed", 0, 9999, 0, key="proof-seed", bind="query-params"))
    with state.errors_as_sentences():
        models = {"vae": cache.model(vae, state.device()), "ae": cache.model(ae, state.device())}
        _samples(models, seed)
        if controls.test_images(read_config(vae)) is not None:
            _figures(vae, ae)
            _path(models)
        _where(vae, ae)


def _pairs() -> dict[str, tuple[Path, Path]]:
    """Every VAE with the autoencoder that differs from it in nothing else, by a name for both."""
    found = {}
    aes = {_size(run): run for run in controls.runs_of("ae")}
    for vae in controls.runs_of("vae"):
        config = read_config(vae)
        plain = config.train.beta == 1 and not config.train.objective and config.data.binarization == "grey"
        if plain and (ae := aes.get(_size(vae))):
            found[f"{vae.name} and {ae.name}"] = (vae, ae)
    return found


def _size(run: Path) -> tuple:
    """What two runs must share to be of equal size and budget."""
    config = read_config(run)
    m, t = config.model, config.train
    return config.data.name, m.arch, m.size, m.latent_dim, t.epochs, t.batch_size


def _pick(place, pairs: dict[str, tuple[Path, Path]]) -> tuple[Path, Path]:
    here = read_config(state.run()).data.name
    names = sorted(pairs, key=lambda name: (read_config(pairs[name][0]).data.name != here, name))
    return pairs[str(place.selectbox("Pair", names, key="pair", bind="query-params"))]


def _samples(models: dict, seed: int) -> None:
    for column, kind in zip(st.columns(3, gap="medium"), COLUMNS, strict=True):
        with column:
            run = models["vae" if kind == "vae" else "ae"]
            pictures = controls.decode(run, _codes(run, kind, SHOWN, seed).to(controls.device_of(run)))
            st.markdown(f"**{COLUMNS[kind]}**, samples  \n{WORDS[kind]}")
            figures.row([(to_image(p), "", figures.MADE) for p in pictures], 84, 4)


def _codes(run, kind: str, n: int, seed: int):
    """n codes (n, d): of the prior, the same for both, or of the mixture."""
    import torch

    from explorer.latent.sampling import prior

    generator = torch.Generator().manual_seed(seed)
    if kind == "mixture":
        return cache.mixture(run.path).sample(n, generator)
    return prior(n, run.config.model.latent_dim, generator)


def _figures(vae: Path, ae: Path) -> None:
    st.subheader("In figures", anchor=False)
    classifier = next(iter(_classifiers(read_config(vae).data.name)), None)
    if classifier is None:
        st.info(f"No classifier is trained on {read_config(vae).data.name}, in whose features samples are compared.")
        return
    accuracy = cache.report(classifier)["accuracy"]
    found = _measured(vae, ae, classifier, state.device(), cache.stamp(vae, ae, classifier))
    lines = ["| | Fréchet distance | precision | recall | confidence | off the data |", "|:--|--:|--:|--:|--:|--:|"]
    for name, row in found.items():
        parts = [f"{row.frechet:.1f}", *(f"{v:.0%}" for v in (row.precision, row.recall, row.confidence))]
        off = "" if row.off_data is None else f"{row.off_data:.0%}"
        lines.append(f"| {COLUMNS.get(name, name)} | " + " | ".join([*parts, off]) + " |")
    st.markdown("\n".join(lines))
    st.caption(
        "The mixture is fitted to the codes of the map's test images. "
        f"{MEASURED:,} samples (seed 0) against {MEASURED:,} test images, in the features of "
        f"`{classifier.name}` (test accuracy {accuracy['value']:.1%}, n = {accuracy['n']:,}): figures to be compared "
        "with each other, not with those that papers give in InceptionV3's features. *Fréchet distance* (Heusel et al. "
        "2017): lower is closer. *Precision*: samples that lie among real images; *recall*: real images that lie among "
        "samples (Kynkäänniemi et al. 2019). *Confidence*: the classifier's, on the sample. *Off the data*: the "
        "nearest code of a real image is farther away than 95 % of those have theirs."
    )


def _classifiers(data: str) -> list[Path]:
    return [run for run, config in measured("classifier") if config.data.name == data]


@st.cache_resource(max_entries=8, show_spinner="Comparing samples with real images…")
def _measured(vae: Path, ae: Path, classifier: Path, device: str, _stamp: float) -> dict[str, Compared]:
    """Each column's samples against test images; and, as what could be reached at best, other real images."""
    from explorer.metrics.generation import compare, look

    judge = cache.model(classifier, device).model
    images = cache.images(read_config(vae).data).images
    real, _ = look(judge, images[:MEASURED], next(judge.parameters()).device)
    others = images[MEASURED : 2 * MEASURED]
    found = {}
    for kind in COLUMNS:
        run = cache.model(vae if kind == "vae" else ae, device)
        z = _codes(run, kind, MEASURED, 0)
        made = np.concatenate([controls.decode(run, part.to(controls.device_of(run))) for part in z.split(500)])
        found[kind] = compare(judge, made, real, z.numpy(), _drawn(run.path, cache.atlas(run.path).z))
    if len(others) == MEASURED:
        found["*other test images*"] = compare(judge, others, real)
    return found


def _path(models: dict) -> None:
    st.subheader("The same path between two images", anchor=False)
    config = models["vae"].config
    columns = st.columns([1, 1, 3])
    with columns[0]:
        a = controls.pick_image(config, "A", 0, "From test image A")
    with columns[1]:
        b = controls.pick_image(config, "B", 1, "To test image B")
    if a is None or b is None:
        return
    for kind, run in models.items():
        start, end = controls.codes(run, np.stack([a[0], b[0]]))
        frames = [(to_image(p), "", figures.MADE) for p in controls.decode(run, lerp(start, end, STEPS))]
        st.markdown(f"**{COLUMNS[kind]}**, the straight line between the codes")
        ends = [(to_image(p), w, figures.REAL) for p, w in ((a[0], "A"), (b[0], "B"))]
        figures.row([ends[0], *frames, ends[1]], 84)


def _where(vae: Path, ae: Path) -> None:
    st.subheader("Where the codes lie", anchor=False)
    for column, (kind, run) in zip(st.columns(2, gap="large"), (("vae", vae), ("ae", ae)), strict=True):
        atlas = cache.atlas(run)
        if atlas is None:
            column.info(f"`{run.name}` has no map.")
            continue
        z = _drawn(run, atlas.z)
        column.markdown(f"**{COLUMNS[kind]}**: standard deviations {z.std(0).min():.2f} to {z.std(0).max():.2f}")
        column.plotly_chart(_histograms(z), key=f"codes-{kind}", config={"displayModeBar": False})
    st.caption(
        "The codes of real test images, a line for each dimension, and N(0, 1) dashed: of the VAE one sample of each "
        "posterior where the images are here, else its mean."
    )
    if all((atlas := cache.atlas(run)) is not None and "pca" in atlas.xy for run in (vae, ae)):
        st.subheader("Is the plane between them filled?", anchor=False)
        gaps_line((vae, ae), "pca")
    controls.link("side_by_side", "Side by side: both maps with one dragged point")


def _drawn(run: Path, means):
    """What the prior should match: a draw of each image's posterior, (n, d); an autoencoder's codes are points."""
    import torch

    from explorer.metrics.generation import drawn_codes
    from explorer.metrics.report import batches

    opened = cache.model(run, state.device())
    images = cache.here(opened.config.data)
    if opened.config.model.kind != "vae" or images is None:
        return means
    device = controls.device_of(opened)
    return drawn_codes(opened.model, batches(images.take(MEASURED), device), torch.Generator(device).manual_seed(0))


def _histograms(z) -> go.Figure:
    figure, middle = go.Figure(), (BINS[1:] + BINS[:-1]) / 2
    for dim, column in enumerate(z.T):
        density, _ = np.histogram(column, BINS)
        figure.add_scatter(
            x=middle, y=density / (len(column) * np.diff(BINS)), mode="lines", opacity=0.55,
            line={"width": 1.5, "color": figures.colour(dim)}, hovertemplate=f"z{dim}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=middle, y=np.exp(-(middle**2) / 2) / np.sqrt(2 * np.pi), mode="lines", hoverinfo="skip",
        line={"width": 3, "color": "#888888", "dash": "dash"},
    )  # fmt: skip
    return figure.update_layout(
        height=260, margin={"l": 0, "r": 0, "t": 8, "b": 0}, showlegend=False, xaxis_title="value of a code's number",
        yaxis_title="density", yaxis_range=[0, 0.8],
    )  # fmt: skip
