"""Samples on a sheet: drawn from one of four samplers, and beside the chosen one its nearest training images."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from explorer.component import contact
from explorer.metrics.neighbours import nearest_among
from explorer.pictures import enlarge, png, sheet, to_array, to_image
from explorer.ui import cache, controls, figures, state
from explorer.ui.anchors import Floats, anchor, missing
from explorer.ui.controls import Pixels
from explorer.ui.figures import Framed

if TYPE_CHECKING:
    from torch import Tensor

    from explorer.data import ImageSet
    from explorer.training.checkpoint import Run

SAMPLERS = {"prior": "Prior", "mixture": "Mixture", "image": "Around an image", "class": "A class"}
COUNTS = {24: 6, 96: 12, 384: 24}  # how many, and to a row
NEAR = 3
MANY = 10**8  # values: to draw, compare and encode 20,000 sprites took a minute on two busy cores, and is asked for
HELP = {
    "prior": "z ~ N(0, T² I)",
    "mixture": "Ten Gaussians with full covariances, fitted to the codes of real images (Ghosh et al. 2020)",
    "image": "z ~ q(z | x) = N(μ, T² σ²), what the encoder says of one image",
    "class": "The Gaussian with the mean and the covariance of the class's codes",
}


def samples(run: Run) -> None:
    """Draw the controls, the sheet, and the neighbours of the chosen sample."""
    labels = _labels(run)
    known = [name for name in SAMPLERS if name != "class" or labels]
    top = st.columns([7, 4], vertical_alignment="bottom")
    sampler = top[0].segmented_control(
        "Sampler", known, default="prior", format_func=SAMPLERS.__getitem__, key="sampler",
        bind="query-params", required=True,
        help="  \n".join(f"**{SAMPLERS[name]}**: {HELP[name]}" for name in known),
    )  # fmt: skip
    if sampler == "image":
        missing(run.config)
    with top[1]:
        which = _which(run, str(sampler), labels)
    row = st.columns([4, 2, 1], vertical_alignment="bottom")
    temperature = row[0].slider(
        "Temperature T", 0.0, 2.0, 1.0, 0.05, key="temperature", bind="query-params",
        help="Scales the spread: below 1 the samples are safer and more alike, at 0 all are the mean",
    )  # fmt: skip
    count = int(row[1].segmented_control(
        "How many", list(COUNTS), default=24, key="count", bind="query-params", required=True
    ))  # fmt: skip
    seed = int(row[2].number_input("Seed", 0, 9999, 0, key="seed", bind="query-params"))
    z = _drawn(run, str(sampler), which, count, temperature, seed)
    pictures = controls.decode(run, z.to(controls.device_of(run)))
    st.caption(_said(run, str(sampler)))
    _sheet(run, np.asarray(z.cpu()), pictures)


def _labels(run: Run) -> list[str]:
    atlas = cache.atlas(run.path)
    return [] if atlas is None else atlas.label_names


def _which(run: Run, sampler: str, labels: list[str]) -> Any:
    """What the sampler is about: the picture that it goes around, or the index of a class."""
    if sampler == "image":
        return anchor(run, "image", 0, "Around test image", own=True)
    if sampler == "class":
        return labels.index(str(st.selectbox("Class", labels, key="class", bind="query-params")))
    return None


def _drawn(run: Run, sampler: str, which: Any, n: int, temperature: float, seed: int) -> Tensor:
    """n codes (n, d); raises `InputError` where the run has not what the sampler draws from."""
    import torch

    from explorer.latent import sampling

    generator = torch.Generator().manual_seed(seed)
    if sampler == "image":
        x = torch.from_numpy(which.picture).to(controls.device_of(run)).float() / 255
        return sampling.around(run.model, x, n, generator, temperature)
    if sampler == "prior":
        return sampling.prior(n, run.config.model.latent_dim, generator, temperature)
    return cache.mixture(run.path, which).sample(n, generator, temperature)


def _said(run: Run, sampler: str) -> str:
    """What is being looked at, in one line."""
    atlas = cache.atlas(run.path)
    n = 0 if atlas is None else len(atlas.z)
    if sampler == "prior" and run.config.model.kind != "vae":
        return (
            "Nothing asked this run to fill N(0, I): its prior is only a guess. The mixture knows where its codes lie."
        )
    if sampler == "mixture":
        return f"{len(cache.mixture(run.path).weights)} Gaussians, fitted to the codes of {n:,} test images."
    return {
        "prior": "Codes of N(0, T² I), decoded.",
        "image": "Codes that the encoder holds possible for the image, decoded.",
        "class": f"Codes of one Gaussian, that of the class among the codes of {n:,} test images, decoded.",
    }[sampler]


@st.fragment
def _sheet(run: Run, z: Floats, pictures: Pixels) -> None:
    """The sheet and the chosen sample; a click draws only these two again."""
    key, columns = f"sheet-{run.name}", COUNTS[len(pictures)]
    chosen = min(contact.picked(key) or 0, len(pictures) - 1)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        contact.contact(pictures, columns, "sample", chosen, key, lambda: None)
        st.download_button(
            "Samples as PNG", partial(_png, pictures, columns), f"{run.name}-samples.png", on_click="ignore"
        )
    with right:
        own, usual = st.columns([2, 3], vertical_alignment="center")
        with own:
            figures.row([(to_image(pictures[chosen]), f"sample {chosen + 1}", figures.MADE)], 132)
        with usual:
            train = _training(run)
        if train is not None:
            _in_pixels(train, pictures[chosen])
        _in_latents(run, train, z[chosen])


def _training(run: Run) -> ImageSet | None:
    """The training images, with a line on what a distance to them is to be held against; None where they are not here.

    Of many, None until a button is pressed.
    """
    from explorer.data import DATASETS, available

    source = run.config.data
    row, key = DATASETS.get(source.name), f"compare-{run.name}"
    few = row is not None and row.train * math.prod(row.shape) <= MANY
    here = row is None or available(source.name)
    if here and not few and not st.session_state.get(key):
        st.button("Compare with the training images", on_click=partial(st.session_state.__setitem__, key, True))
        st.caption("They are many: it takes up to a minute, once.")
        return None
    train, usual = cache.here(source, "train"), cache.spread(source)
    if train is None or usual is None:
        st.caption("The training images are not on this machine: whether a sample copies one cannot be seen.")
        return None
    st.caption(
        f"Does it copy one of the {len(train):,} training images? A copy would lie at 0 from it in pixels; test images "
        f"lie **{usual:.1f}** from the nearest (median, n = {cache.COMPARED})."
    )
    return train


def _png(pictures: Pixels, columns: int) -> bytes:
    return png(enlarge(sheet(pictures, columns, 2), 1000))


def _in_pixels(train: ImageSet, picture: Pixels) -> None:
    """The training images that look most like a sample."""
    near, far = nearest_among(picture.reshape(1, -1), train.images.reshape(len(train), -1), NEAR)
    shown: list[Framed] = [
        (to_image(train.images[k]), f"{(d / 255) ** 2:.1f} apart", figures.REAL)
        for k, d in zip(near[0], far[0], strict=True)
    ]
    st.markdown("**Nearest in pixels**", help="Training images, by the squared error, values in [0, 1]")
    figures.row(shown, 96)


def _in_latents(run: Run, train: ImageSet | None, z: Floats) -> None:
    """The images whose codes lie nearest to a sample's: training images, else those of the map, decoded."""
    known = None if train is None else cache.codes(run.path, state.device())
    if known is not None and train is not None:
        near, far = nearest_among(z[None], known, NEAR)
        pictures, what, kind = train.images[near[0]], "", figures.REAL
    else:
        atlas = cache.atlas(run.path)
        if atlas is None:
            return
        thumbs = cache.thumbs(run.path)
        near, far = nearest_among(z[None], atlas.z[: len(thumbs)], NEAR)
        what, kind = f", of {len(thumbs):,} test images, decoded", figures.MADE
        pictures = to_array([thumbs[k] for k in near[0]])
    st.markdown(f"**Nearest in latent space**{what}", help="By the Euclidean distance between codes")
    figures.row([(to_image(p), f"{d:.2f} away", kind) for p, d in zip(pictures, far[0], strict=True)], 96)
