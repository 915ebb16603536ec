"""Home: a trained model's map at once, drawn from its atlas; no model is opened, no dataset loaded."""

from __future__ import annotations

import streamlit as st

from explorer.training.runs import read_config
from explorer.ui import cache, controls, state
from explorer.ui.map_line import offer
from explorer.ui.map_panel import bring_parcels, chart, choose, dragged, facts

STEPS = """
**What to do here.** Drag over the map: the model decodes every code that you pass, between the images, too, and says
where it has left the data. A click selects an image for every page. Then, on the left: *Latent map* colours and
measures the space, *Side by side* drags one point over an autoencoder and a VAE, *Generate* samples the space,
*Compare* shows why a VAE can be sampled and an autoencoder cannot, *Photos* and *Denoise and inpaint* repair what is
noisy or missing, *Train or load* trains your own.
"""


def page() -> None:
    run = state.run()
    config = read_config(run)
    kind = "variational autoencoder" if config.model.kind == "vae" else "model"
    controls.title(
        "Latent Explorer",
        f"Every picture on this map was **decoded** by the {kind} `{run.name}` from a code of "
        f"{config.model.latent_dim} numbers. Codes that lie near each other decode to pictures that look alike.",
    )
    atlas = cache.atlas(run)
    if atlas is None:
        offer(run)
        return
    method = "umap" if "umap" in atlas.xy and config.model.latent_dim > 2 else "pca"
    chart(run, atlas, method, every_point=False)
    facts(atlas, choose(atlas))
    dragged(run)
    st.markdown(STEPS)
    bring_parcels(run)
