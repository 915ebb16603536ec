"""Codes to a map: PCA, t-SNE, UMAP. Run these in a worker process, never in the server."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.errors import InputError
from explorer.metrics.neighbours import nearest

Points = npt.NDArray[np.float32]
METHODS = ("pca", "umap", "tsne")
# Codes for which exact neighbours pay. A UMAP in a fresh process on two cores, 16-d codes, with umap-learn's own search
# and with exact neighbours: 1,000 codes 8.0 and 4.5 s; 3,000 14.2 and 6.5; 10,000 38 and 12; 70,000 82 and 43. Its
# search spends 28 s on being compiled, which the exact one, by the square of n 11 s at 70,000, reaches at 110,000.
EXACT = 100_000


def pca(z: Points, seed: int = 0) -> Points:
    """The two directions of largest variance; (n, d) -> (n, 2)."""
    centred = z - z.mean(0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    top = components[:2]
    # The sign is free; the largest entry is made positive so that a map can be repeated exactly.
    sign = np.sign(top[np.arange(len(top)), np.abs(top).argmax(1)])
    xy = centred @ (top * sign[:, None]).T
    if xy.shape[1] < 2:  # a one-dimensional code lies on a line
        xy = np.column_stack([xy, np.zeros(len(xy))])
    return np.asarray(xy, np.float32)


def tsne(z: Points, seed: int = 0) -> Points:
    """t-SNE at perplexity 30 (van der Maaten & Hinton 2008); (n, d) -> (n, 2)."""
    from sklearn.manifold import TSNE

    perplexity = min(30.0, (len(z) - 1) / 3)
    start = "pca" if z.shape[1] > 1 else "random"
    reducer = TSNE(perplexity=perplexity, random_state=seed, init=start)
    return np.asarray(reducer.fit_transform(z), np.float32)


def umap(z: Points, seed: int = 0) -> Points:
    """UMAP with 15 neighbours (McInnes et al. 2018), up to `EXACT` codes the true ones; (n, d) -> (n, 2)."""
    import umap as umap_learn  # seconds to import, and numba may abort a process that enters it twice

    k = min(15, len(z) - 1)
    reducer = umap_learn.UMAP(
        n_neighbors=k, min_dist=0.1, random_state=seed, n_jobs=1, precomputed_knn=_neighbours(z, k)
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that no new code can be placed later: a map is never asked to
        return np.asarray(reducer.fit_transform(z), np.float32)


def _neighbours(z: Points, k: int) -> tuple[Any, Any]:
    """The exact neighbours, or nothing where umap-learn's own search is quicker."""
    import torch  # not needed by those who only look a method up

    return nearest(z, k) if len(z) <= EXACT or torch.cuda.is_available() else (None, None)


PROJECTIONS: dict[str, Callable[[Points, int], Points]] = {"pca": pca, "umap": umap, "tsne": tsne}


def project(z: Points, method: str, seed: int = 0) -> Points:
    """Project codes (n, d) to (n, 2) by `method`; `InputError` for an unknown method or too few codes."""
    if method not in PROJECTIONS:
        raise InputError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    if len(z) < 5:
        raise InputError(f"a map needs at least 5 pictures, not {len(z)}")
    return PROJECTIONS[method](z.astype(np.float32), seed)


def quality(z: Points, xy: Points, neighbours: int = 12, n: int = 2000) -> dict[str, float | int]:
    """Trustworthiness and continuity of a map (Venna & Kaski 2006) on the first n codes, 1 = perfect."""
    from sklearn.manifold import trustworthiness

    z, xy = z[:n], xy[:n]
    k = min(neighbours, (len(z) - 1) // 2 - 1)
    return {
        "trustworthiness": round(float(trustworthiness(z, xy, n_neighbors=k)), 4),
        "continuity": round(float(trustworthiness(xy, z, n_neighbors=k)), 4),
        "neighbours": k,
        "n": len(z),
    }
