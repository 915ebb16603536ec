"""Codes to a map: PCA, t-SNE, UMAP. Run these in a worker process, never in the server."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.errors import InputError
from explorer.latent.stages import LAYOUT, LOADING, NEIGHBOURS, Told
from explorer.metrics.neighbours import nearest

Points = npt.NDArray[np.float32]
METHODS = ("pca", "umap", "tsne")
# Codes for which exact neighbours pay. A UMAP in a fresh process on two cores, 16-d codes, with umap-learn's own search
# and with exact neighbours: 1,000 codes 8.0 and 4.5 s; 3,000 14.2 and 6.5; 10,000 38 and 12; 70,000 82 and 43. Its
# search spends 28 s on being compiled, which the exact one, by the square of n 11 s at 70,000, reaches at 110,000.
EXACT = 100_000
ITERATIONS = 1000  # of a t-SNE


def _to_nobody(stage: str, part: float) -> None:
    """Who makes a map that nobody waits for tells it to nobody."""


def pca(z: Points, seed: int = 0, told: Told = _to_nobody) -> Points:
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


def tsne(z: Points, seed: int = 0, told: Told = _to_nobody) -> Points:
    """t-SNE at perplexity 30 (van der Maaten & Hinton 2008); (n, d) -> (n, 2)."""
    told(LOADING, 0)
    from sklearn.manifold import TSNE

    told(NEIGHBOURS, 0)
    perplexity = min(30.0, (len(z) - 1) / 3)
    # Begun at the PCA map, groups keep their places (Kobak & Berens 2019); a tenth of noise lets the seed count.
    start = pca(z) + np.random.default_rng(seed).normal(size=(len(z), 2)) * 0.1 * np.std(z)
    start *= 1e-4 / max(float(start[:, 0].std()), 1e-12)
    reducer = TSNE(
        perplexity=perplexity, random_state=seed, init=start.astype(np.float32), max_iter=ITERATIONS, verbose=2
    )
    # It has no callback, but says at every 50th iteration where it is.
    with contextlib.redirect_stdout(_Heard(r"Iteration (\d+)", told, ITERATIONS)):
        return np.asarray(reducer.fit_transform(z), np.float32)


def umap(z: Points, seed: int = 0, told: Told = _to_nobody) -> Points:
    """UMAP with 15 neighbours (McInnes et al. 2018), up to `EXACT` codes the true ones; (n, d) -> (n, 2)."""
    told(LOADING, 0)
    import umap as umap_learn  # seconds to import, and numba may abort a process that enters it twice

    told(NEIGHBOURS, 0)
    k = min(15, len(z) - 1)
    bar = {
        "bar_format": "{n_fmt}/{total_fmt}",
        "file": _Heard(r"(\d+)/(\d+)", told),
        "disable": False,
        "mininterval": 0,
    }
    reducer = umap_learn.UMAP(
        n_neighbors=k, min_dist=0.1, random_state=seed, n_jobs=1, precomputed_knn=_neighbours(z, k), tqdm_kwds=bar
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that no new code can be placed later: a map is never asked to
        return np.asarray(reducer.fit_transform(z), np.float32)


class _Heard(io.TextIOBase):
    """Stands where a library prints how far its layout is, and tells it on."""

    def __init__(self, pattern: str, told: Told, total: int = 0) -> None:
        self.pattern, self.told, self.total = re.compile(pattern), told, total

    def write(self, text: str) -> int:
        if found := self.pattern.search(text):
            self.told(LAYOUT, int(found[1]) / (self.total or int(found[2])))
        return len(text)


def _neighbours(z: Points, k: int) -> tuple[Any, Any]:
    """The exact neighbours, or nothing where umap-learn's own search is quicker."""
    import torch  # not needed by those who only look a method up

    return nearest(z, k) if len(z) <= EXACT or torch.cuda.is_available() else (None, None)


PROJECTIONS: dict[str, Callable[[Points, int, Told], Points]] = {"pca": pca, "umap": umap, "tsne": tsne}


def project(z: Points, method: str, seed: int = 0, told: Told = _to_nobody) -> Points:
    """Project codes (n, d) to (n, 2) by `method`; `InputError` for an unknown method or too few codes.

    `told` hears how far it is: of a UMAP at every few epochs, of a t-SNE at every 50th iteration.
    """
    if method not in PROJECTIONS:
        raise InputError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    if len(z) < 5:
        raise InputError(f"a map needs at least 5 pictures, not {len(z)}")
    return PROJECTIONS[method](z.astype(np.float32), seed, told)


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
