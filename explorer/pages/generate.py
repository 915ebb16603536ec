"""Generate: samples of the prior, paths between two images, walks along the dimensions that carry most KL."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.latent.interpolation import PATHS
from explorer.latent.sampling import prior, traversal
from explorer.pictures import enlarge, gif, png, sheet, to_image
from explorer.training.runs import read_config
from explorer.ui import cache, controls, figures, state

VIEWS = {"samples": "Samples of the prior", "path": "Interpolate", "directions": "Directions"}
SAMPLES = 24
DIRECTIONS = 6
STEPS = tuple(np.linspace(-3, 3, 9))


def page() -> None:
    run = state.run()
    config = read_config(run)
    made = {
        "vae": "A VAE's codes are trained to fill N(0, I): draw one, decode it, and it is a picture.",
        "pca": "PCA has no prior: what N(0, I) decodes to lies close to the mean picture.",
    }
    controls.title(
        "Generate",
        made.get(
            config.model.kind,
            "An autoencoder has no prior: what N(0, I) decodes to is nothing it ever learnt.",
        ),
    )
    with state.errors_as_sentences():
        model = cache.model(run, state.device())
        view = st.segmented_control(
            "What to do", list(VIEWS), default="samples", format_func=VIEWS.get, key="view", bind="query-params",
            required=True, label_visibility="collapsed",
        )  # fmt: skip
        {"samples": _samples, "path": _path, "directions": _directions}[view](model)


def _samples(run) -> None:
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    temperature = left.slider(
        "Temperature", 0.0, 2.0, 1.0, 0.05, key="temperature", bind="query-params",
        help="z ~ N(0, temperature² I): below 1 the samples are safer and more alike",
    )  # fmt: skip
    seed = right.number_input("Seed", 0, 9999, 0, key="seed", bind="query-params")
    import torch

    generator = torch.Generator().manual_seed(int(seed))
    z = prior(SAMPLES, run.config.model.latent_dim, generator, temperature).to(controls.device_of(run))
    pictures = controls.decode(run, z)
    figures.row([(to_image(p), f"sample {i + 1}", figures.MADE) for i, p in enumerate(pictures)], 116, 8)
    st.download_button(
        "Samples as PNG", lambda: png(enlarge(sheet(pictures, 8, 2), 1000)), f"{run.name}-samples.png",
        on_click="ignore",
    )  # fmt: skip


def _path(run) -> None:
    columns = st.columns(4, vertical_alignment="bottom")
    with columns[0]:
        a = controls.pick_image(run.config, "A", 0, "From test image A")
    with columns[1]:
        b = controls.pick_image(run.config, "B", 1, "To test image B")
    path = columns[2].segmented_control(
        "Path", list(PATHS), default="slerp", key="path", bind="query-params", required=True,
        help="lerp: the straight line. slerp: the arc, which keeps the length that codes of N(0, I) have",
    )  # fmt: skip
    steps = columns[3].slider("Steps", 5, 25, 11, key="steps", bind="query-params")
    if a is None or b is None:
        return
    start, end = controls.codes(run, np.stack([a[0], b[0]]))
    frames = [to_image(p) for p in controls.decode(run, PATHS[path](start, end, steps))]
    ends = [(to_image(a[0]), f"A, {a[1]}", figures.REAL), *[(f, "", figures.MADE) for f in frames]]
    figures.row([*ends, (to_image(b[0]), f"B, {b[1]}", figures.REAL)], 84)
    animation = gif([enlarge(f, 256) for f in frames])
    figures.animation(animation, "the path, there and back", 256)
    columns = st.columns([1, 1, 3])
    columns[0].download_button("Animation as GIF", animation, f"{run.name}-path.gif", "image/gif", on_click="ignore")
    strip = sheet(np.stack([np.atleast_3d(np.asarray(f)).transpose(2, 0, 1) for f in frames]), steps, 2)
    columns[1].download_button(
        "Strip as PNG",
        lambda: png(enlarge(strip, 2000)),
        f"{run.name}-path.png",
        "image/png",
        on_click="ignore",
    )


def _directions(run) -> None:
    atlas = cache.atlas(run.path)
    with st.columns(3)[0]:
        picked = controls.pick_image(run.config, label="Around test image")
    if picked is None or atlas is None:
        return
    carried = atlas.kl_dim if atlas.kl.any() else atlas.z.var(0)
    word = "KL {:.2f} nats" if atlas.kl.any() else "variance {:.2f}"
    (z,) = controls.codes(run, picked[0][None])
    middle, spread = atlas.z.mean(0), atlas.z.std(0)
    st.caption(
        f"Each row changes one number of the code of {picked[1]} from −3 to +3 standard deviations "
        f"(n = {len(atlas.z)}) and keeps the rest; the dimensions that carry most come first."
    )
    for dim in np.argsort(-carried)[:DIRECTIONS]:
        values = [float(middle[dim] + s * spread[dim]) for s in STEPS]
        pictures = controls.decode(run, traversal(z, int(dim), values))
        words = [f"{v:+.2f}" for v in values]
        st.markdown(f"**z{dim}** · {word.format(carried[dim])}")
        figures.row([(to_image(p), w, figures.MADE) for p, w in zip(pictures, words, strict=True)], 92)
