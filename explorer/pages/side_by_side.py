"""Side by side: the maps of two runs with one dragged point, the same mixture of the same images on both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st

from explorer.component.point_map import point_map
from explorer.latent.atlas import Atlas
from explorer.latent.captions import NAMES
from explorer.palette import PALETTE
from explorer.training.runs import headline, read_config
from explorer.ui import cache, controls, state
from explorer.ui.gaps_line import gaps_line
from explorer.ui.map_panel import awaits, bring_parcels, choose, kit
from explorer.ui.sidebar import kind_of

SIDES = {"left": "ae", "right": "vae"}  # and the kind of run that each shows at first
METHODS = ("umap", "pca")


def page() -> None:
    words, top = st.columns([5, 1], vertical_alignment="bottom")
    with words:
        controls.title(
            "Side by side",
            "Drag from one group to another, on either map: both points are **the same mixture of the same images**. "
            "Where an autoencoder left a gap the picture breaks; a VAE fills its plane, so that one kind turns into "
            "another.",
        )
    columns = dict(zip(SIDES, st.columns(2, gap="medium"), strict=True))
    runs = [_pick(column, side) for side, column in columns.items()]
    found = [cache.atlas(run) for run in runs]
    missing = [run.name for run, atlas in zip(runs, found, strict=True) if atlas is None]
    if missing:
        st.info(f"`{missing[0]}` has no map yet: choose it on the page Latent map, where it is drawn.")
        return
    atlases = [atlas for atlas in found if atlas is not None]
    link, atlases, words = linked(runs, atlases)
    method = _method(top, runs, atlases)
    for run, atlas, (side, column) in zip(runs, atlases, columns.items(), strict=True):
        with column:
            _map(run, atlas, method, f"{side}-{run.name}", link)
            st.caption(_caption(run))
    st.markdown("  \n".join([*words, _selected(runs, atlases, link)]))
    below = st.container()
    for run in dict.fromkeys(runs):
        bring_parcels(run)
    with below, state.errors_as_sentences():
        gaps_line(runs, method)


def _pick(column, side: str) -> Path:
    """One of all runs; another dataset in the sidebar brings that one's autoencoder and VAE."""
    here, runs = state.run(), cache.finished()
    data = read_config(here).data.name
    alike = controls.runs_of(SIDES[side], data=data) or [here]
    first = (here if here in alike else alike[0]).name
    if st.session_state.setdefault(f"data-{side}", data) != data:
        st.session_state[f"data-{side}"] = data
        st.session_state[side] = first
    names = [run.name for run in runs]
    with column:
        name = st.selectbox(
            side.capitalize(), names, index=names.index(first), key=side, bind="query-params",
            label_visibility="collapsed",
        )  # fmt: skip
    return runs[names.index(name)]


def linked(runs: Sequence[Path], atlases: list[Atlas]) -> tuple[str, list[Atlas], list[str]]:
    """The link of two maps ("" for none), what is drawn of each, and why where it is not the whole or not linked.

    A point is a mixture of test images, so both maps must show the same ones: of other data an index is another image,
    and a place on one map says nothing of the other.
    """
    (a, b), n = atlases, min(len(atlas.z) for atlas in atlases)
    what = [(atlas.meta["data"], atlas.meta["split"]) for atlas in atlases]
    if what[0] != what[1] or not np.array_equal(a.label[:n], b.label[:n]):
        names = " and ".join(f"`{run.name}` shows {' '.join(words)}" for run, words in zip(runs, what, strict=True))
        return "", atlases, [f"{names}: these are not the same images, so each map has a point of its own."]
    if runs[0] == runs[1]:
        return f"{runs[0].name}-{n}", atlases, [f"Both are `{runs[0].name}`: choose another run on one side."]
    words = [] if len(a.z) == len(b.z) else [f"On both maps are the first {n} images, which both runs have."]
    return "-".join((*what[0], str(n))), [a.first(n), b.first(n)], words


def _method(place, runs: Sequence[Path], atlases: Sequence[Atlas]) -> str:
    """The projection of both maps, among those that both runs have."""
    shared = [m for m in METHODS if all(m in atlas.xy for atlas in atlases)]
    with place:
        method = st.segmented_control(
            "Projection of both", shared, default=shared[0], format_func=NAMES.get, key="map", bind="query-params",
            required=True, label_visibility="collapsed",
        )  # fmt: skip
        for run, atlas in zip(runs, atlases, strict=True):
            if "umap" not in atlas.xy:
                st.caption(f"`{run.name}` has no UMAP yet: the page Latent map draws it.")
    return str(method)


def _map(run: Path, atlas: Atlas, method: str, key: str, link: str) -> None:
    point_map(
        atlas, method, run / "atlas" / "thumbs.png", choose(atlas), PALETTE, key, lambda: _picked(key),
        lambda: None, kit(run), thumbnails=False, link=link, awaits=awaits(run),
    )  # fmt: skip


def _picked(key: str) -> None:
    picked = st.session_state[key].picked
    if picked is not None:
        state.select(int(picked))


def _caption(run: Path) -> str:
    """What a run is and how well it copies; of a VAE the bound, too."""
    parts = [f"{run.name}: {kind_of(headline(run)).split(' · ')[0]}"]
    report = cache.report(run)
    for name, word in {"squared_error": "squared error", "loss": "−ELBO"}.items():
        if metric := report.get(name):
            unit = str(metric["unit"]).split(",")[0]
            parts.append(f"{word} {metric['value']:.4g} {unit} ({metric['split']}, n = {metric['n']:,})")
    return " · ".join(parts)


def _selected(runs: Sequence[Path], atlases: Sequence[Atlas], link: str) -> str:
    """The selected image, and how far from it each run's copy is."""
    if not link:
        return ""
    i, atlas = choose(atlases[0]), atlases[0]
    names, label = atlas.label_names, int(atlas.label[i])
    copies = [f"{other.error[i]:.2f} by {run.name}" for run, other in zip(runs, atlases, strict=True)]
    what = f"**{names[label]}** · " if 0 <= label < len(names) else ""
    return f"{what}{atlas.meta['data']}, {atlas.meta['split']} image {i} · squared error {', '.join(copies)}"
