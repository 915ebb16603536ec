"""Compare: the same images, then the same random codes, through PCA, an autoencoder and a VAE."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.pictures import to_image
from explorer.training.runs import read_config
from explorer.ui import cache, controls, figures, state

COLUMNS = ("pca", "ae", "vae")
WORDS = {"pca": "PCA", "ae": "Autoencoder", "vae": "VAE"}
SHOWN = 8


def page() -> None:
    controls.title(
        "Compare",
        "Three ways to make a code and come back from it. All three can copy; only one can be asked for a new picture.",
    )
    data = read_config(state.run()).data.name
    chosen = {}
    for column, kind in zip(st.columns(3), COLUMNS, strict=True):
        with column:
            found = controls.runs_of(kind, data=data)
            if found:
                chosen[kind] = controls.pick_run(WORDS[kind], found, f"compare-{kind}")
            else:
                st.caption(f"No {WORDS[kind]} is trained on {data} yet.")
    with state.errors_as_sentences():
        models = {kind: cache.model(run, state.device()) for kind, run in chosen.items()}
        if models:
            _same_images(models)
            _same_codes(models)


def _same_images(models: dict) -> None:
    st.subheader("The same images", anchor=False)
    config = next(iter(models.values())).config
    with st.columns(3)[0]:
        picked = controls.pick_image(config, label="First test image")
    if picked is None:
        return
    pictures = picked[0][None]
    if picked[1] != "your image":
        images = controls.test_images(config)
        start = min(state.selected(), len(images) - SHOWN)
        pictures = images.images[start : start + SHOWN]
    figures.row([(to_image(p), "original", figures.REAL) for p in pictures], 92)
    for kind, run in models.items():
        back = controls.decode(run, controls.codes(run, pictures))
        errors = (((back.astype(np.float32) - pictures) / 255) ** 2).reshape(len(back), -1).sum(1)
        metric = cache.report(run.path)["squared_error"]
        st.markdown(
            f"**{WORDS[kind]}**, {run.config.model.latent_dim} numbers · squared error "
            f"{metric['value']:.2f} per image ({metric['split']}, n = {metric['n']})"
        )
        figures.row([(to_image(p), f"{e:.1f}", figures.MADE) for p, e in zip(back, errors, strict=True)], 92)


def _same_codes(models: dict) -> None:
    import torch

    st.subheader("The same random codes", anchor=False)
    st.markdown(
        "Codes drawn from N(0, I), decoded by each. The VAE was trained so that this is where its codes lie; "
        "the autoencoder's codes lie wherever training left them."
    )
    seed = st.number_input("Seed", 0, 9999, 0, key="codes-seed")
    for kind, run in models.items():
        generator = torch.Generator().manual_seed(int(seed))
        z = torch.randn(SHOWN, run.config.model.latent_dim, generator=generator)
        pictures = controls.decode(run, z.to(controls.device_of(run)))
        st.markdown(f"**{WORDS[kind]}**{_spread(run)}")
        figures.row([(to_image(p), "sample", figures.MADE) for p in pictures], 92)


def _spread(run) -> str:
    """How far the codes of real images are from N(0, 1): the reason for what is seen."""
    atlas = cache.atlas(run.path)
    if atlas is None:
        return ""
    deviation = atlas.z.std(0)
    return (
        f" · codes of real images: standard deviation {deviation.min():.2f} to {deviation.max():.2f} "
        f"per dimension, N(0, I) has 1.00 (test, n = {len(atlas.z)})"
    )
