"""Nearest neighbours, exact, since every distance is looked at: of codes among each other, of a picture among many.

What counts as on the data is said here, too: where the nearest code is no farther than most codes have theirs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
ROWS = 256  # codes at once in numpy: 10,000 x 256 distances stay in a processor's cache, 512 took 4 times as long
USUAL = 95  # per cent of the codes have their nearest neighbour within the distance that counts as on the data
ASKED = 3000  # codes that are asked for their neighbour, at most: all of 70,000 took a minute, so many 3 s
ROUNDING = 1e-12  # of the squared lengths: a point on the rim of a ball is within it
VALUES = 2**22  # distances at once in torch, 16 MB


def distance_to(z: Floats, k: int = 1, of: Indices | None = None) -> Doubles:
    """The distance of each code (n, d) to its k-th nearest other, (n,); of fewer than k others the farthest, else 0.

    With indices `of` (m,) that of these codes only, (m,). In numpy, for a page that has not loaded torch: 0.1 s for
    all of 10,000 codes.
    """
    of = np.arange(len(z)) if of is None else of
    k = min(k, len(z) - 1)
    if k < 1:
        return np.zeros(len(of))
    codes = z - z.mean(0)
    squares = (codes**2).sum(1)
    found = np.empty(len(of))
    for start in range(0, len(of), ROWS):
        own = of[start : start + ROWS]
        part = codes[own]
        distance = part @ codes.T
        distance *= -2
        distance += squares  # and the part's own squares, which change no order
        distance[np.arange(len(part)), own] = np.inf
        near = distance.argmin(1)[:, None] if k == 1 else np.argpartition(distance, k - 1, axis=1)[:, :k]
        # Once more as differences: from squares a small distance keeps few digits.
        exact = np.linalg.norm(part[:, None].astype(float) - codes[near], axis=2)
        found[start : start + len(part)] = exact.max(1)
    return found


def usual_distance(z: Floats, percent: float = USUAL) -> float:
    """The distance to its nearest neighbour that `percent` of the codes (n, d) stay within; 0 for a single code.

    Of more than `ASKED` codes that many are asked, evenly spread.
    """
    asked = np.linspace(0, len(z) - 1, min(ASKED, len(z))).round().astype(np.int64)
    return float(np.percentile(distance_to(z, of=asked), percent))


def distance_from(at: Numbers, z: Numbers) -> Doubles:
    """The distance (m,) from codes `at` (m, d) to the nearest of the codes z (n, d)."""
    codes = z.astype(float)
    squares = (codes**2).sum(1)
    found = [_squared(at[start : start + ROWS], codes, squares).min(1) for start in range(0, len(at), ROWS)]
    return np.asarray(np.sqrt(np.concatenate(found)))


def within_any(at: Numbers, z: Numbers, reach: Doubles) -> npt.NDArray[np.bool_]:
    """Whether each of `at` (m, d) is no farther from one of z (n, d) than that one's `reach` (n,): (m,)."""
    codes = z.astype(float)
    squares = (codes**2).sum(1)
    limit = reach**2 + ROUNDING * squares
    found = [(_squared(at[i : i + ROWS], codes, squares) <= limit).any(1) for i in range(0, len(at), ROWS)]
    return np.concatenate(found)


def _squared(part: Numbers, codes: Doubles, squares: Doubles) -> Doubles:
    """Squared distances (rows, n), none below 0 by rounding."""
    part = part.astype(float)
    return np.asarray(np.maximum((part**2).sum(1)[:, None] + squares - 2 * part @ codes.T, 0))


def nearest(z: Floats, k: int) -> tuple[Indices, Floats]:
    """Each code's k nearest (n, k), itself the first, and their distances (n, k), rising; on a GPU if there is."""
    import torch

    codes = torch.from_numpy(z - z.mean(0)).to("cuda" if torch.cuda.is_available() else "cpu")
    squares = (codes**2).sum(1)
    rows = max(1, VALUES // len(codes))
    indices, distances = [], []
    for start in range(0, len(codes), rows):
        part = codes[start : start + rows]
        far = torch.addmm(squares, part, codes.T, alpha=-2)
        own = torch.arange(start, start + len(part), device=codes.device)
        far[torch.arange(len(part), device=codes.device), own] = -torch.inf  # codes that coincide are equally near
        near = far.topk(k, largest=False).indices
        # Once more as differences: from squares a small distance keeps few digits.
        exact, order = (codes[near] - part[:, None]).norm(dim=2).sort(dim=1, stable=True)
        indices.append(near.gather(1, order))
        distances.append(exact)
    return torch.cat(indices).cpu().numpy(), torch.cat(distances).cpu().numpy()


def nearest_among(some: npt.NDArray[np.generic], among: npt.NDArray[np.generic], k: int) -> tuple[Indices, Doubles]:
    """Of rows `among` (N, D) the k nearest to each of `some` (m, D), (m, k), and their distances, rising.

    Bytes, as of flattened pictures, or floats, as of codes; memory stays at some 30 MB however many there are.
    """
    asked = some.astype(np.float32)
    rows = max(1, VALUES // max(among.shape[1], len(some)))
    near = np.empty((len(some), 0), np.int64)
    far = np.empty((len(some), 0), np.float32)
    for start in range(0, len(among), rows):
        part = among[start : start + rows].astype(np.float32)
        distance = (part**2).sum(1) - 2 * (asked @ part.T)  # and the asked one's own square, which changes no order
        best = np.argpartition(distance, min(k, len(part)) - 1, axis=1)[:, :k]
        near = np.concatenate([near, best + start], 1)
        far = np.concatenate([far, np.take_along_axis(distance, best, 1)], 1)
        order = np.argsort(far, axis=1, kind="stable")[:, :k]
        near, far = np.take_along_axis(near, order, 1), np.take_along_axis(far, order, 1)
    # Once more as differences: from squares a small distance keeps few digits.
    exact = np.linalg.norm(among[near].astype(float) - some[:, None].astype(float), axis=2)
    order = np.argsort(exact, axis=1, kind="stable")
    return np.take_along_axis(near, order, 1), np.take_along_axis(exact, order, 1)


def alike(picture: Bytes, pictures: Bytes, k: int) -> tuple[Indices, Doubles]:
    """The k of `pictures` (N, C, H, W) nearest to `picture` (C, H, W), and their squared errors, values in [0, 1]."""
    one = picture.reshape(-1).astype(np.float32)
    parts = (pictures[i : i + ROWS] for i in range(0, len(pictures), ROWS))  # as bytes they may be many
    error = np.concatenate([((part.reshape(len(part), -1) - one) ** 2).sum(1, dtype=float) for part in parts]) / 255**2
    near = np.argsort(error, kind="stable")[:k]
    return near, error[near]
