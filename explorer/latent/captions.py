"""What the maps and the colours of their points are called, and how far a map can be trusted."""

from __future__ import annotations

from explorer.latent.atlas import Atlas
from explorer.latent.payload import Scale
from explorer.palette import VIRIDIS

NAMES = {"umap": "UMAP", "pca": "PCA", "tsne": "t-SNE"}
COLOURS = {"label": "Label", "error": "Reconstruction error", "kl": "KL"}
WARNINGS = {
    "umap": "On a UMAP the distances between groups, their sizes and the axes mean nothing; who lies beside whom does.",
    "tsne": "On a t-SNE the distances between groups and their sizes mean nothing; neighbours do.",
    "pca": "The plane of largest variance: distances are true in it, what lies behind it is not seen.",
}


def colours(atlas: Atlas) -> list[str]:
    """The keys of `COLOURS` by which the points of this atlas can be coloured."""
    return [k for k in COLOURS if k != "kl" or atlas.kl.any()]


def scale(atlas: Atlas, by: str) -> Scale | None:
    """What colours the points, where it is not their label."""
    if by == "label":
        return None
    values, unit = (atlas.kl, "nats") if by == "kl" else (atlas.error, "per image")
    return Scale(values, COLOURS[by], unit, VIRIDIS)


def quality(atlas: Atlas, method: str) -> str:
    """How far the map can be trusted, in one caption."""
    q = atlas.meta["maps"][method]
    return (
        f"{WARNINGS[method]} Trustworthiness {q['trustworthiness']:.3f}, continuity {q['continuity']:.3f} "
        f"({q['neighbours']} neighbours, first {q['n']} of {len(atlas.z)} points, seed {q['seed']})."
    )
