"""What the maps and the colours of their points are called, and how far a map can be trusted."""

from __future__ import annotations

from collections.abc import Callable

from explorer.latent.atlas import Atlas
from explorer.latent.payload import Scale
from explorer.metrics.anomaly import anomaly, log_density
from explorer.metrics.neighbours import Doubles
from explorer.palette import VIRIDIS

NAMES = {"umap": "UMAP", "pca": "PCA", "tsne": "t-SNE"}
COLOURS = {
    "label": "Label", "error": "Reconstruction error", "kl": "KL", "density": "Density", "anomaly": "Anomaly",
}  # fmt: skip
FACTOR = "factor-"  # before the name of one: a dataset may call it as it likes
WARNINGS = {
    "umap": "On a UMAP the distances between groups, their sizes and the axes mean nothing; who lies beside whom does.",
    "tsne": "On a t-SNE the distances between groups and their sizes mean nothing; neighbours do.",
    "pca": "The plane of largest variance: distances are true in it, what lies behind it is not seen.",
}


def colours(atlas: Atlas) -> dict[str, str]:
    """What the points of a map can be coloured by, and what it is called."""
    known = {k: name for k, name in COLOURS.items() if k != "kl" or atlas.kl.any()}
    return known | {FACTOR + name: name.capitalize() for name in atlas.known_factors}


def oddness(atlas: Atlas) -> tuple[Doubles, Doubles]:
    """The log density (n,) nats of an atlas' codes, and the anomaly score (n,) of its pictures."""
    density = log_density(atlas.z)
    return density, anomaly(atlas.error, density)


def scale(atlas: Atlas, by: str, odd: Callable[[], tuple[Doubles, Doubles]] | None = None) -> Scale | None:
    """What colours the points, where it is not their label; `odd` brings `oddness` where it is already known."""
    if by == "label":
        return None
    title = colours(atlas).get(by, by)
    if by.startswith(FACTOR):
        return Scale(atlas.known_factors[by.removeprefix(FACTOR)], title, "as drawn", VIRIDIS)
    if by in ("density", "anomaly"):
        density, score = odd() if odd else oddness(atlas)
        return Scale(*((density, title, "nats (log)") if by == "density" else (score, title, "of 1")), VIRIDIS)
    values, unit = (atlas.kl, "nats") if by == "kl" else (atlas.error, "per image")
    return Scale(values, title, unit, VIRIDIS)


def quality(atlas: Atlas, method: str) -> str:
    """How far the map can be trusted, in one caption."""
    q = atlas.meta["maps"][method]
    return (
        f"{WARNINGS[method]} Trustworthiness {q['trustworthiness']:.3f}, continuity {q['continuity']:.3f} "
        f"({q['neighbours']} neighbours, first {q['n']} of {len(atlas.z)} points, seed {q['seed']})."
    )
