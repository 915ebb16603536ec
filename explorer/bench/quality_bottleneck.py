"""Squared error by code size: the mean image, PCA, a linear autoencoder and a deep one, on the same test images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from explorer import data
from explorer.bench import Row, missing
from explorer.data import ImageSet
from explorer.errors import DataError
from explorer.metrics import subspace
from explorer.metrics.report import PUBLISHED_BY_SIZE, batches, squared_error
from explorer.models import PCA, Autoencoder, build
from explorer.training.checkpoint import open_run
from explorer.training.runs import measured, resolve
from explorer.training.sweep import DEEP, LINEAR, sweeps

SWEPT, ALONE = "digits", "mnist-ae30"  # the sweep that ships, and the run that has a published figure beside it
NOISE = "noise with the pixels of digits"
CPU = torch.device("cpu")


def rows(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The rows of the sweep and of the run alone, or those that say why there are none; adds PCA's error over ours."""
    found = _of_sweep(ratios, say)
    if not (resolve(ALONE) / "report.json").exists():
        return [*found, missing(ALONE, f"there is no finished run {ALONE}")]
    try:
        return found + _of_run(ratios, say)
    except DataError as error:
        return [*found, missing(ALONE, str(error))]


def _of_sweep(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    sweep = sweeps([run for run, config in measured() if config.model.has_code]).get(SWEPT)
    if sweep is None:
        return [missing(f"{SWEPT} by code size", f"there are no runs on {SWEPT} that differ in code size alone")]
    test = data.load(SWEPT, "test")
    noise = subspace.noise(test, len(test))
    pca = open_run(sweep.pca).model
    assert isinstance(pca, PCA)
    left, of_noise = subspace.errors_by_size(pca, test), subspace.errors_by_size(pca, noise)
    found = [_row(SWEPT, "mean image", 0, "trivial", float(left[0]), test),
             _row(NOISE, "mean image", 0, "trivial", float(of_noise[0]), noise)]  # fmt: skip
    for k in sweep.sizes():
        found.append(_row(SWEPT, "PCA", k, "classical", float(left[k]), test))
        found.append(_row(NOISE, "PCA", k, "classical", float(of_noise[k]), noise))
        for kind, some in sweep.runs.items():
            if k in some:
                model = open_run(some[k]).model
                error = squared_error(model, test)
                found.append(_row(SWEPT, kind, k, "network", error, test))
                found.append(_row(NOISE, kind, k, "network", squared_error(model, noise), noise))
                ratios[f"{SWEPT}, {k} numbers, PCA's squared error over the {kind.lower()}'s"] = float(left[k]) / error
                if isinstance(model, Autoencoder) and kind == LINEAR:
                    found.append(_of_angles(k, subspace.principal_angles(model, pca), subspace.held(model, pca)))
        say(", ".join(f"{row.name} {row.value:.2f}" for row in found if row.more["latent_dim"] == k))
    return found


def _of_angles(k: int, angles: subspace.Numbers, held: float) -> Row:
    """The largest of the angles between what a linear autoencoder draws and PCA's components, and what it costs."""
    more = {"column": "network", "latent_dim": k, "median": round(float(np.median(angles)), 4),
            "variance_held": round(held, 6)}  # fmt: skip
    name = f"{SWEPT}, {LINEAR}, {k} numbers, largest principal angle"
    return Row(name, round(float(angles[-1]), 3), "degrees", k, 0.0, more)


def _of_run(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The run alone beside a PCA of its size, fitted here to the same training images."""
    run = open_run(ALONE)
    config, k = run.config, run.config.model.latent_dim
    train, test = data.load(config.data.name, "train"), data.load(config.data.name, "test")
    pca = build(replace(config.model, kind="pca"))
    assert isinstance(pca, PCA)
    pca.fit(batches(train, CPU))
    left, error = subspace.errors_by_size(pca, test), squared_error(run.model, test)
    ratios[f"{config.data.name}, {k} numbers, PCA's squared error over the deep autoencoder's"] = float(left[k]) / error
    say(f"{config.data.name}, {k} numbers: mean image {left[0]:.2f}, PCA {left[k]:.2f}, {ALONE} {error:.2f}")
    return [
        _row(config.data.name, "mean image", 0, "trivial", float(left[0]), test),
        _row(config.data.name, "PCA", k, "classical", float(left[k]), test),
        _row(config.data.name, DEEP, k, "network", error, test),
    ]


def _row(name: str, who: str, k: int, column: str, value: float, test: ImageSet) -> Row:
    kind = {"PCA": "pca", DEEP: "ae"}.get(who)
    published = PUBLISHED_BY_SIZE.get((name, str(kind), k, "squared_error"))
    beside: dict[str, Any] = {} if published is None else {"published": published[0], "source": published[1]}
    return Row(
        f"{name}, {who}, {k} numbers", round(value, 3), "squared error per image, values in [0, 1]", len(test), 0.0,
        {"column": column, "latent_dim": k, "split": test.split} | beside,
    )  # fmt: skip
