"""Latent map: the codes of the test images in two dimensions; a click shows original and reconstruction."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import streamlit as st

from explorer.latent.atlas import Atlas
from explorer.latent.history import kept
from explorer.pictures import to_image
from explorer.training import jobs
from explorer.training.runs import read_config
from explorer.ui import cache, controls, figures, state
from explorer.ui.map_panel import COLOURS, NAMES, bring_parcels, chart, choose, dragged, facts, quality


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
        st.info("This run has no map yet: it has not finished training.")
        return
    left, middle, right = st.columns([2, 3, 2], vertical_alignment="bottom")
    method = left.segmented_control(
        "Projection",
        list(NAMES),
        default="umap",
        format_func=NAMES.get,
        key="map",
        bind="query-params",
        required=True,
    )
    colours = [k for k in COLOURS if k != "kl" or atlas.kl.any()]
    by = middle.segmented_control(
        "Colour by", colours, default="label", format_func=COLOURS.get, key="colour", bind="query-params",
        required=True,
    )  # fmt: skip
    thumbnails = right.toggle("Thumbnails", key="thumbnails", bind="query-params")
    if method not in atlas.xy:
        _waiting(str(run), method)
        return
    chart(run, atlas, method, by, thumbnails)
    _panel(run, atlas, choose(atlas))
    dragged(run)
    st.caption(quality(atlas, method))
    if kept(run):
        controls.link("history", "Through training: this map from epoch to epoch")
    bring_parcels(run)


def _panel(run: Path, atlas: Atlas, i: int) -> None:
    """The chosen image: original, reconstruction, figures, and its neighbours in latent space."""
    config = read_config(run)
    thumbs = cache.thumbs(run)
    original = controls.test_images(config)
    pictures = [(to_image(original.images[i]), "original", figures.REAL)] if original is not None else []
    decoded = thumbs[i] if i < len(thumbs) else _decoded(run, atlas, i)
    pictures.append((decoded, "reconstruction", figures.MADE))
    distance = np.linalg.norm(atlas.z - atlas.z[i], axis=1)
    near = [int(k) for k in np.argsort(distance)[1:] if k < len(thumbs)][:4]
    own, known, neighbours = st.columns([4, 3, 5])
    with own:
        figures.row(pictures, 128)
    with known:
        facts(atlas, i)
        st.download_button("Codes and map as CSV", lambda: _csv(atlas), f"{run.name}-map.csv", on_click="ignore")
    with neighbours:
        figures.row([(thumbs[k], f"{distance[k]:.2f} away", figures.MADE) for k in near], 80)
        st.caption("Nearest in latent space, decoded")


def _decoded(run: Path, atlas: Atlas, i: int):
    import torch

    model = cache.model(run, state.device())
    return to_image(controls.decode(model, torch.from_numpy(atlas.z[[i]]).to(controls.device_of(model)))[0])


def _csv(atlas: Atlas) -> str:
    columns = {"label": atlas.label, "squared_error": atlas.error, "kl_nats": atlas.kl}
    for method, xy in atlas.xy.items():
        columns |= {f"{method}_x": xy[:, 0], f"{method}_y": xy[:, 1]}
    columns |= {f"z{k}": atlas.z[:, k] for k in range(atlas.z.shape[1])}
    lines = [",".join(["image", *columns])]
    lines += [f"{i}," + ",".join(f"{c[i]:.6g}" for c in columns.values()) for i in range(len(atlas.z))]
    return "\n".join(lines) + "\n"


@st.cache_resource(show_spinner=False)
def _worker(run: str, method: str, _asked: int):
    return jobs.embed(Path(run), method), time.monotonic()


@st.fragment(run_every=1)
def _waiting(run: str, method: str) -> None:
    """Draw the map in a worker process, once for all sessions, and look for it every second."""
    asked = st.session_state.setdefault(f"asked-{run}-{method}", 0)
    worker, since = _worker(run, method, asked)
    if worker.poll() is None:
        st.progress(
            min(0.95, (time.monotonic() - since) / 40),
            f"A worker process draws the {NAMES[method]} map, about half a minute: {time.monotonic() - since:.0f} s",
        )
    elif worker.returncode == 0:
        st.rerun()
    else:
        st.error(f"The {NAMES[method]} map could not be drawn; the reason is in the run's log.txt.")
        if st.button("Try again"):
            st.session_state[f"asked-{run}-{method}"] += 1
