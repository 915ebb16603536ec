"""Generate: samples, paths, sheets, directions and arithmetic in latent space."""

from __future__ import annotations

import streamlit as st

from explorer.training.runs import read_config
from explorer.ui import cache, controls, directions, draw, paths, samples, state

VIEWS = {
    "samples": ("Samples", samples.samples),
    "two": ("Between two", paths.two),
    "four": ("Between four", paths.four),
    "many": ("Through many", paths.many),
    "directions": ("Directions", directions.directions),
    "arithmetic": ("Arithmetic", directions.arithmetic),
}
LEADS = {
    "vae": "A VAE's codes are trained to fill N(0, I): draw one, decode it, and it is a picture.",
    "pca": "PCA has no prior: what N(0, I) decodes to lies close to the mean picture.",
}
NO_PRIOR = (
    "An autoencoder has no prior: what N(0, I) decodes to is nothing it ever learnt. "
    "Gaussians fitted to its codes can be sampled all the same."
)


def page() -> None:
    run = state.run()
    controls.title("Generate", LEADS.get(read_config(run).model.kind, NO_PRIOR))
    with state.errors_as_sentences():
        model = cache.model(run, state.device())
        left, right = st.columns([5, 1], vertical_alignment="center")
        view = left.segmented_control(
            "What to do", list(VIEWS), default="samples", format_func=lambda name: VIEWS[name][0], key="view",
            bind="query-params", required=True, label_visibility="collapsed",
        )  # fmt: skip
        with right:
            draw.button()
        VIEWS[view][1](model)
