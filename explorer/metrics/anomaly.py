"""How odd a picture is: by its error, its nats, its error over its ink, and how far its code is from normal ones.

And how thinly the codes lie about a code, for the maps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from explorer.metrics.detection import detect
from explorer.metrics.neighbours import Doubles, Floats, distance_to

if TYPE_CHECKING:
    from torch import nn

    from explorer.metrics.neighbours import Bytes

NEIGHBOURS = 10
SCORES = {
    "squared_error": "Squared error", "bce": "Binary cross-entropy", "neg_elbo": "−ELBO",
    "error_per_ink": "Squared error over ink", "combined": "Error, error over ink and distance",
}  # fmt: skip
RIDGE = 1e-6  # of the codes' mean variance, added to each direction: none is so flat that nothing but it counts
PASSED = 95  # per cent of the normal pictures pass at the threshold that is offered first
CHUNK = 500  # pictures at a time


def log_density(z: Floats, k: int = NEIGHBOURS) -> Doubles:
    """The logarithm of the density of codes (n, d) at each of them, (n,) nats (Loftsgaarden & Quesenberry 1965).

    f(z) = (k - 1) / (N V r^d): N the other codes, r the distance to the k-th nearest of them, V = pi^(d/2) /
    Gamma(d/2 + 1) the volume of the unit ball. Codes that coincide get the smallest r above 0 that occurs.
    """
    n, d = z.shape
    k = min(k, n - 1)
    if k < 2:
        return np.zeros(n)
    r = distance_to(z, k)
    r = np.maximum(r, r[r > 0].min(initial=1.0))
    log_ball = d / 2 * math.log(math.pi) - math.lgamma(d / 2 + 1)
    return np.asarray(math.log(k - 1) - math.log(n - 1) - log_ball - d * np.log(r))


def anomaly(error: npt.NDArray[np.floating], density: npt.NDArray[np.floating]) -> Doubles:
    """How odd each picture is, (n,), from 0, the most usual, to 1: the mean of two ranks.

    One ranks the pictures by squared error (what the model cannot draw), the other by how thinly the codes lie
    about theirs (what it has seldom seen). Of pictures that are equal in one, all get the middle of their ranks.
    """
    return (_rank(error) + _rank(-density)) / 2


def _rank(values: npt.NDArray[np.floating]) -> Doubles:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count) - 1
    return np.asarray((last - (count - 1) / 2)[place] / max(1, len(values) - 1))


@dataclass(frozen=True)
class Look:
    """What a model says of n pictures: `error` (its squared error), `ink` (the sum of their values) (n,), `z` (n, d).

    Of a VAE also `bce` of the picture decoded from the mean code and `neg_elbo` by one drawn code, nats (n,), and
    `spread` (d,), the mean variance of its posteriors.
    """

    error: Doubles
    ink: Doubles
    z: Doubles
    spread: Doubles
    bce: Doubles | None = None
    neg_elbo: Doubles | None = None

    @property
    def error_per_ink(self) -> Doubles:
        """Squared error over ink: a bold stroke has more to be wrong about. What is all but blank counts one pixel."""
        return np.asarray(self.error / np.maximum(self.ink, 1.0))


@dataclass(frozen=True)
class Normal:
    """What is usual of normal pictures: `mean` (d,) and `root` (d, d), which whitens codes; `level` (2, 3).

    `level` has the means, then the standard deviations, of the logs of error, error over ink and the distance of the
    code. `limits` has, by score, what one in twenty normal pictures exceeds.
    """

    mean: Doubles
    root: Doubles
    level: Doubles
    limits: dict[str, float]

    def distance(self, z: Doubles) -> Doubles:
        """How far codes (n, d) are from the normal ones, (n,), in standard deviations (Mahalanobis 1936)."""
        return np.asarray(np.linalg.norm((z - self.mean) @ self.root, axis=1))

    def scores(self, seen: Look) -> dict[str, Doubles]:
        """Every score of `SCORES` that applies, (n,) each, higher being odder.

        `combined` adds how far the logs of error, of error over ink and of the code's distance are above those of
        normal pictures, each in standard deviations: the error alone rises with ink, over ink it falls with it. Of
        all 26 such sums of two or more, BCE and -ELBO among them, this one tells held-out training digits of MNIST
        best from the same ones spoilt: its form rests on that, which `bench quality` measures, and on no test image.
        """
        logs = _logs(seen.error, seen.error_per_ink, self.distance(seen.z))
        found = {"squared_error": seen.error, "bce": seen.bce, "neg_elbo": seen.neg_elbo,
                 "error_per_ink": seen.error_per_ink,
                 "combined": ((logs - self.level[0]) / self.level[1]).sum(1)}  # fmt: skip
        return {name: np.asarray(value) for name, value in found.items() if value is not None}


def _logs(*columns: Doubles) -> Doubles:
    return np.stack([np.log(np.maximum(column, 1e-12)) for column in columns], 1)


def usual(seen: Look, held: Look) -> Normal:
    """What is normal by the pictures that were learnt from and by others, held out, on which the levels are taken.

    A VAE's codes spread as its posteriors do in the mean: a dimension that carries nothing is N(0, 1) and not flat.
    """
    mean = seen.z.mean(0)
    cov = np.atleast_2d(np.cov(seen.z, rowvar=False)) + np.diag(seen.spread)
    cov += RIDGE * np.trace(cov) / len(cov) * np.eye(len(cov))
    root = np.linalg.inv(np.linalg.cholesky(cov)).T
    blank = Normal(mean, root, np.array([[0.0] * 3, [1.0] * 3]), {})
    logs = _logs(held.error, held.error_per_ink, blank.distance(held.z))
    levelled = replace(blank, level=np.stack([logs.mean(0), np.maximum(logs.std(0), 1e-6)]))
    limits = {name: float(np.percentile(values, PASSED)) for name, values in levelled.scores(held).items()}
    return replace(levelled, limits=limits)


def look(model: nn.Module, pictures: Bytes, seed: int = 0) -> Look:
    """Show uint8 pictures (n, C, H, W) to a model with a code, on its device."""
    import torch

    device = next(iter(model.state_dict().values())).device
    generator = torch.Generator(device).manual_seed(seed)
    rows = []
    with torch.inference_mode():
        for start in range(0, len(pictures), CHUNK):
            chunk = torch.from_numpy(np.ascontiguousarray(pictures[start : start + CHUNK]))
            rows.append(_look(model, chunk.to(device).float() / 255, generator))
    columns = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
    spread = columns.pop("variance").mean(0)
    return Look(**columns, spread=spread)


def _look(model: Any, x: Any, generator: Any) -> dict[str, Doubles]:
    import torch.nn.functional as F

    from explorer import objectives
    from explorer.models import VAE

    found: dict[str, Any] = {"ink": x.flatten(1).sum(1)}
    if isinstance(model, VAE):
        z, mu, logvar = objectives.sample_posterior(model, x, generator)
        logits = model.decode_logits(mu)
        bce = F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)
        neg_elbo = objectives.nll(model, z, x) + objectives.kl(mu, logvar).sum(1)
        found |= {"z": mu, "variance": logvar.exp(), "bce": bce, "neg_elbo": neg_elbo}
        x_hat = logits.sigmoid()
    else:
        code = model.encode(x)
        found |= {"z": code, "variance": code * 0}
        x_hat = model.decode(code)
    found["error"] = ((x - x_hat) ** 2).flatten(1).sum(1)
    return {name: value.double().cpu().numpy() for name, value in found.items()}


def ties(seen: Sequence[tuple[Mapping[str, Doubles], Doubles]]) -> dict[str, float]:
    """How much each score only measures ink: the mean over classes of |rank correlation| with it, from 0 to 1.

    `seen` has, by class, the scores and the ink of normal pictures that were not learnt from (Spearman 1904).
    """
    names = seen[0][0]
    return {name: float(np.mean([abs(_alike(scores[name], ink)) for scores, ink in seen])) for name in names}


def spoilt(pictures: Bytes, seed: int = 0) -> dict[str, Bytes]:
    """Normal pictures (n, C, H, W) made odd, in ways that leave as much ink, take of it, and add to it.

    Turned by a quarter (what is not square by a half), mirrored, the upper half replaced by another's lower one or
    erased, another's turned picture laid over it.
    """
    other = pictures[np.random.default_rng(seed).permutation(len(pictures))]
    half, quarter = pictures.shape[2] // 2, 1 if pictures.shape[2] == pictures.shape[3] else 2
    cut, erased = pictures.copy(), pictures.copy()
    cut[:, :, :half] = other[:, :, -half:]
    erased[:, :, :half] = 0
    return {
        "turned": np.rot90(pictures, quarter, (2, 3)), "mirrored": pictures[..., ::-1], "cut": cut, "erased": erased,
        "overlaid": np.maximum(pictures, np.rot90(other, quarter, (2, 3))),
    }  # fmt: skip


def told(model: nn.Module, normal: Normal, held: Bytes) -> dict[str, float]:
    """How well each score tells normal pictures, not learnt from, from the same ones spoilt: AUROC, mean over ways."""
    usual_ones = normal.scores(look(model, held))
    found: dict[str, list[float]] = {name: [] for name in usual_ones}
    for pictures in spoilt(held).values():
        for name, values in normal.scores(look(model, pictures)).items():
            both = np.concatenate([usual_ones[name], values])
            found[name].append(detect(both, np.arange(len(both)) >= len(held)).auroc)
    return {name: float(np.mean(values)) for name, values in found.items()}


def choose(told: Mapping[str, float]) -> str:
    """The score that tells spoilt pictures best: no anomaly and no label of a test image has a say in it."""
    return max(told, key=lambda name: told[name])


def _alike(a: Doubles, b: Doubles) -> float:
    """The rank correlation; 0 where one of them does not vary."""
    x, y = _rank(a) - 0.5, _rank(b) - 0.5
    size = math.sqrt(float((x**2).sum() * (y**2).sum()))
    return float((x * y).sum()) / size if size else 0.0
