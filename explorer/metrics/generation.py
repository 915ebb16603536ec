"""How samples compare with real pictures, in the features of a small classifier: distance, precision, recall, doubt.

The features are those of a classifier that ships with its test accuracy, not InceptionV3's: figures stand beside each
other here, not beside a paper's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor, nn

from explorer import objectives
from explorer.data import ImageSet
from explorer.errors import InputError
from explorer.metrics.neighbours import Bytes, distance_from, distance_to, usual_distance, within_any
from explorer.models import VAE, Classifier

Numbers = npt.NDArray[np.floating]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
NEIGHBOURS = 3  # of precision and recall, as in their paper
CHUNK = 500  # pictures at a time


def frechet(a: Numbers, b: Numbers) -> float:
    """The squared Fréchet distance of two Gaussians fitted to features (N, f) and (M, f) (Heusel et al. 2017, eq. 6).

    |mu - nu|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2): that root has the trace of (A B)^1/2, and is of a symmetric
    matrix, whose eigenvalues do not turn complex by rounding. Raises `InputError` for fewer than two rows.
    """
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1] or min(len(a), len(b)) < 2:
        raise InputError(f"two sets of two or more equally long features are needed, not {a.shape} and {b.shape}")
    mu, nu = a.mean(0, dtype=float), b.mean(0, dtype=float)
    first, second = (np.atleast_2d(np.cov(v.astype(float), rowvar=False)) for v in (a, b))
    values, vectors = np.linalg.eigh(first)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    shared = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ second @ root), 0)).sum()
    return float(max(0.0, ((mu - nu) ** 2).sum() + np.trace(first) + np.trace(second) - 2 * shared))


def precision_recall(real: Numbers, made: Numbers, k: int = NEIGHBOURS) -> tuple[float, float]:
    """Improved precision and recall of samples (M, f) against real features (N, f) (Kynkäänniemi et al. 2019, eq. 1-3).

    Precision is the share of samples that lie in a ball around a real one that reaches to its k-th nearest real
    neighbour, recall the share of real ones that lie in such a ball of the samples. Raises `InputError` where there
    are not more than k of each.
    """
    if min(len(real), len(made)) <= k:
        raise InputError(f"precision and recall need more than {k} pictures of each, not {len(real)} and {len(made)}")
    precision = within_any(made, real, distance_to(real, k)).mean()
    recall = within_any(real, made, distance_to(made, k)).mean()
    return float(precision), float(recall)


def off_data(z: Floats, codes: Floats) -> float:
    """The share of codes z (m, d) that are off the data of `codes` (n, d).

    A code is off the data where the nearest stored one is farther away than 95 % of those have theirs.
    """
    return float((distance_from(z, codes) > usual_distance(codes)).mean())


@torch.inference_mode()
def look(model: Classifier, pictures: Bytes | Tensor, device: torch.device | str = "cpu") -> tuple[Floats, Floats]:
    """Features (N, 64) and log p (N, classes) of pictures (N, C, H, W), uint8 or floats in [0, 1]."""
    features, logs = [], []
    whole = torch.from_numpy(np.ascontiguousarray(pictures)) if isinstance(pictures, np.ndarray) else pictures
    for chunk in whole.split(CHUNK):
        x = chunk.to(device).float() / (255 if chunk.dtype == torch.uint8 else 1)
        found = model.features(x)
        features.append(found.cpu())
        logs.append(model.head(found).log_softmax(1).cpu())
    return torch.cat(features).numpy(), torch.cat(logs).numpy()


def confidence(logs: Numbers) -> float:
    """The probability of the most probable class, the mean over pictures, of log p (N, classes)."""
    return float(np.exp(logs.max(1), dtype=float).mean())


def named(model: Classifier, images: ImageSet, device: torch.device | str = "cpu") -> dict[str, float]:
    """What a classifier reaches: `accuracy` and `confidence` of 1, `loss` the cross-entropy in nats.

    Raises `InputError` where the pictures have no labels, or others than it has learnt.
    """
    if images.labels is None or len(images.label_names) != model.head.out_features:
        raise InputError(f"{images.name} has {len(images.label_names)} labels, the run knows {model.head.out_features}")
    _, logs = look(model, images.images, device)
    right = logs.argmax(1) == images.labels
    nats = -logs[np.arange(len(logs)), images.labels].mean(dtype=float)
    return {"accuracy": float(right.mean()), "confidence": confidence(logs), "loss": float(nats)}


@dataclass(frozen=True)
class Compared:
    """Samples beside real pictures: `off_data` is None where nothing is known of their codes."""

    frechet: float
    precision: float
    recall: float
    confidence: float
    off_data: float | None


def compare(
    judge: Classifier, made: Bytes | Tensor, real: Floats, z: Floats | None = None, codes: Floats | None = None
) -> Compared:
    """Every figure of samples `made` (M, C, H, W) of codes z (M, d), by features and codes of real pictures."""
    features, logs = look(judge, made, next(judge.parameters()).device)
    off = None if z is None or codes is None else off_data(z, codes)
    return Compared(frechet(real, features), *precision_recall(real, features), confidence(logs), off)


@torch.inference_mode()
def drawn_codes(model: nn.Module, pictures: Iterable[Tensor], generator: Generator) -> Floats:
    """Codes (N, d) of pictures (n, C, H, W): of a VAE one draw of each posterior, which is what its prior should match.

    The posterior's means spread less than N(0, I): beside them most of the prior itself would be off the data.
    """
    if isinstance(model, VAE):
        found = [objectives.sample_posterior(model, x, generator)[0] for x in pictures]
    else:
        found = [model.encode(x) for x in pictures]  # type: ignore[operator]
    return np.asarray(torch.cat(found).float().cpu().numpy())
