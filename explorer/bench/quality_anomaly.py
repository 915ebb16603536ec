"""Anomalies: mean AUROC over the classes of one-class runs, beside trivial and classical rivals of the same images."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import nn

from explorer.bench import Row, missing
from explorer.data import ImageSet
from explorer.errors import DataError
from explorer.metrics import anomaly, one_class
from explorer.metrics.anomaly import Look, Normal
from explorer.metrics.detection import detect
from explorer.training import normality, sets
from explorer.training.checkpoint import Run, open_run
from explorer.training.normality import Normality
from explorer.training.runs import resolve

RUNS = ("mnist-oneclass", "fashion-oneclass")
NU = 0.1  # of the support vector machine: the share of the training images that may lie outside
FITTED = 2000  # images of a class that it is given at most: its cost grows with their square
DIRECTIONS = 30  # of PCA
TREES = 100
COMBINED = ("squared_error", "error_per_ink", "distance")  # what the logs are of that `combined` adds

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]


def ink(train: Floats, test: Floats) -> Doubles:
    """How far the ink of test images (n, D) is from the training images' mean ink, (n,)."""
    return np.asarray(np.abs(test.sum(1, dtype=float) - train.sum(1, dtype=float).mean()))


def mean_image(train: Floats, test: Floats) -> Doubles:
    """The squared distance of test images from the mean training image, (n,)."""
    return np.asarray(((test - train.mean(0)) ** 2).sum(1, dtype=float))


def pca_error(train: Floats, test: Floats, d: int = DIRECTIONS) -> Doubles:
    """What is left of test images (n, D) off the training images' first d principal directions, squared, (n,)."""
    mean, axes = _axes(train, d)
    centred = test - mean
    return np.asarray((centred**2).sum(1, dtype=float) - ((centred @ axes.T) ** 2).sum(1, dtype=float))


def pca_error_per_ink(train: Floats, test: Floats) -> Doubles:
    """The same over the image's ink: is it the network, or what its error is divided by?"""
    return np.asarray(pca_error(train, test) / np.maximum(test.sum(1, dtype=float), 1.0))


def forest(train: Floats, test: Floats) -> Doubles:
    """scikit-learn's isolation forest (Liu et al. 2008) on pixels.

    Not on principal components, nor the machine below: what is odd lies off the normal ones, and seems usual on them
    (79.8 and 56.7 % on MNIST).
    """
    from sklearn.ensemble import IsolationForest

    return np.asarray(-IsolationForest(n_estimators=TREES, random_state=0).fit(train).score_samples(test))


def support_vectors(train: Floats, test: Floats) -> Doubles:
    """scikit-learn's one-class support vector machine (Schölkopf et al. 2001) on pixels of `FITTED` images at most."""
    from sklearn.svm import OneClassSVM

    return np.asarray(-OneClassSVM(nu=NU, gamma="scale").fit(train[:FITTED]).decision_function(test))


RIVALS: dict[str, tuple[str, Callable[[Floats, Floats], Doubles]]] = {
    "ink": ("trivial", ink), "mean image": ("trivial", mean_image), "PCA error": ("classical", pca_error),
    "PCA error over ink": ("classical", pca_error_per_ink), "isolation forest": ("classical", forest),
    "one-class SVM": ("classical", support_vectors),
}  # fmt: skip


def _axes(train: Floats, d: int) -> tuple[Floats, Floats]:
    """Mean (D,) and the first d principal directions (d, D) of images (n, D)."""
    mean = train.mean(0)
    values, vectors = np.linalg.eigh(np.cov((train - mean).T))
    return mean, np.ascontiguousarray(vectors[:, np.argsort(-values)[:d]].T, np.float32)


def rows(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """A row for each rival and each score of the network, by data; or one that says which run or data are missing."""
    found: list[Row] = []
    for name in RUNS:
        if not (resolve(name) / "report.json").exists():
            found.append(missing(f"{name} anomalies", f"there is no finished run {name}"))
            continue
        try:
            found += of_run(open_run(name), ratios, say)
        except DataError as error:
            say(f"anomalies of {name} are left out: {error}")
            found.append(missing(f"{name} anomalies", str(error)))
    return found


def of_run(run: Run, ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The rows of a one-class run; adds by how much less than the best rival it errs, as shares of 1 - AUROC."""
    learnt, test = sets.load(run.config).train, sets.images(run.config)
    assert isinstance(learnt, ImageSet)
    normal = normality.of(run)
    cases = normality.cases(run.config, run.model, normal, test)
    found = [_row(run, name, column, _rival(rival, learnt, test), test) for name, (column, rival) in RIVALS.items()]
    metrics = one_class.rows(cases, normal.score, test, 0, run.config.data.contamination)
    for name in cases[0].scores:
        values = [100 * detect(case.scores[name], case.odd).auroc for case in cases]
        row = metrics[f"auroc_{name}"]
        more = {"chosen": name == normal.score, "published": row["published"], "source": row["source"]}
        found.append(_row(run, f"network, {name}", "network", values, test, **more))
    ours = metrics["auroc"]["value"]
    best = max(row.value for row in found if row.more["column"] != "network")
    ratios[f"{run.name}: 1 - AUROC, best rival over the network"] = (100 - best) / max(1e-9, 100 - ours)
    found.append(_settled(run, normal))
    say(f"{run.name}: " + ", ".join(f"{row.more['who']} {row.value:.2f}" for row in found))
    return found


def _settled(run: Run, normal: Normality) -> Row:
    """How the form of `combined` was found: its place among all sums, by held-out training images alone."""
    _, held = normality.learnt_and_held(run.config)
    told: dict[tuple[str, ...], list[float]] = {}
    n = 0
    for k, part in enumerate(normality.parts(run.model)):
        own = normality.of_class(held, k, run.config).take(normality.SPOILT)
        n += len(own)
        for names, value in _sums(part, normal.classes[k], own.images).items():
            told.setdefault(names, []).append(100 * value)
    mean = {names: float(np.mean(values)) for names, values in told.items()}
    order = sorted(mean, key=lambda names: -mean[names])
    ours = told[COMBINED]
    other = next(names for names in order if names != COMBINED)
    return Row(
        f"{run.name} combined tells spoilt held-out images, AUROC", round(mean[COMBINED], 3), "%, mean over classes",
        n, round(max(ours) - min(ours), 3),
        {"column": "settled", "who": "combined on spoilt held-out images", "place": 1 + order.index(COMBINED),
         "sums": len(order), "best_other": " + ".join(other), "best_other_value": round(mean[other], 3)},
    )  # fmt: skip


def _sums(model: nn.Module, normal: Normal, held: npt.NDArray[np.uint8]) -> dict[tuple[str, ...], float]:
    """How well each sum of two or more logs, in standard deviations of held-out images, tells them from spoilt ones."""
    usual = _logs(normal, anomaly.look(model, held))
    odd = [_logs(normal, anomaly.look(model, pictures)) for pictures in anomaly.spoilt(held).values()]
    deviation = {name: values.std() for name, values in usual.items()}
    found = {}
    for some in (names for size in range(2, len(usual) + 1) for names in combinations(usual, size)):
        sums = [np.sum([logs[name] / deviation[name] for name in some], 0) for logs in (usual, *odd)]
        is_odd = np.arange(2 * len(held)) >= len(held)
        found[some] = float(np.mean([detect(np.concatenate([sums[0], each]), is_odd).auroc for each in sums[1:]]))
    return found


def _logs(normal: Normal, seen: Look) -> dict[str, Doubles]:
    """The logs of all that a VAE says of pictures."""
    assert seen.bce is not None
    assert seen.neg_elbo is not None
    columns = (seen.error, seen.error_per_ink, normal.distance(seen.z), seen.bce, np.maximum(seen.neg_elbo, 1e-12))
    return dict(zip((*COMBINED, "bce", "neg_elbo"), map(np.log, columns), strict=True))


def _rival(rival: Callable[[Floats, Floats], Doubles], learnt: ImageSet, test: ImageSet) -> list[float]:
    """The AUROC of each class, in per cent: each fitted to what the network's part of that class has learnt from."""
    flat = _flat(test.images)
    values = []
    for k, _, odd in one_class.by_class(test):
        scores = rival(_flat(learnt.images[learnt.labels == k]), flat)
        values.append(100 * detect(scores, odd).auroc)
    return values


def _flat(images: npt.NDArray[np.uint8]) -> Floats:
    """Images (n, D) in [0, 1]."""
    return np.asarray(images.reshape(len(images), -1), np.float32) / np.float32(255)


def _row(run: Run, who: str, column: str, values: list[float], test: ImageSet, **more: Any) -> Row:
    """The mean over classes; the spread is the best class less the worst."""
    told = {"column": column, "who": who, "classes": len(values), "worst": round(min(values), 3), "split": test.split}
    spread = max(values) - min(values) if len(values) > 1 else math.nan
    return Row(f"{run.name} {who} AUROC", round(float(np.mean(values)), 3), "%, mean over classes", len(test),
               round(spread, 3), {**told, **more})  # fmt: skip
