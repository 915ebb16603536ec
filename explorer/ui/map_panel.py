"""The map with its clicks, and what is known of the chosen point: for Home and the Latent map."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.latent.atlas import Atlas
from explorer.ui import cache, figures, state

NAMES = {"umap": "UMAP", "pca": "PCA", "tsne": "t-SNE"}


def chart(run: Path, atlas: Atlas, method: str, by: str = "label", thumbnails: bool = False) -> None:
    """Draw the map; a click selects the image for every page."""
    picture = None
    if thumbnails:
        key = f"{run}{(run / 'atlas' / 'atlas.json').stat().st_mtime}"
        picture = figures.mosaic(atlas, cache.thumbs(run), method, key)
    key = f"map-{run.name}-{method}-{by}"
    figure = figures.latent_map(atlas, method, by, choose(atlas), picture)
    st.plotly_chart(figure, key=key, on_select=lambda: _clicked(key), selection_mode="points", config=figures.CONFIG)


def _clicked(key: str) -> None:
    points = st.session_state[key].selection.points
    if points and points[0].get("customdata") is not None:
        custom = points[0]["customdata"]
        state.select(int(custom[0] if isinstance(custom, list | tuple) else custom))


def choose(atlas: Atlas) -> int:
    """The selected point, kept inside the map."""
    return min(state.selected(), len(atlas.z) - 1)


def facts(atlas: Atlas, i: int) -> None:
    """Label, error and KL of one point, with units and the map's split."""
    names = atlas.label_names
    label = names[atlas.label[i]] if 0 <= atlas.label[i] < len(names) else "none"
    lines = [f"**{label}** · {atlas.meta['data']}, {atlas.meta['split']} image {i}"]
    lines.append(f"squared error {atlas.error[i]:.2f} per image")
    if atlas.kl.any():
        lines.append(f"KL {atlas.kl[i]:.1f} nats")
    st.markdown("  \n".join(lines))


def quality(atlas: Atlas, method: str) -> str:
    """How far the map can be trusted, in one caption."""
    q = atlas.meta["maps"][method]
    words = {
        "umap": "On a UMAP the distances between groups, their sizes and the axes mean nothing; "
        "who lies beside whom does.",
        "tsne": "On a t-SNE the distances between groups and their sizes mean nothing; neighbours do.",
        "pca": "The plane of largest variance: distances are true in it, what lies behind it is not seen.",
    }
    return (
        f"{words[method]} Trustworthiness {q['trustworthiness']:.3f}, continuity {q['continuity']:.3f} "
        f"({q['neighbours']} neighbours, first {q['n']} of {len(atlas.z)} points, seed {q['seed']})."
    )
