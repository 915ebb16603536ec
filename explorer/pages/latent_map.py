"""Latent map: the codes of the test images in two dimensions; a click shows original and reconstruction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import streamlit as st

from explorer.latent.atlas import Atlas
from explorer.latent.captions import COLOURS, NAMES, colours, quality
from explorer.latent.handout import handout
from explorer.latent.history import kept
from explorer.pictures import to_image
from explorer.training.runs import read_config
from explorer.ui import cache, controls, figures, state
from explorer.ui.landing import landing
from explorer.ui.map_line import map_line, offer
from explorer.ui.map_panel import bring_parcels, chart, choose, facts, grouped


def page() -> None:
    run = state.run()
    config = read_config(run)
    controls.title(
        "Latent map",
        f"The codes that `{run.name}` gives the test images of {config.data.name}: "
        f"{config.model.latent_dim} numbers each, drawn in two dimensions.",
    )
    atlas = cache.atlas(run)
    if atlas is None:
        offer(run)
        return
    left, middle, right = st.columns([21, 43, 12], vertical_alignment="bottom")
    method = left.segmented_control(
        "Projection",
        list(NAMES),
        default="umap",
        format_func=NAMES.get,
        key="map",
        bind="query-params",
        required=True,
    )
    by = _colour_by(middle, atlas)
    thumbnails = right.toggle("Thumbnails", key="thumbnails", bind="query-params")
    shown = map_line(run, atlas, method)
    chart(run, atlas, shown, by, thumbnails)
    below = st.container()
    original = controls.test_images(config)
    _panel(run, atlas, choose(atlas), original)
    st.caption(quality(atlas, shown))
    if groups := grouped(run):
        controls.link(
            "generate", f"Generate: the vector between groups of {len(groups[0])} and {len(groups[1])} is there"
        )
    if kept(run):
        controls.link("history", "Through training: this map from epoch to epoch")
    bring_parcels(run)
    with below:  # filled last: the first time, the model has to be opened
        landing(run, atlas, original)


def _colour_by(place, atlas: Atlas) -> str:
    """One of a few by a click; of many, since they would not fit, from a list."""
    known = colours(atlas)
    shared = {"label": "Colour by", "options": list(known), "format_func": known.get, "key": "colour"}
    if len(known) > len(COLOURS):
        return place.selectbox(**shared, bind="query-params")
    return place.segmented_control(**shared, bind="query-params", default="label", required=True)


def _panel(run: Path, atlas: Atlas, i: int, original) -> None:
    """The chosen image: original, reconstruction, figures, and its neighbours in latent space."""
    thumbs = cache.thumbs(run)
    known = original is not None and i < len(original)  # an atlas may hold more images than the test split
    pictures = [(to_image(original.images[i]), "original", figures.REAL)] if known else []
    decoded = thumbs[i] if i < len(thumbs) else _decoded(run, atlas, i)
    pictures.append((decoded, "reconstruction", figures.MADE))
    distance = np.linalg.norm(atlas.z - atlas.z[i], axis=1)
    near = [int(k) for k in np.argsort(distance)[1:] if k < len(thumbs)][:4]
    own, about, neighbours = st.columns([4, 3, 5])
    with own:
        figures.row(pictures, 128)
    with about:
        facts(atlas, i)
        st.download_button("Codes and map as CSV", lambda: _csv(run, atlas), f"{run.name}-map.csv", on_click="ignore")
        st.download_button(
            "This map as one HTML file", lambda: handout(run, atlas, cache.kit(run)), f"{run.name}-map.html",
            "text/html", on_click="ignore",
        )  # fmt: skip
        st.caption("To hand on: map, pictures and decoder in a page that opens without network or server.")
    with neighbours:
        figures.row([(thumbs[k], f"{distance[k]:.2f} away", figures.MADE) for k in near], 80)
        st.caption("Nearest in latent space, decoded")


def _decoded(run: Path, atlas: Atlas, i: int):
    import torch

    model = cache.model(run, state.device())
    return to_image(controls.decode(model, torch.from_numpy(atlas.z[[i]]).to(controls.device_of(model)))[0])


def _csv(run: Path, atlas: Atlas) -> str:
    density, odd = cache.oddness(run)
    columns = {"label": atlas.label, "squared_error": atlas.error, "kl_nats": atlas.kl}
    columns |= {"log_density_nats": density, "anomaly": odd, **atlas.known_factors}
    for method, xy in atlas.xy.items():
        columns |= {f"{method}_x": xy[:, 0], f"{method}_y": xy[:, 1]}
    columns |= {f"z{k}": atlas.z[:, k] for k in range(atlas.z.shape[1])}
    lines = [",".join(["image", *columns])]
    lines += [f"{i}," + ",".join(f"{c[i]:.6g}" for c in columns.values()) for i in range(len(atlas.z))]
    return "\n".join(lines) + "\n"
